//! The webhooks of the service: secrets, certificate, port, spool, and the thread that tracks.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::{io, thread};

use crossbeam_channel::Receiver;

use super::assemble::Ends;
use crate::canary::{Signing, ToRoute, Way};
use crate::cli::{Error, Settings, Told};
use crate::config::secret::Secret;
use crate::config::service::{Canary, Durable, Places, Route as RouteSettings, WebhookSource};
use crate::config::{self, Config, Size};
use crate::database::DatabaseError;
use crate::pipeline::{Intake, Load};
use crate::quarantine::QuarantineGuard;
use crate::source::Ended;
use crate::source::webhook::{
    Callers, Certificates, Check, Listening, Reader, Route, Secrets, Segment, Twilio, Upkeep, random_key,
};
use crate::telemetry::SharedThrottle;

/// Threads for connections, where there are that many processors.
const THREADS: usize = 4;
impl Port {
    /// Whether what was answered is on disk, and read again after the next start.
    pub(super) const fn keeps(&self) -> bool {
        self.spool.is_some()
    }
}

/// The settings for trying the service out.
const TO_TRY_OUT: &str = include_str!("default.toml");

/// A port with nothing opened yet: its secrets and certificate read.
pub(super) struct Port {
    source: WebhookSource,
    routes: Vec<(String, Route)>,
    certificates: Option<Certificates>,
    spool: Option<std::path::PathBuf>,
    /// Whether nobody has written a configuration.
    tried_out: bool,
}

/// The settings of a service that is started without any.
pub(super) fn to_try_out() -> Result<Settings, Error> {
    let config = config::parse(TO_TRY_OUT);
    let config = config.map_err(|problems| {
        let first = problems.into_iter().next().map(|problem| problem.what).unwrap_or_default();
        Told::failed(format!("the settings built in are wrong: {first}")).remedy("please report this as a bug")
    })?;
    Ok(Settings { config, ..Settings::default() })
}

/// Reads secrets and certificate.
pub(super) fn port(settings: &Settings, source: &WebhookSource) -> Result<Port, Error> {
    let folder = settings.folder();
    let fallback = fallback_key(&settings.config, folder)?;
    let routes =
        source.route.iter().map(|route| Ok((route.path.get_ref().clone(), self::route(route, folder, &fallback)?)));
    let routes = routes.collect::<Result<_, Error>>()?;
    let certificates = source.tls.as_ref().map(|tls| {
        Certificates::read(folder.join(&tls.certificate), folder.join(&tls.key)).map_err(|error| {
            Told::usage(format!("the port cannot use this certificate: {error}"))
                .at(error.path.display().to_string())
                .remedy("give PEM files: the certificate with its chain, and the key that belongs to it, unencrypted")
        })
    });
    Ok(Port {
        routes,
        certificates: certificates.transpose()?,
        spool: (source.durable == Durable::Spool).then(|| folder.join(&source.spool.folder)),
        source: source.clone(),
        tried_out: settings.path.is_none(),
    })
}

/// The way of canaries: to the route whose URL is given, with what that asks for.
pub(super) fn canary(
    settings: &Settings,
    canary: &Canary,
    source: &WebhookSource,
) -> Result<Option<Box<dyn Way>>, Error> {
    // The settings were refused where one of the two is missing.
    let (Some(url), Some(route)) = (&canary.url, canary.route(source)) else { return Ok(None) };
    let mut first = Vec::new();
    for (setting, places) in route.secrets() {
        first.push((setting, secrets(setting, places, settings.folder())?.into_iter().next()));
    }
    let mut of = |setting: &str| first.iter_mut().find(|(name, _)| *name == setting).and_then(|(_, one)| one.take());
    let signing = match route {
        RouteSettings { twilio: Some(twilio), .. } => {
            let Some(token) = of("twilio.auth_token") else { return Ok(None) };
            Signing::Twilio { url: twilio.url.get_ref().clone(), token, basic: of("twilio.basic") }
        }
        RouteSettings { segment: Some(_), .. } => {
            Signing::Segment { secret: of("segment.secret"), bearer: of("segment.bearer") }
        }
        RouteSettings { eventbridge: Some(bridge), .. } => {
            let Some(value) = of("eventbridge.key") else { return Ok(None) };
            Signing::Header { name: bridge.header.get_ref().clone(), value }
        }
        RouteSettings { pubsub: Some(_), .. } => {
            Signing::PubSub { token: of("pubsub.token"), bearer: of("pubsub.bearer") }
        }
        _ => Signing::Open,
    };
    let way = ToRoute::new(url.get_ref(), signing);
    let way = way.map_err(|error| {
        Told::failed(format!("the canary cannot be sent: {error}"))
            .remedy("are CA certificates installed on this system?")
    });
    Ok(Some(Box::new(way?)))
}

