//! Who may post, and who may not.

use std::fs;

use super::testbed::{Config, Open, Post, SECRET, Service, TOKEN, alerts, hooks, pointers, sign_segment, sign_twilio};
use super::{clean, finding};

fn refused(service: &Service, route: &str, reason: &str) -> f64 {
    service.metric("phi_audit_webhook_refused_total", &[("route", route), ("reason", reason)]).unwrap_or_default()
}

fn answered(service: &Service, route: &str, status: &str) -> f64 {
    service.metric("phi_audit_webhook_requests_total", &[("route", route), ("status", status)]).unwrap_or_default()
}

#[test]
fn a_signed_event_of_twilio_is_audited_and_answered_when_its_alert_is_written() {
    let (config, address) = hooks();
    let service = config.open();
    assert_eq!(Post::twilio(address, finding(1)).send().status, 200);
    assert_eq!(alerts(&config.folder().join("out")).len(), 1, "before the answer");
    let array = format!("[{},{}]", finding(2), finding(3));
    assert_eq!(Post::twilio(address, array).send().status, 200);
    assert_eq!(Post::twilio(address, clean(4..5).remove(0)).send().status, 200);
    assert_eq!(alerts(&config.folder().join("out")).len(), 3);
    assert_eq!(answered(&service, "twilio", "200"), 3.0);
    assert_eq!(service.metric("phi_audit_records_received_total", &[("source", "webhook")]), Some(3.0));
    assert!(service.ready());
}

#[test]
fn any_auth_token_of_the_route_may_have_signed_with_or_without_the_port() {
    let (config, address) = hooks();
    let service = config.open();
    for (token, url) in [
        (TOKEN, "https://hooks.example.org/twilio"),
        ("fedcba98", "https://hooks.example.org/twilio"),
        (TOKEN, "https://hooks.example.org:443/twilio"),
    ] {
        assert_eq!(Post::twilio_by(address, url, token, "{}").send().status, 200, "{url}");
    }
    for (token, url) in [
        ("another token", "https://hooks.example.org/twilio"),
        (TOKEN, "https://hooks.example.org/other"),
        (TOKEN, "http://hooks.example.org/twilio"),
        (TOKEN, "https://hooks.example.org:8443/twilio"),
    ] {
        assert_eq!(Post::twilio_by(address, url, token, "{}").send().status, 403, "{url}");
    }
    assert_eq!((refused(&service, "twilio", "signature"), answered(&service, "twilio", "403")), (4.0, 4.0));
}

#[test]
fn a_captured_url_and_signature_are_worth_nothing_with_another_body() {
    let (config, address) = hooks();
    let service = config.open();
    let captured = Post::twilio(address, clean(1..2).remove(0));
    assert_eq!(captured.send().status, 200);
    assert_eq!(captured.clone().with_body(finding(9)).send().status, 403);
    assert_eq!(captured.instead("bodySHA256=", "body=").send().status, 403, "nor without the hash");
    assert_eq!(Post::to(address, "/twilio", finding(9)).send().status, 403, "nor without either");
    assert_eq!((refused(&service, "twilio", "body_hash"), refused(&service, "twilio", "signature")), (1.0, 2.0));
    assert_eq!(alerts(&config.folder().join("out")).len(), 0);
    assert_eq!(service.metric("phi_audit_records_received_total", &[("source", "webhook")]), Some(1.0));
}

