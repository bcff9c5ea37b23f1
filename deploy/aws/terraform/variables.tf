variable "logs_url" {
  description = "Address of a source \"CloudWatch Logs (Firehose)\"; empty sends no logs."
  type        = string
  default     = ""
  sensitive   = true
}

variable "metrics_url" {
  description = "Address of a source \"CloudWatch metrics (Firehose)\"; empty makes no metric stream."
  type        = string
  default     = ""
  sensitive   = true
}

variable "access_key" {
  description = "Access key that both sources ask of Firehose; empty where they ask for none."
  type        = string
  default     = ""
  sensitive   = true
}

variable "events_url" {
  description = "Address of a source \"AWS events (EventBridge)\"; empty sends no events."
  type        = string
  default     = ""
  sensitive   = true
}

variable "events_api_key" {
  description = "Key that the source of events looks for in x-api-key; any text where it asks for none."
  type        = string
  default     = "none"
  sensitive   = true
}

variable "cloudtrail" {
  description = "Whether a trail with a bucket, a topic and a queue is made."
  type        = bool
  default     = true
}

variable "sagemaker_data_events" {
  description = "Whether the trail records calls of endpoints and feature stores too; AWS bills them by number."
  type        = bool
  default     = false
}

variable "trusted_principal" {
  description = "ARN that the server runs as, or the number of its account; empty makes no role."
  type        = string
  default     = ""
}

variable "external_id" {
  description = "External id that the server presents when it assumes the role."
  type        = string
  default     = ""
}

variable "log_group_prefixes" {
  description = "What names of log groups begin with."
  type        = list(string)
  default     = ["/aws/sagemaker/"]
}

variable "filter_pattern" {
  description = "Filter pattern of CloudWatch Logs; empty takes all events."
  type        = string
  default     = ""
}

variable "keep_days" {
  description = "Days for which the trail's objects, and what could not be delivered, are kept."
  type        = number
  default     = 90
}
