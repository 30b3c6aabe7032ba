//! Nothing of a request is logged or shown: not its body, query, path or headers.

use super::SOON;
use super::testbed::{Endpoint, Open, Post, SECRET, TOKEN, hooks};

#[test]
fn neither_body_nor_query_nor_path_nor_secret_is_logged_or_shown() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = siem
        .sink(config)
        .set("source.webhook", "answer_within", "200ms")
        .set("log", "level", "debug")
        .append("[[source.webhook.route]]\nname = \"hidden\"\npath = \"/s3cr3t-path\"\nopen = {}");
    let service = config.open();
    let planted = r#"{"patient":"Jonquil Featherstonehaugh","ssn":"219-09-9999","diagnosis":"sarcoidosis"}"#;
    let posts = [
        Post::twilio(address, planted),
        Post::twilio(address, format!("{planted} trailing {{")),
        Post::twilio(address, planted).with_body("219-09-9999"),
        Post::to(address, "/s3cr3t-path?token=s3cr3t-query", planted).header("Authorization", "Bearer s3cr3t-bearer"),
        Post::to(address, "/s3cr3t-other?ssn=219-09-9999", planted),
        Post::to(address, "/s3cr3t-path?q=s3cr3t-query", planted).method("GET"),
        Post::segment(address, planted, "[\"219-09-9999\""),
        Post::to(address, "/twilio?bodySHA256=s3cr3t-query", planted).header("X-Twilio-Signature", "s3cr3t-signature"),
    ];
    let mut statuses: Vec<_> = posts.iter().map(|post| post.send().status).collect();
    statuses.sort_unstable();
    assert!(statuses.windows(2).any(|pair| pair[0] != pair[1]), "{statuses:?}");
    let shown = [service.log(), service.output(), service.get("/metrics").unwrap().1, service.get("/ready").unwrap().1];
    let log = service.log();
    assert!(log.contains("a request was not taken") && log.contains("reason=\"signature\""), "{log}");
    for secret in ["s3cr3t", "Jonquil", "Featherstonehaugh", "219-09", "219099999", "sarcoidosis", TOKEN, SECRET] {
        assert!(shown.iter().all(|shown| !shown.contains(secret)), "{secret}");
    }
    siem.come();
    assert_eq!(service.stop(SOON).code(), Some(0));
}