/// The key for ids of bodies on routes without a secret of their own.
fn fallback_key(config: &Config, folder: &Path) -> Result<Vec<u8>, Error> {
    match &config.alerts.fingerprint_key_file {
        Some(file) => {
            let path = folder.join(file);
            std::fs::read(&path).map_err(|error| crate::cli::cannot_read(path.display(), &error).into())
        }
        None => random_key().map(Into::into).ok_or_else(|| Told::failed("the system gives no random numbers").into()),
    }
}

fn route(settings: &RouteSettings, folder: &Path, fallback: &[u8]) -> Result<Route, Error> {
    let mut all = Vec::new();
    for (setting, places) in settings.secrets() {
        all.push((setting, secrets(setting, places, folder)?));
    }
    let of = |setting: &str| {
        all.iter().find(|(name, _)| *name == setting).map(|(_, secrets)| &**secrets).unwrap_or_default()
    };
    let check = match settings {
        RouteSettings { twilio: Some(twilio), .. } => {
            let (tokens, basic) = (of("twilio.auth_token"), of("twilio.basic").first());
            Check::Twilio(Twilio::new(twilio.url.get_ref(), tokens, basic, twilio.forms))
        }
        RouteSettings { segment: Some(_), .. } => {
            Check::Segment(Segment::new(of("segment.secret"), of("segment.bearer")))
        }
        RouteSettings { eventbridge: Some(bridge), .. } => {
            Check::Header(bridge.header.get_ref().to_ascii_lowercase(), Secrets::new("", of("eventbridge.key")))
        }
        RouteSettings { pubsub: Some(_), .. } => Check::PubSub {
            token: Secrets::new("", of("pubsub.token")),
            bearer: Secrets::new("Bearer ", of("pubsub.bearer")),
        },
        _ => Check::Open,
    };
    let first = all.iter().flat_map(|(_, secrets)| secrets).next();
    let key = first.map_or(fallback, |secret| secret.expose().as_bytes());
    Route::new(settings.name(), check, key).ok_or_else(|| Told::failed("a secret cannot be used as a key").into())
}

/// All secrets of one kind.
fn secrets(setting: &str, Places(files, envs): Places<'_>, folder: &Path) -> Result<Vec<Secret>, Error> {
    let setting = format!("source.webhook.route.{setting}");
    let files = files.iter().map(|file| Secret::read(&setting, Some(file), None, folder));
    let envs = envs.iter().map(|variable| Secret::read(&setting, None, Some(variable), folder));
    let read = files.chain(envs).filter_map(Result::transpose).collect::<Result<_, _>>();
    read.map_err(|error| Told::usage(error.to_string()).into())
}

