# The stream that Twilio writes into, its key, and where checkpoints are kept.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  # From the stream rather than the provider: the attribute of the latter has changed its name between versions.
  region = split(":", aws_kinesis_stream.events.arn)[3]
  tables = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table"
  tags   = merge({ application = var.name, data = "phi" }, var.tags)
}

# One key for everything in which PHI stands or may stand. Without it nothing can be read any more, so it waits a month.
resource "aws_kms_key" "phi" {
  description             = "${var.name}: stream, checkpoints, archives"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  tags                    = local.tags
}

resource "aws_kms_alias" "phi" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.phi.key_id
}

# The account's own policies say who uses the key: those of this module give each role the least. Without the account in the key's
# policy nobody could change the key again.
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "AccountDecides"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }
}

resource "aws_kinesis_stream" "events" {
  name             = var.stream_name
  retention_period = var.retention_hours
  encryption_type  = "KMS"
  kms_key_id       = aws_kms_key.phi.arn
  shard_count      = var.shard_count
  # A stream that is taken away takes along what was not audited yet.
  enforce_consumer_deletion = false
  tags                      = local.tags

  stream_mode_details {
    stream_mode = var.shard_count == null ? "ON_DEMAND" : "PROVISIONED"
  }
  lifecycle {
    prevent_destroy = true
  }
}

# Checkpoints of direct mode. The KCL makes its own tables.
resource "aws_dynamodb_table" "checkpoints" {
  count        = var.mode == "direct" ? 1 : 0
  name         = "${var.name}-checkpoints"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "stream"
  range_key    = "shard"
  # Without them the stream is read from its beginning.
  deletion_protection_enabled = true
  tags                        = local.tags

  attribute {
    name = "stream"
    type = "S"
  }
  attribute {
    name = "shard"
    type = "S"
  }
  point_in_time_recovery {
    enabled = true
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.phi.arn
  }
}
