# The auditor's role: what docs/kinesis.md and docs/kinesis-fleet.md list for the mode, statement by statement under the same names,
# and what the key takes besides. It can read no other stream, and write no record but the canaries of direct mode.

resource "aws_iam_role" "auditor" {
  name               = "${var.name}-auditor"
  assume_role_policy = var.auditor_trust_policy
  tags               = local.tags
}

locals {
  # Each process of a fleet would send its own.
  canary    = var.canary && var.mode == "direct"
  consumers = "${aws_kinesis_stream.events.arn}/consumer"
  policies = merge(
    { key = data.aws_iam_policy_document.stream_key.json },
    { read = var.mode == "direct" ? data.aws_iam_policy_document.direct.json : data.aws_iam_policy_document.fleet.json },
    var.mode == "direct" && var.fan_out ? { fan-out = data.aws_iam_policy_document.direct_fan_out.json } : {},
    var.mode == "fleet" && var.fan_out ? { fan-out = data.aws_iam_policy_document.fleet_fan_out.json } : {},
    local.canary ? { canary = data.aws_iam_policy_document.canary.json } : {},
    local.canary ? { canary-key = data.aws_iam_policy_document.canary_key.json } : {},
    var.archive_bucket != null ? { archive = data.aws_iam_policy_document.archive.json } : {},
  )
}

resource "aws_iam_role_policy" "auditor" {
  for_each = local.policies
  name     = each.key
  role     = aws_iam_role.auditor.id
  policy   = each.value
}

data "aws_iam_policy_document" "stream_key" {
  statement {
    sid       = "DecryptTheStream"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.phi.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["kinesis.${local.region}.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "direct" {
  statement {
    sid       = "ReadTheStream"
    actions   = ["kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:GetShardIterator", "kinesis:GetRecords"]
    resources = [aws_kinesis_stream.events.arn]
  }
  statement {
    sid       = "KeepCheckpoints"
    actions   = ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
    resources = ["${local.tables}/${var.name}-checkpoints"]
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "dynamodb:LeadingKeys"
      values   = [aws_kinesis_stream.events.name]
    }
  }
  # Each by its name: a `*` would let in what AWS may add.
  statement {
    sid = "UseTheKeyOfTheTable"
    actions = [
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:DescribeKey",
      "kms:CreateGrant",
    ]
    resources = [aws_kms_key.phi.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["dynamodb.${local.region}.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "direct_fan_out" {
  statement {
    sid       = "RegisterTheConsumer"
    actions   = ["kinesis:DescribeStreamConsumer", "kinesis:RegisterStreamConsumer"]
    resources = [aws_kinesis_stream.events.arn, "${local.consumers}/${var.name}:*"]
  }
  statement {
    sid       = "BeSentRecords"
    actions   = ["kinesis:SubscribeToShard"]
    resources = ["${local.consumers}/${var.name}:*"]
  }
}

data "aws_iam_policy_document" "canary" {
  statement {
    sid       = "SendCanaries"
    actions   = ["kinesis:PutRecord"]
    resources = [aws_kinesis_stream.events.arn]
  }
}

data "aws_iam_policy_document" "canary_key" {
  statement {
    sid       = "EncryptCanaries"
    actions   = ["kms:GenerateDataKey"]
    resources = [aws_kms_key.phi.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["kinesis.${local.region}.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "fleet" {
  statement {
    sid = "ReadTheStream"
    actions = [
      "kinesis:DescribeStream",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetRecords",
      "kinesis:GetShardIterator",
      "kinesis:ListShards",
    ]
    resources = [aws_kinesis_stream.events.arn]
  }
  statement {
    sid = "LeaseTable"
    actions = [
      "dynamodb:CreateTable",
      "dynamodb:DescribeTable",
      "dynamodb:UpdateTable",
      "dynamodb:Scan",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
    ]
    resources = ["${local.tables}/${var.name}"]
  }
  statement {
    sid       = "LeasesOfAWorker"
    actions   = ["dynamodb:Query"]
    resources = ["${local.tables}/${var.name}/index/*"]
  }
  statement {
    sid = "TablesBesideIt"
    actions = [
      "dynamodb:CreateTable",
      "dynamodb:DescribeTable",
      "dynamodb:Scan",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
    ]
    resources = ["${local.tables}/${var.name}-WorkerMetricStats", "${local.tables}/${var.name}-CoordinatorState"]
  }
}

data "aws_iam_policy_document" "fleet_fan_out" {
  statement {
    sid       = "RegisterTheConsumer"
    actions   = ["kinesis:RegisterStreamConsumer"]
    resources = [aws_kinesis_stream.events.arn]
  }
  statement {
    sid       = "BeSentRecords"
    actions   = ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"]
    resources = ["${local.consumers}/*"]
  }
}

# For `phi-audit replay s3://…` (docs/sources.md).
data "aws_iam_policy_document" "archive" {
  statement {
    sid       = "ListTheArchive"
    actions   = ["s3:ListBucket"]
    resources = [local.archive_arn]
  }
  statement {
    sid       = "ReadTheArchive"
    actions   = ["s3:GetObject"]
    resources = ["${local.archive_arn}/*"]
  }
  statement {
    sid       = "DecryptTheArchive"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.phi.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.amazonaws.com"]
    }
  }
}