/// Opens the port and starts the thread that tracks.
pub(super) fn start(config: &Config, port: Port, ends: Ends) -> Result<Receiver<Ended>, Error> {
    let Port { source, routes, certificates, spool, tried_out } = port;
    let service = &config.service;
    let log = SharedThrottle::default();
    let listen = TcpListener::bind(source.listen).map_err(|error| cannot_listen(source.listen, &error))?;
    let address = listen.local_addr().unwrap_or(source.listen);
    let scheme = if certificates.is_some() { "https" } else { "http" };
    let names: Vec<Arc<str>> = routes.iter().map(|(_, route)| Arc::clone(&route.name)).collect();
    let listening = Listening {
        listen,
        certificates,
        routes,
        callers: Callers::new(source.limits.rate, source.limits.burst, source.behind_proxy),
        body: bytes(source.limits.body),
        headers: bytes(source.limits.headers),
        connections: usize::try_from(source.limits.connections).unwrap_or(usize::MAX),
        behind_proxy: source.behind_proxy,
        request_timeout: source.limits.request_timeout.0,
        answer_within: source.answer_within.0,
        held: bytes(service.in_flight_bytes),
        threads: crate::cli::cores().min(THREADS),
        reloads: ends.reloads,
    };
    let no_thread = |error: io::Error| Told::failed(format!("cannot start a thread: {error}"));
    let server = listening.serve(&ends.metrics, &log).map_err(no_thread)?;
    let spool = spool.map(|folder| {
        let spool = server.spool(folder.clone(), source.spool.max_size.0, &ends.metrics, &log);
        spool.map_err(|error| cannot_spool(&folder, &error))
    });
    let limit = Load { records: service.in_flight_records.into(), bytes: service.in_flight_bytes.0 };
    let guard = QuarantineGuard::new(&config.quarantine);
    let reader = Reader {
        server,
        spool: spool.transpose()?,
        intake: Intake::new("webhook", limit, guard, ends.pipeline, Arc::clone(&ends.metrics)).with_short_lanes(),
        drain: ends.drain,
        grace: service.grace.0,
        upkeep: Upkeep::new(ends.metrics, ends.health, service.stall.0, log),
    };
    let (tell, ended) = crossbeam_channel::bounded(1);
    let thread = thread::Builder::new().name("webhook-reader".to_owned()).spawn(move || {
        // Nobody listens where the service ends at once.
        let _ = tell.send(reader.run());
    });
    thread.map_err(no_thread)?;
    tracing::info!(%address, scheme, routes = names.join(", "), "webhooks are taken");
    if tried_out {
        tracing::warn!("there is no configuration: this is for trying it out, and nobody's signature is checked");
        tracing::info!("post events: curl --data-binary @EVENT.json http://{address}/");
        tracing::info!("alerts go to the folder findings/, pointers to what cannot be read to quarantine/");
    }
    Ok(ended)
}

fn bytes(size: Size) -> usize {
    usize::try_from(size.0).unwrap_or(usize::MAX)
}

fn cannot_listen(listen: SocketAddr, error: &io::Error) -> Told {
    let remedy = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "another process listens there; set `source.webhook.listen` to another port, or to port 0 for any"
        }
        io::ErrorKind::AddrNotAvailable => {
            "this machine has no such address; set `source.webhook.listen` to one it has"
        }
        io::ErrorKind::PermissionDenied => {
            "ports below 1024 need a privilege; set `source.webhook.listen` to a higher one"
        }
        _ => "check `source.webhook.listen`",
    };
    Told::failed(format!("cannot listen on {listen} for webhooks: {}", error.kind())).remedy(remedy)
}

fn cannot_spool(folder: &Path, error: &DatabaseError) -> Error {
    let remedy = match error {
        DatabaseError { in_use: true, .. } => "give each service a `source.webhook.spool.folder` of its own",
        DatabaseError { full: true, .. } => "make room on the disk",
        _ => {
            "give this user the right to write there; a damaged file is to be kept for recovery and moved out of the way"
        }
    };
    let told = Told::failed(format!("the spool cannot be opened: {error}"));
    told.at(folder.display().to_string()).remedy(remedy).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_to_try_it_out_are_right_and_stay_on_the_machine() {
        let Ok(settings) = to_try_out() else { panic!("they parse") };
        let source = settings.config.source.webhook.unwrap();
        assert!(source.listen.ip().is_loopback() && settings.config.admin.listen.ip().is_loopback());
        assert_eq!((source.route.len(), settings.config.sink.len()), (1, 1));
    }
}
