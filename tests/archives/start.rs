//! Before any work: what is missing is told, with a remedy, and nothing is written.

use crate::bucket::{Bucket, events};
use crate::run::{Outcome, Run};
use crate::testbed::Fault;

fn refused(run: Run, code: i32, words: &[&str]) -> Outcome {
    let outcome = run.run();
    assert!(!outcome.begun, "a report was begun");
    assert_eq!(outcome.code, code, "{}", outcome.err);
    assert_eq!(outcome.out, "");
    for word in words.iter().chain(&["help:"]) {
        assert!(outcome.err.contains(word), "`{word}` is not in:\n{}", outcome.err);
    }
    outcome
}

#[test]
fn without_credentials_nothing_is_begun() {
    let bucket = Bucket::new();
    bucket.put("x.json", events(0..1));
    let run = Run::replay(bucket.proxy.endpoint(), &[&bucket.url("")]);
    let run = run.without("AWS_ACCESS_KEY_ID").without("AWS_SECRET_ACCESS_KEY");
    refused(run, 2, &["no credentials", &bucket.url(""), "aws sso login"]);
    assert!(bucket.proxy.calls().is_empty(), "S3 was asked all the same");
}

#[test]
fn a_bucket_that_is_not_there_or_not_ours_is_told_before_any_work() {
    let bucket = Bucket::new();
    let run = Run::replay(bucket.proxy.endpoint(), &["s3://there-is-no-such-bucket/a"]);
    refused(run, 2, &["there is no such bucket", "s3://there-is-no-such-bucket/a"]);
    let body = "<Error><Code>AccessDenied</Code><Message>Jane Doe may not</Message></Error>".to_owned();
    bucket.proxy.always("ListObjectsV2", Fault::Answer { status: 403, body });
    let outcome =
        refused(Run::replay(bucket.proxy.endpoint(), &[&bucket.url("a")]), 2, &["may not list", "s3:ListBucket"]);
    assert!(!outcome.err.contains("Jane"), "{}", outcome.err);
}

#[test]
fn a_store_that_does_not_answer_is_told_before_any_work() {
    let bucket = Bucket::new();
    bucket.proxy.refuse();
    let run = Run::replay(bucket.proxy.endpoint(), &[&bucket.url("a")]).impatient();
    refused(run, 2, &["the store cannot be reached: no connection"]);
}

#[test]
fn what_is_wrong_with_the_call_or_the_settings_is_usage() {
    let run = |url: &str| Run::replay("http://127.0.0.1:1", &[url]);
    refused(run("s3://"), 64, &["names no bucket"]);
    refused(run("https://bucket/a"), 64, &["none of the stores", "s3://"]);
    refused(run("s3://key:secret@bucket/a"), 64, &["more than a bucket"]);
    for url in [
        "https://acme.blob.core.windows.net/in/a.gz?sv=2024&sig=SECRET",
        "s3://bucket/a?X-Amz-Signature=SECRET",
        "ftp://me:SECRET@host/a",
        "s3://bucket/a#Signature=SECRET",
    ] {
        let outcome = refused(run(url), 64, &["://"]);
        assert!(!outcome.err.contains("SECRET"), "{}", outcome.err);
    }
    refused(run("s3://bucket/a").config(""), 64, &["region"]);
    refused(run("az://container/a"), 64, &["AZURE_STORAGE_ACCOUNT_NAME"]);
    let elsewhere =
        run("s3://bucket/a").config("[aws]\nregion = \"us-east-1\"\n").env("AWS_ENDPOINT_URL", "http://example.org");
    refused(elsewhere, 64, &["without TLS nothing may leave this machine"]);
    let scratch = Run::replay("http://127.0.0.1:1", &["s3://bucket/a", "--scratch", "not/there"]);
    refused(scratch, 64, &["not/there"]);
    let late = Run::replay("http://127.0.0.1:1", &["a", "--late", "a week"]);
    assert_eq!(late.run().code, 64);
}
