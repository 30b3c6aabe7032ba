//! The chain as plain processes: broker and stand-in for Kinesis, a phi-audit beside each, a replay, node_exporter, Prometheus and
//! Alertmanager, with the files that `docker-compose.yml` mounts.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::hook::{Hook, SINK};
use super::rewrite;
use crate::kafka::{Broker, Outgoing};
use crate::kinesis::{ENVIRONMENT, Kinesis};
use crate::load::{Kind, Load, examples};
use crate::process::{Config, Service, Supervisor, get, ports, wait_until};

/// How long a start or stop may take on a busy machine.
const START: Duration = Duration::from_secs(60);
/// How often records are written while something is waited for.
const PACE: Duration = Duration::from_millis(300);

/// A phi-audit that comes back on its port.
pub struct Program {
    config: Config,
    address: SocketAddr,
    service: Option<Service>,
}

impl Program {
    fn new(settings: &str) -> Self {
        let address = loopback();
        let config = Config::new().set("admin", "listen", address.to_string()).append(settings);
        let config = ENVIRONMENT.iter().fold(config, |config, (name, value)| config.env(name, value));
        let mut program = Self { config, address, service: None };
        program.start();
        program
    }

    /// Starts it and waits until it answers.
    pub fn start(&mut self) {
        let service = self.service.insert(self.config.spawn());
        wait_until("phi-audit answers", START, || {
            assert!(service.runs(), "phi-audit ended at once:\n{}", service.log());
            get(self.address, "/live").is_some()
        });
    }

    /// Stops it in an orderly way.
    pub fn stop(&mut self) {
        self.service.take().expect("it runs").stop(START);
    }
}

/// Everything that runs. Dropped, it ends.
pub struct Chain {
    /// Where alerts arrive.
    pub hook: Hook,
    /// The service beside Kinesis.
    pub beside_kinesis: Program,
    _beside_kafka: Program,
    _servers: Vec<Supervisor>,
    prometheus: SocketAddr,
    topic: String,
    stream: String,
    load: Load,
    fed: Instant,
    _folder: TempDir,
}

impl Chain {
    /// Starts it all.
    pub fn start() -> Self {
        let tools = [
            ("prometheus", "prometheus"),
            ("prometheus-alertmanager", "prometheus-alertmanager"),
            ("prometheus-node-exporter", "prometheus-node-exporter"),
        ];
        for (tool, package) in tools {
            let found = Command::new(tool).arg("--version").output().is_ok();
            assert!(found, "`{tool}` is missing: apt-get install --no-install-recommends {package}");
        }
        let folder = TempDir::with_prefix("phi-audit-chain-").expect("a folder");
        let (hook, broker, kinesis) = (Hook::start(), Broker::shared(), Kinesis::local());
        let [topic, alerts] = ["twilio-events", "phi-alerts"].map(|name| broker.create_topic(name, 3, &[]));
        let stream = kinesis.create_stream("twilio-events", 2);
        let beside_kafka = Program::new(&format!(
            "{}\n[[sink]]\nname = \"siem\"\nhttp = {{ url = \"http://{}{SINK}\" }}\n",
            rewrite::settings(
                "deploy/compose/phi-audit.toml",
                &[
                    ("kafka:9092", broker.brokers()),
                    ("\"twilio-events\"", &format!("\"{topic}\"")),
                    ("\"phi-alerts\"", &format!("\"{alerts}\"")),
                    ("every = \"1m\"", "every = \"10s\""),
                ],
            ),
            hook.address(),
        ));
        let beside_kinesis = Program::new(&rewrite::settings(
            "deploy/compose/phi-audit-kinesis.toml",
            &[
                ("http://127.0.0.1:4568", kinesis.endpoint()),
                ("\"twilio-events\"", &format!("\"{stream}\"")),
                ("every = \"1m\"", "every = \"10s\""),
            ],
        ));
        let textfile = folder.path().join("textfile");
        replay(folder.path(), &textfile);
        let [exporter, alertmanager, prometheus] = std::array::from_fn(|_| loopback());
        let rules = folder.path().join("rules");
        fs::create_dir(&rules).expect("a folder");
        for name in ["phi-audit.yml", "phi-audit-records.yml"] {
            let text = rewrite::rules(&format!("deploy/prometheus/rules/{name}"));
            fs::write(rules.join(name), text).expect("written");
        }
        let settings = rewrite::prometheus(&[
            ("phi-audit:9464", beside_kafka.address),
            ("phi-audit-kinesis:9464", beside_kinesis.address),
            ("node-exporter:9100", exporter),
            ("alertmanager:9093", alertmanager),
        ]);
        fs::write(folder.path().join("prometheus.yml"), settings).expect("written");
        fs::write(folder.path().join("alertmanager.yml"), rewrite::alertmanager(hook.address())).expect("written");
        let own = |name: &str, arguments: &[String]| server(folder.path(), name, arguments);
        let servers = vec![
            own(
                "prometheus-node-exporter",
                &[
                    format!("--web.listen-address={exporter}"),
                    "--collector.disable-defaults".into(),
                    "--collector.textfile".into(),
                    format!("--collector.textfile.directory={}", textfile.display()),
                ],
            ),
            own(
                "prometheus-alertmanager",
                &[
                    format!("--web.listen-address={alertmanager}"),
                    "--cluster.listen-address=".into(),
                    format!("--config.file={}", folder.path().join("alertmanager.yml").display()),
                    "--storage.path=data".into(),
                ],
            ),
            own(
                "prometheus",
                &[
                    format!("--web.listen-address={prometheus}"),
                    format!("--config.file={}", folder.path().join("prometheus.yml").display()),
                    "--storage.tsdb.path=data".into(),
                    "--log.level=warn".into(),
                ],
            ),
        ];
        let ready = |address, path: &str| get(address, path).is_some_and(|(status, _)| status == 200);
        wait_until("node_exporter answers", START, || ready(exporter, "/metrics"));
        wait_until("Alertmanager answers", START, || ready(alertmanager, "/-/ready"));
        wait_until("Prometheus answers", START, || ready(prometheus, "/-/ready"));
        let chain = Self {
            hook,
            beside_kinesis,
            _beside_kafka: beside_kafka,
            _servers: servers,
            prometheus,
            topic,
            stream,
            load: Load::new(1),
            fed: Instant::now(),
            _folder: folder,
        };
        wait_until("all targets are scraped", START, || {
            chain.ask("/api/v1/query", &[("query", "sum(up)")]).is_ok_and(|data| figures(&data) == [3.0])
        });
        chain
    }

