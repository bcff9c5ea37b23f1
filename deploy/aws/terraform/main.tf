data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  region    = data.aws_region.this.name

  # Whether there is an address is no secret; the address is.
  logs    = nonsensitive(var.logs_url != "")
  metrics = nonsensitive(var.metrics_url != "")
  events  = nonsensitive(var.events_url != "")
  role    = var.trusted_principal != ""

  # Mebibytes that Firehose gathers of each before it delivers.
  streams = merge(local.logs ? { logs = 4 } : {}, local.metrics ? { metrics = 1 } : {})

  buckets = merge(
    { for bucket in aws_s3_bucket.failed : "failed" => bucket.id },
    { for bucket in aws_s3_bucket.trail : "trail" => bucket.id },
  )

  namespaces = [
    "AWS/SageMaker",
    "AWS/Sagemaker/ModelBuildingPipeline",
    "/aws/sagemaker/Endpoints",
    "/aws/sagemaker/TrainingJobs",
    "/aws/sagemaker/ProcessingJobs",
    "/aws/sagemaker/TransformJobs",
    "/aws/sagemaker/InferenceRecommendationsJobs",
    "/aws/sagemaker/InferenceComponents",
  ]
}

# Buckets: of what Firehose cannot deliver, and of the trail (trail.tf).

resource "aws_s3_bucket" "failed" {
  count  = local.logs || local.metrics ? 1 : 0
  bucket = "sagescope-failed-${local.account}-${local.region}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = local.buckets
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets
  bucket   = each.value

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.keep_days
    }
  }
}

data "aws_iam_policy_document" "firehose_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["firehose.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "firehose" {
  count = length(aws_s3_bucket.failed)

  statement {
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:ListBucketMultipartUploads",
      "s3:PutObject",
    ]
    resources = [aws_s3_bucket.failed[0].arn, "${aws_s3_bucket.failed[0].arn}/*"]
  }
}

resource "aws_iam_role" "firehose" {
  count              = length(aws_s3_bucket.failed)
  name_prefix        = "sagescope-firehose-"
  assume_role_policy = data.aws_iam_policy_document.firehose_trust.json
}

resource "aws_iam_role_policy" "firehose" {
  count  = length(aws_iam_role.firehose)
  name   = "failed"
  role   = aws_iam_role.firehose[0].id
  policy = data.aws_iam_policy_document.firehose[0].json
}

# The streams to the addresses of the sources.

resource "aws_kinesis_firehose_delivery_stream" "this" {
  for_each    = local.streams
  name        = "sagescope-${each.key}"
  destination = "http_endpoint"

  http_endpoint_configuration {
    name               = "Sagescope"
    url                = each.key == "logs" ? var.logs_url : var.metrics_url
    access_key         = var.access_key == "" ? null : var.access_key
    role_arn           = aws_iam_role.firehose[0].arn
    buffering_interval = 60
    buffering_size     = each.value
    retry_duration     = 7200
    s3_backup_mode     = "FailedDataOnly"

    request_configuration {
      content_encoding = "GZIP"
    }

    s3_configuration {
      bucket_arn          = aws_s3_bucket.failed[0].arn
      role_arn            = aws_iam_role.firehose[0].arn
      error_output_prefix = "${each.key}/"
    }
  }
}

data "aws_iam_policy_document" "put" {
  for_each = local.streams

  statement {
    actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
    resources = [aws_kinesis_firehose_delivery_stream.this[each.key].arn]
  }
}

# Logs: a function that subscribes log groups to their stream.

data "aws_iam_policy_document" "subscription_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["logs.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:logs:${local.region}:${local.account}:*"]
    }
  }
}

resource "aws_iam_role" "subscription" {
  count              = local.logs ? 1 : 0
  name_prefix        = "sagescope-subscription-"
  assume_role_policy = data.aws_iam_policy_document.subscription_trust.json
}

resource "aws_iam_role_policy" "subscription" {
  count  = local.logs ? 1 : 0
  name   = "stream"
  role   = aws_iam_role.subscription[0].id
  policy = data.aws_iam_policy_document.put["logs"].json
}

data "archive_file" "subscriber" {
  count       = local.logs ? 1 : 0
  type        = "zip"
  source_file = "${path.module}/../subscriber/sagescope_subscriber.py"
  output_path = "${path.module}/.build/subscriber.zip"
}

