# SageMaker's events by EventBridge.

resource "aws_cloudwatch_event_connection" "this" {
  count              = local.events ? 1 : 0
  name               = "sagescope"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = var.events_api_key
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "this" {
  count                            = local.events ? 1 : 0
  name                             = "sagescope"
  connection_arn                   = aws_cloudwatch_event_connection.this[0].arn
  http_method                      = "POST"
  invocation_endpoint              = var.events_url
  invocation_rate_limit_per_second = 300
}

data "aws_iam_policy_document" "events_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "events" {
  count = local.events ? 1 : 0

  statement {
    actions   = ["events:InvokeApiDestination"]
    resources = [aws_cloudwatch_event_api_destination.this[0].arn]
  }
}

resource "aws_iam_role" "events" {
  count              = local.events ? 1 : 0
  name_prefix        = "sagescope-events-"
  assume_role_policy = data.aws_iam_policy_document.events_trust.json
}

resource "aws_iam_role_policy" "events" {
  count  = local.events ? 1 : 0
  name   = "destination"
  role   = aws_iam_role.events[0].id
  policy = data.aws_iam_policy_document.events[0].json
}

resource "aws_cloudwatch_event_rule" "sagemaker" {
  count         = local.events ? 1 : 0
  name          = "sagescope-sagemaker"
  description   = "Everything that SageMaker tells."
  event_pattern = jsonencode({ source = ["aws.sagemaker"] })
}

resource "aws_cloudwatch_event_target" "sagemaker" {
  count    = local.events ? 1 : 0
  rule     = aws_cloudwatch_event_rule.sagemaker[0].name
  arn      = aws_cloudwatch_event_api_destination.this[0].arn
  role_arn = aws_iam_role.events[0].arn

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }
}
