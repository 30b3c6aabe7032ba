//! Azure Blob Storage, as Azurite has it: listed, fetched and left out as S3 is.

use std::process::Command;
use std::time::Duration;

use object_store::azure::{AzureAccessKey, AzureAuthorizer, AzureCredential, MicrosoftAzureBuilder};
use object_store::client::{HttpRequest, HttpRequestBody};
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, RetryConfig};
use tempfile::TempDir;

use crate::bucket::{events, gzip};
use crate::run::{Run, ids};
use crate::testbed::{Supervisor, block_on, install, ports, wait_until};

/// Azurite's account, the same everywhere.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

struct Azurite {
    _server: Supervisor,
    folder: TempDir,
    url: String,
}

impl Azurite {
    fn start() -> Self {
        let (installed, port) = (install("azure"), ports::free());
        let folder = TempDir::with_prefix("phi-audit-azure-").unwrap();
        let mut command = Command::new(installed.join("node"));
        command.arg(installed.join("node_modules/azurite/dist/src/blob/main.js"));
        command.args(["--location", ".", "--blobHost", "127.0.0.1", "--blobPort"]).arg(port.to_string());
        command.args(["--skipApiVersionCheck", "--disableTelemetry"]);
        let server = Supervisor::start(folder.path(), &command);
        wait_until("Azurite answers", Duration::from_secs(60), || {
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Self { _server: server, folder, url: format!("http://127.0.0.1:{port}") }
    }

    /// Makes a container: what the client of the store cannot do.
    fn container(&self, name: &str) {
        let url = format!("{}/{ACCOUNT}/{name}?restype=container", self.url);
        let mut request = HttpRequest::new(HttpRequestBody::empty());
        *request.method_mut() = "PUT".parse().unwrap();
        *request.uri_mut() = url.parse().unwrap();
        request.headers_mut().insert("content-length", 0.into());
        let credential = AzureCredential::AccessKey(AzureAccessKey::try_new(KEY).unwrap());
        AzureAuthorizer::new(&credential, ACCOUNT).try_authorize(&mut request).unwrap();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = block_on(client.put(&url).headers(request.headers().clone()).send()).unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    fn put(&self, container: &str, key: &str, bytes: Vec<u8>) {
        let store = MicrosoftAzureBuilder::new()
            .with_account(ACCOUNT)
            .with_access_key(KEY)
            .with_endpoint(format!("{}/{ACCOUNT}", self.url))
            .with_allow_http(true)
            .with_container_name(container)
            .with_retry(RetryConfig { max_retries: 0, ..RetryConfig::default() })
            .build()
            .unwrap();
        block_on(store.put(&Path::parse(key).unwrap(), bytes.into())).unwrap();
    }

    /// How often something whose path ends so was asked for with this method, by the log of requests.
    fn asked(&self, method: &str, end: &str) -> usize {
        let log = std::fs::read_to_string(self.folder.path().join("server.log")).unwrap();
        log.lines()
            .filter(|line| line.contains(&format!("\"{method} ")) && line.contains(&format!("{end} HTTP/")))
            .count()
    }

    fn replay(&self, words: &[&str]) -> Run {
        Run::replay("http://127.0.0.1:1", words)
            .env("AZURE_STORAGE_USE_EMULATOR", "true")
            .env("AZURITE_BLOB_STORAGE_URL", &self.url)
    }
}

#[test]
fn a_container_is_read_in_order_and_left_out_by_its_days() {
    let azurite = Azurite::start();
    azurite.container("clinic");
    for (at, key) in
        ["in/2025/03/04/a.gz", "in/2025/03/04/b.gz", "in/2025/03/05/c.gz", "in/2025/05/05/d.gz"].iter().enumerate()
    {
        let at = at as u64;
        azurite.put("clinic", key, gzip(&events(at * 10..at * 10 + 10)));
    }
    let outcome = azurite.replay(&["az://clinic/in"]).run();
    assert_eq!((outcome.ids(), outcome.code), (ids(0..40), 0), "{}", outcome.err);
    assert_eq!(outcome.records()[0]["source"], "az://clinic/in/2025/03/04/a.gz");
    let outcome = azurite.replay(&["az://clinic/in", "--since", "2025-03-04", "--until", "2025-03-05"]).run();
    assert_eq!(outcome.ids(), ids(0..30), "{}", outcome.err);
    assert_eq!(outcome.state("az://clinic/in/2025/05/05"), "skipped: filed at another time");
    let outcome = azurite.replay(&["az://nothing/in"]).run();
    assert!(outcome.code == 2 && outcome.err.contains("there is no such bucket"), "{}", outcome.err);
}

#[test]
fn a_blob_is_fetched_once_and_known_by_its_manifest() {
    let azurite = Azurite::start();
    azurite.container("clinic");
    azurite.put("clinic", "in/a.gz", gzip(&events(0..10)));
    azurite.put("clinic", "in/b.gz", gzip(&events(10..20)));
    let kept = TempDir::new().unwrap();
    let manifest = kept.path().join("manifest").display().to_string();
    let words = ["az://clinic/in", "--manifest", &manifest];
    let first = azurite.replay(&words).run();
    assert_eq!((first.ids(), first.code), (ids(0..20), 0), "{}", first.err);
    let second = azurite.replay(&words).run();
    assert!(second.err.contains("0 objects read, 2 unchanged"), "{}", second.err);
    for blob in ["/clinic/in/a.gz", "/clinic/in/b.gz"] {
        assert_eq!((azurite.asked("GET", blob), azurite.asked("HEAD", blob)), (1, 0), "{blob}");
    }
}