data "aws_iam_policy_document" "lambda_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "subscriber" {
  count = local.logs ? 1 : 0

  statement {
    actions = [
      "logs:DeleteSubscriptionFilter",
      "logs:DescribeLogGroups",
      "logs:DescribeSubscriptionFilters",
      "logs:PutSubscriptionFilter",
    ]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:*"]
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.subscription[0].arn]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.subscriber[0].arn}:*"]
  }
}

resource "aws_iam_role" "subscriber" {
  count              = local.logs ? 1 : 0
  name_prefix        = "sagescope-subscriber-"
  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json
}

resource "aws_iam_role_policy" "subscriber" {
  count  = local.logs ? 1 : 0
  name   = "subscriptions"
  role   = aws_iam_role.subscriber[0].id
  policy = data.aws_iam_policy_document.subscriber[0].json
}

resource "aws_cloudwatch_log_group" "subscriber" {
  count             = local.logs ? 1 : 0
  name              = "/aws/lambda/sagescope-subscriber"
  retention_in_days = 14
}

resource "aws_lambda_function" "subscriber" {
  count            = local.logs ? 1 : 0
  function_name    = "sagescope-subscriber"
  description      = "Subscribes log groups of SageMaker to Sagescope."
  runtime          = "python3.13"
  handler          = "sagescope_subscriber.handler"
  timeout          = 300
  memory_size      = 256
  role             = aws_iam_role.subscriber[0].arn
  filename         = data.archive_file.subscriber[0].output_path
  source_code_hash = data.archive_file.subscriber[0].output_base64sha256

  environment {
    variables = {
      PREFIXES        = join(",", var.log_group_prefixes)
      DESTINATION_ARN = aws_kinesis_firehose_delivery_stream.this["logs"].arn
      ROLE_ARN        = aws_iam_role.subscription[0].arn
      FILTER_PATTERN  = var.filter_pattern
    }
  }

  depends_on = [aws_cloudwatch_log_group.subscriber]
}

resource "aws_cloudwatch_event_rule" "new_groups" {
  count       = local.logs ? 1 : 0
  name        = "sagescope-new-log-groups"
  description = "Log groups that are made, as a trail tells."
  event_pattern = jsonencode({
    source      = ["aws.logs"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["logs.amazonaws.com"]
      eventName   = ["CreateLogGroup"]
    }
  })
}

resource "aws_cloudwatch_event_rule" "all_groups" {
  count               = local.logs ? 1 : 0
  name                = "sagescope-all-log-groups"
  description         = "All log groups, now and then; also where there is no trail."
  schedule_expression = "rate(5 minutes)"
}

resource "aws_cloudwatch_event_target" "subscriber" {
  for_each = local.logs ? {
    new = aws_cloudwatch_event_rule.new_groups[0].name
    all = aws_cloudwatch_event_rule.all_groups[0].name
  } : {}

  rule = each.value
  arn  = aws_lambda_function.subscriber[0].arn
}

resource "aws_lambda_permission" "subscriber" {
  for_each = local.logs ? {
    new = aws_cloudwatch_event_rule.new_groups[0].arn
    all = aws_cloudwatch_event_rule.all_groups[0].arn
  } : {}

  function_name = aws_lambda_function.subscriber[0].function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = each.value
}

# Metrics: a metric stream of SageMaker's namespaces.

data "aws_iam_policy_document" "metrics_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["streams.metrics.cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_iam_role" "metrics" {
  count              = local.metrics ? 1 : 0
  name_prefix        = "sagescope-metrics-"
  assume_role_policy = data.aws_iam_policy_document.metrics_trust.json
}

resource "aws_iam_role_policy" "metrics" {
  count  = local.metrics ? 1 : 0
  name   = "stream"
  role   = aws_iam_role.metrics[0].id
  policy = data.aws_iam_policy_document.put["metrics"].json
}

resource "aws_cloudwatch_metric_stream" "this" {
  count         = local.metrics ? 1 : 0
  name          = "sagescope"
  firehose_arn  = aws_kinesis_firehose_delivery_stream.this["metrics"].arn
  role_arn      = aws_iam_role.metrics[0].arn
  output_format = "opentelemetry1.0"

  dynamic "include_filter" {
    for_each = local.namespaces

    content {
      namespace = include_filter.value
    }
  }

  statistics_configuration {
    additional_statistics = ["p50", "p90", "p95", "p99"]

    dynamic "include_metric" {
      for_each = ["ModelLatency", "OverheadLatency", "Latency"]

      content {
        namespace   = "AWS/SageMaker"
        metric_name = include_metric.value
      }
    }
  }
}
