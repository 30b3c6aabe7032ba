# What AWS sees and the auditor's own metrics cannot: that nobody reads, and that Twilio is turned away. Everything else is in
# deploy/prometheus.

locals {
  stream = { StreamName = aws_kinesis_stream.events.name }
  # Of enhanced fan-out the age stands under another name, for each consumer.
  consumer = { StreamName = aws_kinesis_stream.events.name, ConsumerName = coalesce(var.fan_out_consumer, "none") }
}

resource "aws_cloudwatch_metric_alarm" "lag" {
  alarm_name          = "${var.name}-lag"
  alarm_description   = "The auditor is behind, or does not read at all. What is older than the retention is lost to it: docs/RUNBOOKS.md."
  namespace           = "AWS/Kinesis"
  metric_name         = var.fan_out_consumer == null ? "GetRecords.IteratorAgeMilliseconds" : "SubscribeToShardEvent.MillisBehindLatest"
  dimensions          = var.fan_out_consumer == null ? local.stream : local.consumer
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.lag_alarm_minutes * 60000
  period              = 60
  evaluation_periods  = 5
  # Nobody who reads gives no figure: that is the worst case, and no reason to keep quiet.
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
  alarm_description   = "Twilio writes more than the shards take. It tries again for a time and then drops events, which nobody can audit: add shards."
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
