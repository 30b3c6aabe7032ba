output "stream_arn" {
  description = "sink_configuration.arn of Twilio's sink."
  value       = aws_kinesis_stream.events.arn
}

output "twilio_role_arn" {
  description = "sink_configuration.role_arn of Twilio's sink; external_id is the variable twilio_external_id."
  value       = aws_iam_role.twilio.arn
}

output "auditor_role_arn" {
  description = "The role of the auditor's pod, task or instance."
  value       = aws_iam_role.auditor.arn
}

output "key_arn" {
  description = "The key, for whoever else may read: a consumer beside the auditor, Firehose."
  value       = aws_kms_key.phi.arn
}

output "phi_audit_toml" {
  description = "What phi-audit.toml has to say of AWS. Add sinks."
  value       = var.mode == "direct" ? local.direct_toml : local.fleet_toml
}

output "kcl_properties" {
  description = "What deploy/kcl/kcl.properties has to say of AWS, in fleet mode."
  value       = <<-EOT
    applicationName = ${var.name}
    streamName = ${aws_kinesis_stream.events.name}
    regionName = ${local.region}
  EOT
}

locals {
  direct_toml = <<-EOT
    [aws]
    region = "${local.region}"

    [source.kinesis]
    stream = "${aws_kinesis_stream.events.name}"
    %{if var.fan_out}
    fan_out = "${var.name}"
    %{endif}

    %{if local.canary}
    [canary]
    every = "1m"
    %{endif}

    [source.kinesis.checkpoints]
    dynamodb = { table = "${var.name}-checkpoints" }
  EOT
  fleet_toml  = <<-EOT
    [aws]
    region = "${local.region}"

    [source.kinesis]
    stream = "${aws_kinesis_stream.events.name}"
  EOT
}
