# A bucket for archives, where one is wanted: encrypted with our key, closed to the public, old versions kept for a month.

locals {
  archives    = var.archive_bucket == null ? 0 : 1
  archive_arn = "arn:${local.partition}:s3:::${coalesce(var.archive_bucket, "none")}"
}

resource "aws_s3_bucket" "archive" {
  count  = local.archives
  bucket = var.archive_bucket
  tags   = local.tags
}

resource "aws_s3_bucket_public_access_block" "archive" {
  count                   = local.archives
  bucket                  = aws_s3_bucket.archive[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "archive" {
  count  = local.archives
  bucket = aws_s3_bucket.archive[0].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "archive" {
  count  = local.archives
  bucket = aws_s3_bucket.archive[0].id
  rule {
    # One call to KMS for many objects.
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.phi.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  count      = local.archives
  bucket     = aws_s3_bucket.archive[0].id
  depends_on = [aws_s3_bucket_versioning.archive]
  rule {
    id     = "keep"
    status = "Enabled"
    filter {}
    expiration {
      days = var.archive_days
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "archive" {
  count  = local.archives
  bucket = aws_s3_bucket.archive[0].id
  policy = data.aws_iam_policy_document.archive_bucket.json
}

data "aws_iam_policy_document" "archive_bucket" {
  statement {
    sid       = "NothingWithoutTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.archive_arn, "${local.archive_arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
