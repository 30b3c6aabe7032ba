//! The service without a configuration, for trying it out: one command, one `curl`.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::testbed::{Post, lines, wait_for, wait_until};
use super::{SOON, finding};

/// It has fixed ports; another run of this test may have them for a while.
const PATIENCE: Duration = Duration::from_secs(120);

fn spawn(folder: &std::path::Path) -> Child {
    let log = File::create(folder.join("log")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_phi-audit"));
    command.arg("run").current_dir(folder).stdin(Stdio::null()).stderr(log).spawn().unwrap()
}

#[test]
fn it_takes_events_on_loopback_and_writes_findings_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let [hooks, admin] = [8080, 9464].map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    let log = || std::fs::read_to_string(folder.path().join("log")).unwrap();

    let mut child = wait_for("it finds both ports free", PATIENCE, || {
        let mut child = spawn(folder.path());
        wait_until("it says where to post, or ends", SOON, || {
            log().contains("alerts go to the folder") || child.try_wait().unwrap().is_some()
        });
        let ended = child.try_wait().unwrap();
        assert!(ended.is_none() || log().contains("another process listens"), "{}", log());
        ended.is_none().then_some(child)
    });
    // As `curl --data-binary` sends it.
    let post = Post::to(hooks, "/", finding(1)).header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(post.send().status, 200);
    assert_eq!(lines(&folder.path().join("findings")).len(), 1);
    assert_eq!(Post::to(admin, "/ready", "").method("GET").send().status, 200);
    assert!(Post::to(admin, "/metrics", "").method("GET").send().body.contains("phi_audit_webhook_requests_total"));
    let said = log();
    for told in ["nobody's signature is checked", "http://127.0.0.1:8080/", "findings/"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));

    // Whoever has it by now, it is taken.
    let _taken = TcpListener::bind(hooks);
    let said = wait_for("the port of metrics is free, and the other is not", PATIENCE, || {
        let mut child = spawn(folder.path());
        assert_eq!(child.wait().unwrap().code(), Some(2));
        Some(log()).filter(|said| said.contains("cannot listen on 127.0.0.1:8080"))
    });
    assert!(said.contains("`source.webhook.listen`") && said.contains("help:"), "{said}");
}
