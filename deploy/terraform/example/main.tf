# A stream for Twilio and a role for an auditor in EKS, under Pod Identity.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80, < 7.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "twilio_account_id" {
  type        = string
  description = "The AWS account that Twilio writes from, as Twilio's guide to Kinesis sinks names it."
}

variable "twilio_external_id" {
  type        = string
  description = "A random text of at least 32 characters that Twilio's sink is given too."
  sensitive   = true
}

data "aws_iam_policy_document" "eks" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic" "alarms" {
  name = "phi-audit-alarms"
}

module "phi_audit" {
  source               = "../"
  twilio_account_id    = var.twilio_account_id
  twilio_external_id   = var.twilio_external_id
  auditor_trust_policy = data.aws_iam_policy_document.eks.json
  alarm_actions        = [aws_sns_topic.alarms.arn]
}

output "phi_audit_toml" {
  description = "What goes into phi-audit.toml."
  value       = module.phi_audit.phi_audit_toml
}

output "twilio_sink" {
  description = "sink_configuration of Twilio's sink, but for external_id."
  value       = { arn = module.phi_audit.stream_arn, role_arn = module.phi_audit.twilio_role_arn }
}