    /// Plays the examples once, into topic and stream.
    pub fn play_examples(&self) {
        let records = examples(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/events")).expect("examples");
        self.write(records);
    }

    /// A record of each kind into topic and stream, unless there were some a moment ago: for use while something is waited for.
    pub fn feed(&mut self, kinds: &[Kind]) {
        if self.fed.elapsed() >= PACE {
            self.fed = Instant::now();
            let records = kinds.iter().map(|kind| self.load.of(*kind)).collect();
            self.write(records);
        }
    }

    fn write(&self, records: Vec<Vec<u8>>) {
        Kinesis::local().put(&self.stream, records.clone());
        Broker::shared().produce(&self.topic, records.into_iter().map(Outgoing::of));
    }

    /// Asks Prometheus' API and gives back its `data`.
    ///
    /// # Errors
    ///
    /// What Prometheus says is wrong with the question.
    pub fn ask(&self, path: &str, parameters: &[(&str, &str)]) -> Result<Value, String> {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        let (_, body) = get(self.prometheus, &format!("{path}?{query}")).ok_or("Prometheus does not answer")?;
        let mut answer: Value = serde_json::from_str(&body).map_err(|error| format!("{error}: {body}"))?;
        if answer["status"] == "success" { Ok(answer["data"].take()) } else { Err(answer["error"].to_string()) }
    }
}

/// All figures of an answer that are numbers, of whatever series and time.
pub fn figures(data: &Value) -> Vec<f64> {
    let figure = |pair: &Value| pair[1].as_str()?.parse::<f64>().ok().filter(|figure| figure.is_finite());
    let series = data["result"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |one: &Value| match one["values"].as_array() {
        Some(pairs) => pairs.iter().filter_map(figure).collect::<Vec<_>>(),
        None => figure(&one["value"]).into_iter().collect(),
    };
    series.iter().flat_map(of).collect()
}

#[test]
fn figures_are_numbers_and_nothing_else() {
    let of = |result| figures(&serde_json::json!({ "result": result }));
    assert!(of(serde_json::json!([])).is_empty());
    assert!(of(serde_json::json!([{ "metric": {}, "value": [1, "NaN"] }])).is_empty());
    assert_eq!(of(serde_json::json!([{ "value": [1, "0"] }, { "values": [[1, "NaN"], [2, "3.5"]] }])), [0.0, 3.5]);
}

fn loopback() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free()))
}

/// Starts a server in a folder of its own, which goes with it.
fn server(folder: &Path, name: &str, arguments: &[String]) -> Supervisor {
    let own = folder.join(name);
    fs::create_dir(&own).expect("a folder");
    Supervisor::start(&own, Command::new(name).args(arguments))
}

/// Audits the examples as an archive, as the service `replay` of Compose does.
fn replay(folder: &Path, textfile: &Path) {
    fs::create_dir(textfile).expect("a folder");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let output = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
        .arg("replay")
        .arg(examples.join("events"))
        .arg("--config")
        .arg(examples.join("phi-audit.toml"))
        .arg("--report")
        .arg(folder.join("report"))
        .arg("--metrics")
        .arg(textfile.join("examples.prom"))
        .args(["--fail-on", "never"])
        .output()
        .expect("the program starts");
    // Some of the examples are damaged, which the exit code says.
    let done = matches!(output.status.code(), Some(0 | 2)) && textfile.join("examples.prom").is_file();
    assert!(done, "{}", String::from_utf8_lossy(&output.stderr));
}
