//! From settings to a sink that works.

use std::fs;
use std::path::Path;

use phi_audit::config;
use phi_audit::config::service::Sink as Settings;
use phi_audit::pipeline::Stop;
use phi_audit::sink::{self, Fate, OpenError, Opening, Sink, SinkStatus, drive};
use phi_audit::telemetry::Metrics;
use tokio::runtime::Handle;

use super::endpoint::{Endpoint, runtime};
use super::{ended, parcels, wait_until};

fn settings(text: &str) -> Settings {
    config::parse(&format!("[kafka]\nbrokers = \"b\"\n[[sink]]\n{text}\n")).expect("settings").sink.remove(0)
}

/// Opens a sink, with an AWS that nobody asks for anything.
fn open(settings: &Settings, folder: &Path, runtime: &Handle) -> Result<Option<Box<dyn Sink>>, OpenError> {
    #[cfg(feature = "kinesis")]
    let aws = phi_audit::aws::Session::of(aws_config::SdkConfig::builder().build(), runtime.clone());
    let with = Opening {
        folder,
        runtime,
        #[cfg(feature = "kinesis")]
        aws: &aws,
    };
    sink::open(settings, with)
}

#[test]
fn a_sink_is_called_by_its_name_or_else_its_kind() {
    assert_eq!(sink::name(&settings("stdout = {}")), "stdout");
    assert_eq!(sink::name(&settings("kafka = { topic = \"alerts\" }")), "kafka");
    assert_eq!(sink::name(&settings("name = \"siem\"\nstdout = {}")), "siem");
}

#[test]
fn sinks_on_kafka_are_opened_elsewhere() {
    let runtime = runtime();
    let settings = settings("kafka = { topic = \"alerts\" }");
    assert!(open(&settings, Path::new(""), runtime.handle()).expect("nothing to fail").is_none());
}

#[test]
fn a_sink_that_is_driven_delivers_everything_before_it_ends_and_is_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = runtime();
    let settings = settings("file = { folder = \"alerts\" }");
    let sink = open(&settings, folder.path(), runtime.handle()).expect("it opens").expect("a sink");
    let status = SinkStatus::new(sink::name(&settings), true);
    let metrics = Metrics::new().expect("metrics");
    status.measure(&metrics);
    let seconds = metrics.publish_seconds.with([&*status.name]);
    let (desk, thread) = drive(sink, status.clone(), Stop::default()).expect("a thread");
    let (parcels, ends) = parcels(0, 1_200);
    for parcel in parcels {
        desk.send(parcel, None);
    }
    drop(desk);
    thread.join().expect("it ends");
    assert_eq!(ended(&ends, Fate::Delivered).len(), 1_200);
    assert!((3..=1_200).contains(&seconds.get_sample_count()), "one a batch: {}", seconds.get_sample_count());
    let lines = fs::read_dir(folder.path().join("alerts"))
        .expect("beside the settings")
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("text").lines().count());
    assert_eq!(lines.sum::<usize>(), 1_200);
}

#[test]
fn a_token_is_read_from_its_file_beside_the_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("token"), "hunter2\n").expect("a file");
    let endpoint = Endpoint::new(|_, _| 200.into());
    let http = format!("http = {{ url = \"http://{}/\", bearer_token_file = \"token\" }}", endpoint.address);
    let mut sink = open(&settings(&http), folder.path(), &endpoint.handle()).expect("it opens").expect("a sink");
    sink.deliver(parcels(0, 1).0, &SinkStatus::new("http", true), &Stop::default());
    wait_until("a request", || !endpoint.asked().is_empty());
    assert_eq!(endpoint.asked()[0].header("authorization"), "Bearer hunter2");
}

#[cfg(feature = "kinesis")]
#[test]
fn a_region_that_nobody_names_is_asked_for_unless_an_arn_names_it() {
    let runtime = runtime();
    let error =
        |text: &str| open(&settings(text), Path::new(""), runtime.handle()).err().map(|error| error.to_string());
    for text in ["kinesis = { stream = \"alerts\" }", "eventbridge = { bus = \"alerts\" }"] {
        let error = error(text).expect("no region");
        assert!(error.contains("no region") && error.contains("`aws.region`"), "{error}");
    }
    for text in [
        "kinesis = { stream = \"arn:aws:kinesis:eu-west-1:123456789012:stream/alerts\" }",
        "eventbridge = { bus = \"arn:aws:events:eu-west-1:123456789012:event-bus/alerts\" }",
        "sns = { topic = \"arn:aws:sns:eu-west-1:123456789012:alerts\" }",
    ] {
        assert_eq!(error(text), None);
    }
}

#[cfg(not(feature = "kinesis"))]
#[test]
fn a_sink_of_aws_is_refused_where_the_program_was_built_without() {
    let runtime = runtime();
    let settings = settings("sns = { topic = \"arn:aws:sns:eu-west-1:123456789012:alerts\" }");
    let error = open(&settings, Path::new(""), runtime.handle()).err().expect("an error").to_string();
    assert!(error.contains("`sink.sns`: this program was built without AWS"), "{error}");
}

#[test]
fn what_is_missing_is_named_with_its_sink_and_setting() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("busy"), "").expect("a file");
    let runtime = runtime();
    for (text, words) in [
        ("http = { url = \"https://e.org\", bearer_token_file = \"gone\" }", ["sink.http.bearer_token_file", "gone"]),
        ("http = { url = \"https://e.org\", bearer_token_env = \"PHI_AUDIT_NONE\" }", ["PHI_AUDIT_NONE", "not set"]),
        ("http = { url = \"https://e.org\", ca = \"gone.pem\" }", ["sink.http.ca", "gone.pem"]),
        ("http = { url = \"https://e.org\", ca = \"busy\" }", ["sink.http.ca", "no certificates"]),
        ("file = { folder = \"busy\" }", ["sink.file.folder", "busy"]),
    ] {
        let settings = settings(&format!("name = \"siem\"\n{text}"));
        let Err(error) = open(&settings, folder.path(), runtime.handle()) else { panic!("{text} opens") };
        let error = error.to_string();
        assert!(error.starts_with("sink `siem`: ") && words.iter().all(|word| error.contains(word)), "{error}");
    }
}
