variable "name" {
  type        = string
  description = "What everything is called after, and the applicationName of the KCL in fleet mode."
  default     = "phi-audit"
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,40}$", var.name))
    error_message = "Three to 41 of a-z, 0-9 and -, a letter first: names of buckets and tables are made from it."
  }
}

variable "stream_name" {
  type        = string
  description = "The Kinesis stream that Twilio writes into."
  default     = "twilio-events"
}

variable "shard_count" {
  type        = number
  description = "Shards of the stream; null lets AWS add and remove them by load (on-demand)."
  default     = null
}

variable "retention_hours" {
  type        = number
  description = "How long records stay: the time there is to mend an auditor that is down, and to look at what is in quarantine."
  default     = 168
  validation {
    condition     = var.retention_hours >= 48 && var.retention_hours <= 8760
    error_message = "48 to 8760 hours: a weekend has two days."
  }
}

variable "mode" {
  type        = string
  description = "direct: one process of phi-audit run. fleet: phi-audit kcl under the Kinesis Client Library."
  default     = "direct"
  validation {
    condition     = contains(["direct", "fleet"], var.mode)
    error_message = "direct or fleet."
  }
}

variable "fan_out" {
  type        = bool
  description = "Enhanced fan-out under the consumer name `name`, which AWS charges for, in place of shared throughput."
  default     = false
}

variable "canary" {
  type        = bool
  description = "Whether the auditor may send canaries into the stream (docs/canary.md), in direct mode."
  default     = true
}

variable "auditor_trust_policy" {
  type        = string
  description = "Who may take on the auditor's role: a trust policy as JSON, for EKS, ECS or EC2. See example/main.tf."
  validation {
    condition     = can(jsondecode(var.auditor_trust_policy).Statement)
    error_message = "A policy document in JSON."
  }
}

variable "twilio_account_id" {
  type        = string
  description = "The AWS account that Twilio writes from, as Twilio's guide to Kinesis sinks names it."
  validation {
    condition     = can(regex("^[0-9]{12}$", var.twilio_account_id))
    error_message = "An AWS account has twelve digits."
  }
}

variable "twilio_external_id" {
  type        = string
  description = "The external_id of the sink, which keeps other customers of Twilio away from the role: at least 32 random characters."
  sensitive   = true
  validation {
    condition     = length(var.twilio_external_id) >= 32
    error_message = "At least 32 characters."
  }
}

variable "alarm_actions" {
  type        = list(string)
  description = "ARNs of SNS topics that hear of alarms. Without any, alarms are only seen in the console."
  default     = []
}

variable "lag_alarm_minutes" {
  type        = number
  description = "An alarm is raised when the oldest record that was read, by any reader unless fan_out is set, is older than this."
  default     = 15
}

variable "archive_bucket" {
  type        = string
  description = "A bucket to make for archives, which phi-audit replay reads; null makes none."
  default     = null
}

variable "archive_days" {
  type        = number
  description = "How long archives are kept. HIPAA's records of compliance are kept for six years; whether these are such is yours to say."
  default     = 2192
}

variable "tags" {
  type        = map(string)
  description = "Tags for everything."
  default     = {}
}