#[test]
fn a_form_of_twilio_is_verified_by_its_parameters_and_audited_on_a_route_of_its_own() {
    let (config, address) = hooks();
    let config = config.append(
        r#"
[[source.webhook.route]]
name = "callbacks"
path = "/callbacks"
twilio = { url = "https://hooks.example.org/callbacks", auth_token_files = ["twilio.token"], forms = true }
"#,
    );
    let service = config.open();
    let form = "To=%2B12165550100&From=%2B12165550122&Body=see+you";
    let signed = "https://hooks.example.org/callbacksBodysee youFrom+12165550122To+12165550100";
    let post = Post::to(address, "/callbacks", form)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("X-Twilio-Signature", &sign_twilio(TOKEN, signed));
    assert_eq!(post.send().status, 200);
    assert_eq!(post.clone().with_body(form.replace("you", "him")).send().status, 403);
    assert_eq!(post.clone().with_body(finding(1)).send().status, 415, "JSON is for the other route");
    assert_eq!(post.instead("/callbacks", "/twilio").send().status, 415, "and forms are for this one");
    assert_eq!(service.metric("phi_audit_events_total", &[]), Some(1.0));
    assert_eq!(service.metric("phi_audit_records_processed_total", &[("outcome", "quarantined")]), Some(0.0));
}

#[test]
fn a_captured_signature_of_twilio_cannot_be_moved_behind_the_query() {
    let (config, address) = hooks();
    let service = config.open();
    let captured = Post::twilio(address, "{}");
    assert_eq!(captured.send().status, 200);
    let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let spliced = Post::to(address, "/twilio?bodySHA25", format!("6%3D{hash}=")).header(
        "X-Twilio-Signature",
        &sign_twilio(TOKEN, &format!("https://hooks.example.org/twilio?bodySHA256={hash}")),
    );
    assert_eq!(spliced.clone().header("Content-Type", "application/x-www-form-urlencoded").send().status, 403);
    let form = spliced.clone().with_body(format!("6%3D{hash}=&a=b"));
    assert_eq!(form.header("Content-Type", "application/x-www-form-urlencoded").send().status, 415);
    assert_eq!(spliced.header("Content-Type", "application/json").send().status, 403);
    assert_eq!(service.metric("phi_audit_records_received_total", &[("source", "webhook")]), Some(1.0));
}

