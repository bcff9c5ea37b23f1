# A trail into a bucket, whose new objects are told by SNS to an SQS queue.

locals {
  trail_bucket = "sagescope-trail-${local.account}-${local.region}"
  trail_arn    = "arn:${local.partition}:cloudtrail:${local.region}:${local.account}:trail/sagescope"
}

resource "aws_s3_bucket" "trail" {
  count  = var.cloudtrail ? 1 : 0
  bucket = local.trail_bucket
}

data "aws_iam_policy_document" "trail" {
  count = var.cloudtrail ? 1 : 0

  statement {
    sid       = "Acl"
    actions   = ["s3:GetBucketAcl"]
    resources = [aws_s3_bucket.trail[0].arn]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }

  statement {
    sid       = "Write"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.trail[0].arn}/AWSLogs/${local.account}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [local.trail_arn]
    }
  }
}

resource "aws_s3_bucket_policy" "trail" {
  count  = var.cloudtrail ? 1 : 0
  bucket = aws_s3_bucket.trail[0].id
  policy = data.aws_iam_policy_document.trail[0].json
}

resource "aws_sns_topic" "trail" {
  count = var.cloudtrail ? 1 : 0
  name  = "sagescope-trail"
}

data "aws_iam_policy_document" "trail_topic" {
  count = var.cloudtrail ? 1 : 0

  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.trail[0].arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [aws_s3_bucket.trail[0].arn]
    }
  }
}

resource "aws_sns_topic_policy" "trail" {
  count  = var.cloudtrail ? 1 : 0
  arn    = aws_sns_topic.trail[0].arn
  policy = data.aws_iam_policy_document.trail_topic[0].json
}

resource "aws_s3_bucket_notification" "trail" {
  count  = var.cloudtrail ? 1 : 0
  bucket = aws_s3_bucket.trail[0].id

  topic {
    topic_arn = aws_sns_topic.trail[0].arn
    events    = ["s3:ObjectCreated:*"]
  }

  depends_on = [aws_sns_topic_policy.trail]
}

resource "aws_sqs_queue" "trail_dead_letters" {
  count                     = var.cloudtrail ? 1 : 0
  name                      = "sagescope-trail-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "trail" {
  count                      = var.cloudtrail ? 1 : 0
  name                       = "sagescope-trail"
  visibility_timeout_seconds = 600
  message_retention_seconds  = 1209600
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.trail_dead_letters[0].arn
    maxReceiveCount     = 10
  })
}

data "aws_iam_policy_document" "trail_queue" {
  count = var.cloudtrail ? 1 : 0

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.trail[0].arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.trail[0].arn]
    }
  }
}

resource "aws_sqs_queue_policy" "trail" {
  count     = var.cloudtrail ? 1 : 0
  queue_url = aws_sqs_queue.trail[0].id
  policy    = data.aws_iam_policy_document.trail_queue[0].json
}

resource "aws_sns_topic_subscription" "trail" {
  count     = var.cloudtrail ? 1 : 0
  topic_arn = aws_sns_topic.trail[0].arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.trail[0].arn
}

resource "aws_cloudtrail" "this" {
  count                         = var.cloudtrail ? 1 : 0
  name                          = "sagescope"
  s3_bucket_name                = aws_s3_bucket.trail[0].id
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true

  advanced_event_selector {
    name = "Management"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  dynamic "advanced_event_selector" {
    for_each = var.sagemaker_data_events ? ["AWS::SageMaker::Endpoint", "AWS::SageMaker::FeatureGroup"] : []

    content {
      name = advanced_event_selector.value

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = [advanced_event_selector.value]
      }
    }
  }

  depends_on = [aws_s3_bucket_policy.trail]
}
