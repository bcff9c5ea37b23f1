output "role_arn" {
  description = "Give this to sources as their role."
  value       = one(aws_iam_role.read[*].arn)
}

output "trail_bucket" {
  description = "Give this to a source of CloudTrail as its bucket."
  value       = one(aws_s3_bucket.trail[*].id)
}

output "trail_queue_url" {
  description = "Give this to a source of CloudTrail as its queue."
  value       = one(aws_sqs_queue.trail[*].url)
}

output "failed_bucket" {
  description = "Where Firehose keeps what it could not deliver."
  value       = one(aws_s3_bucket.failed[*].id)
}