#[test]
fn segments_events_and_batches_are_verified_by_what_it_signs() {
    let (config, address) = hooks();
    let service = config.open();
    let event = r#"{"type":"track","userId":"u-17","messageId":"m-1","event":"Opened","properties":{}}"#;
    for body in [event.to_owned(), format!("[{event},{event}]"), format!(r#"[{{"json":{event}}},{{"json":{event}}}]"#)]
    {
        assert_eq!(Post::segment(address, event, body.clone()).send().status, 200);
        assert_eq!(Post::segment(address, &body.replace("17", "18"), body.clone()).send().status, 403);
        assert_eq!(Post::to(address, "/segment", body).send().status, 403);
    }
    assert_eq!(service.metric("phi_audit_events_total", &[]), Some(5.0), "each of a batch is one");
    assert_eq!(refused(&service, "segment", "signature"), 6.0);
}

/// Further routes, whose secrets are all `k-1` or `k-2`.
fn others(config: Config) -> Config {
    for file in ["k1", "k2"] {
        fs::write(config.folder().join(file), format!("k-{}", &file[1..])).unwrap();
    }
    config
        .append(
            r#"
[[source.webhook.route]]
name = "both"
path = "/both"
segment = { secret_files = ["segment.secret"], bearer_files = ["k1"] }
[[source.webhook.route]]
path = "/bridge"
eventbridge = { key_files = ["k1", "k2"] }
[[source.webhook.route]]
path = "/pubsub"
pubsub = { token_files = ["k1"], bearer_envs = ["PHI_AUDIT_TEST_BEARER"] }
[[source.webhook.route]]
name = "password"
path = "/password"
twilio = { url = "https://hooks.example.org/password", auth_token_files = ["twilio.token"], basic_file = "k1" }
[[source.webhook.route]]
path = "/open"
open = {}
"#,
        )
        .env("PHI_AUDIT_TEST_BEARER", "k-2")
}

#[test]
fn a_second_factor_has_to_be_there_where_it_is_configured() {
    let (config, address) = hooks();
    let service = others(config).open();
    let signed = Post::segment(address, "{}", "{}").instead("/segment", "/both");
    assert_eq!(signed.send().status, 403);
    assert_eq!(signed.header("Authorization", "Bearer k-1").send().status, 200);
    let token = Post::to(address, "/both", "{}").header("Authorization", "Bearer k-1");
    assert_eq!(token.send().status, 403, "the signature is missing");
    assert_eq!(token.header("X-Signature", &sign_segment(SECRET, "{ }")).send().status, 403);
    assert_eq!((refused(&service, "both", "credentials"), refused(&service, "both", "signature")), (1.0, 2.0));

    let password =
        Post::twilio_by(address, "https://hooks.example.org/password", TOKEN, "{}").instead("/twilio", "/password");
    assert_eq!(password.send().status, 403);
    // base64 of "k-1", which stands for user and password here.
    assert_eq!(password.header("Authorization", "Basic ay0x").send().status, 200);
}

#[test]
fn eventbridge_and_pubsub_are_told_by_a_key_and_their_wrappings_are_opened() {
    let (config, address) = hooks();
    let folder = config.folder().join("out");
    let config = others(config);
    let service = config.open();
    let bridge = format!(r#"{{"version":"0","id":"1","detail-type":"x","source":"s","detail":{}}}"#, finding(1));
    let bridge = Post::to(address, "/bridge", bridge);
    assert_eq!(bridge.send().status, 403);
    assert_eq!(bridge.clone().header("X-Api-Key", "k-3").send().status, 403);
    assert_eq!(bridge.header("X-Api-Key", "k-2").send().status, 200);
    assert_eq!(alerts(&folder).len(), 1);

    use base64::Engine as _;
    let data = base64::engine::general_purpose::STANDARD.encode(finding(2));
    let push =
        format!(r#"{{"message":{{"data":"{data}","messageId":"7"}},"subscription":"projects/p/subscriptions/s"}}"#);
    let push = |path: &str| Post::to(address, path, push.clone());
    assert_eq!(push("/pubsub?token=k-1").send().status, 403);
    assert_eq!(push("/pubsub").header("Authorization", "Bearer k-2").send().status, 403);
    assert_eq!(push("/pubsub?token=k-2").header("Authorization", "Bearer k-2").send().status, 403);
    assert_eq!(push("/pubsub?a=b&token=k-1").header("Authorization", "Bearer k-2").send().status, 200);
    assert_eq!(alerts(&folder).len(), 2);
    assert_eq!(Post::to(address, "/open", finding(3)).send().status, 200);
    assert_eq!(alerts(&folder).len(), 3);
    let page = Post::to(address, "/open", finding(4)).header("Origin", "http://evil.example.org");
    assert_eq!(page.send().status, 403, "a page in a browser");
    assert_eq!(refused(&service, "open", "origin"), 1.0);
    // As `curl` calls it.
    let form = "application/x-www-form-urlencoded";
    let zstd = Post::to(address, "/open", zstd::encode_all(finding(5).as_bytes(), 0).unwrap());
    assert_eq!(zstd.header("Content-Type", form).send().status, 200);
    let marked = Post::to(address, "/open", format!("\u{feff}{}", finding(6)));
    assert_eq!(marked.header("Content-Type", form).send().status, 200);
    assert_eq!(alerts(&folder).len() + pointers(config.folder()).len(), 5, "neither is passed over");
    assert_eq!(service.metric("phi_audit_webhook_refused_total", &[("reason", "credentials")]), Some(5.0));
}

#[test]
fn the_same_body_sent_again_has_alerts_with_the_same_ids() {
    let (config, address) = hooks();
    let service = config.open();
    let body = format!("[{},{}]", finding(1), r#"{"ssn":"219-09-9999","diagnosis":"diabetes"}"#);
    assert_eq!(Post::twilio(address, body.clone()).send().status, 200);
    let first = alerts(&config.folder().join("out"));
    assert!(!first.is_empty());
    assert_eq!(service.stop(super::SOON).code(), Some(0));
    let _service = config.open();
    assert_eq!(Post::twilio(address, body).send().status, 200);
    assert_eq!(alerts(&config.folder().join("out")), first);
}
