# What AWS sees: lag, and that Twilio or readers are turned away. Whether the auditor itself reads is for its own metrics to tell
# (deploy/prometheus): the age of GetRecords is one figure for all readers of the stream.

locals {
  stream = { StreamName = aws_kinesis_stream.events.name }
  # Of enhanced fan-out the age stands under another name, for each consumer.
  reader = merge(local.stream, var.fan_out ? { ConsumerName = var.name } : {})
}

resource "aws_cloudwatch_metric_alarm" "lag" {
  alarm_name = "${var.name}-lag"
  alarm_description = var.fan_out ? "The auditor is behind, or does not read at all. What outlives the retention is lost: docs/RUNBOOKS.md." : join(" ", [
    "A reader of the stream is behind, or nobody reads at all. What outlives the retention is lost: docs/RUNBOOKS.md.",
    "This is one figure for all readers: while another one reads, it says nothing of an auditor that has stopped.",
    "That is told by the auditor's own metrics: AuditTargetAbsent, AuditLagGrowing, AuditCanaryLost.",
  ])
  namespace           = "AWS/Kinesis"
  metric_name         = var.fan_out ? "SubscribeToShardEvent.MillisBehindLatest" : "GetRecords.IteratorAgeMilliseconds"
  dimensions          = local.reader
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.lag_alarm_minutes * 60000
  period              = 60
  evaluation_periods  = 5
  # Where nobody reads there is no figure: that is the worst case, and no reason to keep quiet.
  treat_missing_data = "breaching"
  alarm_actions      = var.alarm_actions
  ok_actions         = var.alarm_actions
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "reads_refused" {
  alarm_name          = "${var.name}-reads-refused"
  alarm_description   = "Readers of the stream take more than a shard gives: lower source.kinesis.share, use fan-out, or add shards."
  namespace           = "AWS/Kinesis"
  metric_name         = "ReadProvisionedThroughputExceeded"
  dimensions          = local.stream
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  # A call that is refused now and then is tried again; for a quarter of an hour it costs time.
  evaluation_periods = 15
  treat_missing_data = "notBreaching"
  alarm_actions      = var.alarm_actions
  ok_actions         = var.alarm_actions
  tags               = local.tags
}

resource "aws_cloudwatch_metric_alarm" "writes_refused" {
  alarm_name          = "${var.name}-writes-refused"
  alarm_description   = "Twilio writes more than the shards take, and drops what it cannot write in time: add shards."
  namespace           = "AWS/Kinesis"
  metric_name         = "WriteProvisionedThroughputExceeded"
  dimensions          = local.stream
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = local.tags
}
