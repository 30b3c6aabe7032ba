# The role that Twilio's Event Streams take on to write. It can put records and nothing else.

resource "aws_iam_role" "twilio" {
  name               = "${var.name}-twilio-sink"
  assume_role_policy = data.aws_iam_policy_document.twilio_trust.json
  tags               = local.tags
}

data "aws_iam_policy_document" "twilio_trust" {
  statement {
    sid     = "TwilioForUsAlone"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${var.twilio_account_id}:root"]
    }
    # Twilio acts for all of its customers; only with our id does it act for us.
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.twilio_external_id]
    }
  }
}

resource "aws_iam_role_policy" "twilio" {
  name   = "write"
  role   = aws_iam_role.twilio.id
  policy = data.aws_iam_policy_document.twilio.json
}

data "aws_iam_policy_document" "twilio" {
  statement {
    sid       = "PutRecords"
    actions   = ["kinesis:PutRecord", "kinesis:PutRecords", "kinesis:ListShards"]
    resources = [aws_kinesis_stream.events.arn]
  }
  # Asks about the account, and so about no resource.
  statement {
    sid       = "AskForLimits"
    actions   = ["kinesis:DescribeLimits"]
    resources = ["*"]
  }
  statement {
    sid       = "EncryptForTheStream"
    actions   = ["kms:GenerateDataKey"]
    resources = [aws_kms_key.phi.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["kinesis.${local.region}.amazonaws.com"]
    }
  }
}
