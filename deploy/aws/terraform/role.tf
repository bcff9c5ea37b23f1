# A role that reads what the server fetches by itself.

data "aws_iam_policy_document" "role_trust" {
  count = local.role ? 1 : 0

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.trusted_principal]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

data "aws_iam_policy_document" "role" {
  count = local.role ? 1 : 0

  statement {
    sid       = "Metrics"
    actions   = ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "tag:GetResources"]
    resources = ["*"]
  }

  statement {
    sid = "Inventory"
    actions = [
      "sagemaker:DescribeCluster",
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeFeatureGroup",
      "sagemaker:DescribeHyperParameterTuningJob",
      "sagemaker:DescribeInferenceComponent",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeNotebookInstance",
      "sagemaker:DescribePipelineExecution",
      "sagemaker:DescribeProcessingJob",
      "sagemaker:DescribeTrainingJob",
      "sagemaker:DescribeTransformJob",
      "sagemaker:ListClusters",
      "sagemaker:ListEndpoints",
      "sagemaker:ListFeatureGroups",
      "sagemaker:ListHyperParameterTuningJobs",
      "sagemaker:ListInferenceComponents",
      "sagemaker:ListModels",
      "sagemaker:ListNotebookInstances",
      "sagemaker:ListPipelineExecutions",
      "sagemaker:ListPipelines",
      "sagemaker:ListProcessingJobs",
      "sagemaker:ListTrainingJobs",
      "sagemaker:ListTransformJobs",
    ]
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = aws_s3_bucket.trail

    content {
      sid       = "Bucket"
      actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"]
      resources = [statement.value.arn]
    }
  }

  dynamic "statement" {
    for_each = aws_s3_bucket.trail

    content {
      sid       = "Objects"
      actions   = ["s3:GetObject", "s3:GetObjectVersion"]
      resources = ["${statement.value.arn}/*"]
    }
  }

  dynamic "statement" {
    for_each = aws_sqs_queue.trail

    content {
      sid       = "Queue"
      actions   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
      resources = [statement.value.arn]
    }
  }
}

resource "aws_iam_role" "read" {
  count                = local.role ? 1 : 0
  name                 = "sagescope-read"
  description          = "Sagescope reads metrics, trails and inventory."
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.role_trust[0].json
}

resource "aws_iam_role_policy" "read" {
  count  = local.role ? 1 : 0
  name   = "read"
  role   = aws_iam_role.read[0].id
  policy = data.aws_iam_policy_document.role[0].json
}
