//! Results that were got in parts, in any number of shards and in any order, are the results of one run; what several events show
//! together is among them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::cli::report::Fold;
use crate::cli::{Error, Exit, Io, Paint};
use crate::coverage::Ledger;
use crate::detect::{Category, Confidence, Grade, Strength};
use crate::event::Kind;
use crate::fingerprint::FingerprintKey;
use crate::linked::{Keying, Observation, Ruleset, Table, Witness};
use crate::policy::{Eligibility, Region, Severity};
use crate::record::{ErrorDetail, ErrorRecord, FindingRecord, MatchRecord, Record};
use crate::report::{Basis, State};
use crate::rules::Rules;
use crate::source::{Object, Skip};

/// An object: what its events and broken lines are.
#[derive(Clone, Debug)]
struct Made {
    state: State,
    events: Vec<Event>,
}

/// An event, or a line that could not be read.
#[derive(Clone, Debug)]
enum Event {
    Audited { product: u8, account: u16, day: u16, severities: Vec<usize>, grade: usize, clue: Option<Clue> },
    Broken { kind: usize },
}

/// A resource that an event is about, and which parts of rules it shows.
type Clue = (u8, u8, u64);

const GRADES: [Grade; 5] = [Grade::None, Grade::Pii, Grade::Phi, Grade::Health, Grade::LikelyPhi];
const KINDS: [&str; 3] = ["syntax", "truncated", "too_large"];

fn event() -> impl Strategy<Value = Event> {
    let clue = prop::option::weighted(0.4, (0..2_u8, 0..6_u8, 1..16_u64));
    let audited = (0..4_u8, 0..1_200_u16, 0..40_u16, prop::collection::vec(0..5_usize, 0..3), 0..5_usize, clue);
    prop_oneof![
        9 => audited.prop_map(|(product, account, day, severities, grade, clue)| {
            Event::Audited { product, account, day, severities, grade, clue }
        }),
        1 => (0..3_usize).prop_map(|kind| Event::Broken { kind }),
    ]
}

fn made() -> impl Strategy<Value = Made> {
    let state = prop_oneof![
        6 => Just(State::Read),
        1 => Just(State::Skipped(Skip::Hidden.name().into())),
        1 => Just(State::Partly("corrupt".into())),
        1 => Just(State::Failed("permission".into())),
    ];
    (state, prop::collection::vec(event(), 0..60)).prop_map(|(state, events)| {
        let read = matches!(state, State::Read | State::Partly(_));
        Made { state, events: if read { events } else { Vec::new() } }
    })
}

fn record(source: &str, line: u64, event: &Event) -> Result<Record<'static>, ErrorRecord<'static>> {
    let source = source.to_owned().into();
    let (product, account, day, severities, grade) = match event {
        Event::Audited { product, account, day, severities, grade, .. } => (product, account, day, severities, grade),
        Event::Broken { kind } => {
            let error = ErrorDetail { kind: KINDS[*kind].into(), offset: 3 };
            return Err(ErrorRecord { source, line, error });
        }
    };
    Ok(Record {
        source,
        line,
        item: 0,
        kind: if product % 2 == 0 { Kind::Twilio } else { Kind::Segment },
        event_id: Some(format!("EZ{line}").into()),
        event_type: None,
        time: (day % 7 != 0).then(|| format!("2024-{:02}-{:02}T00:00:00Z", day % 12 + 1, day % 28 + 1).into()),
        account: Some(format!("AC{account:04}").into()),
        product: format!("product-{product}").into(),
        feature: None,
        eligibility: Eligibility::Conditional,
        region: Region::Us,
        phi: GRADES[*grade],
        matches: vec![MatchRecord {
            matcher: "m.x".into(),
            category: Category::Phone,
            path: "/data/to".into(),
            start: 0,
            end: 9,
            strength: Strength::Pattern,
            confidence: Confidence::High,
            protected: false,
        }],
        findings: severities
            .iter()
            .map(|severity| FindingRecord {
                requirement: format!("rule-{}", severity * 7 % 3).into(),
                severity: Severity::ALL[*severity],
                title: "A rule".into(),
                section: "A section".into(),
                as_of: "2024-12-11".into(),
                overridden_by: None,
            })
            .collect(),
    })
}

fn object(index: usize, name: &str) -> Arc<Object> {
    let rank = Rank { input: 0, key: format!("{index:04}").into_bytes() };
    let version = Some(Version { size: 7, tag: "v1".to_owned() });
    Arc::new(Object { name: name.into(), rank, version })
}

/// Rules over several events: of conversations, of which three resources are kept, and of users.
fn ruleset() -> Ruleset {
    let rule = |requirement: &str, sort: u8, later: bool| {
        let part =
            |bit: u8, later: bool| serde_json::json!({ "say": format!("part {bit}"), "bit": bit, "later": later });
        serde_json::json!({
            "requirement": requirement, "title": "A linked rule", "section": "A section", "say": "Both", "sort": sort,
            "severity": "high", "parts": [part(0, false), part(1, later)],
        })
    };
    let sort = |id: &str, is_sid: bool| serde_json::json!({ "id": id, "title": id, "is_sid": is_sid });
    serde_json::from_value(serde_json::json!({
        "edition": null,
        "sorts": [sort("conversation", true), sort("user", false)],
        "rules": [rule("rule-1", 0, false), rule("rule-later", 0, true), rule("rule-user", 1, false)],
    }))
    .unwrap()
}

/// What the event of a record shows of a resource.
fn clue(record: &Record<'_>, (sort, number, parts): Clue) -> Observation {
    let name = if sort == 0 { format!("0:CH{number:032x}") } else { format!("1:{number:032x}") };
    let time_ms = record.time.as_ref().map(|time| time.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    let witness = Witness { time_ms, event_id: record.event_id.as_deref().unwrap_or_default().into() };
    let (key, account) = (serde_json::from_value(name.into()).unwrap(), record.account.as_deref().map(Into::into));
    Observation { key, parts, witness, account, grade: record.phi }
}

type Lines = Vec<Line<Record<'static>, ErrorRecord<'static>>>;

/// Hands out what became of an object in stretches of `stretch` events, as an auditing thread does.
fn stretches(made: &Made, name: &str, stretch: usize, each: &mut dyn FnMut(Lines, Counted, Vec<Observation>, bool)) {
    let pieces: Vec<&[Event]> = made.events.chunks(stretch).collect();
    let pieces = if pieces.is_empty() { vec![&[][..]] } else { pieces };
    let (mut line, last) = (0, pieces.len() - 1);
    for (index, events) in pieces.into_iter().enumerate() {
        let (mut summary, mut tally, mut lines) = (Summary::default(), Tally::default(), Vec::new());
        let mut part = Part { source: name.to_owned(), ..Part::default() };
        let mut seen = Vec::new();
        for event in events {
            line += 1;
            match record(name, line, event) {
                Ok(record) => {
                    summary.count(&record);
                    tally.count(&record);
                    if let Event::Audited { clue: Some(one), .. } = event {
                        seen.push(clue(&record, *one));
                    }
                    if record.has_finding() {
                        lines.push(Line::Finding(record));
                    }
                }
                Err(error) => {
                    summary.unread += 1;
                    *part.errors.entry(error.error.kind.to_string()).or_default() += 1;
                    lines.push(Line::Error(error));
                }
            }
        }
        (part.events, part.findings) = (tally.events, tally.findings);
        if index == last {
            (part.state, part.bytes) = (made.state.clone(), 100);
        }
        each(lines, Counted { summary, tally, part, not_kept: 0 }, seen, index == last);
    }
}

fn basis() -> Basis {
    Basis { rules_digest: "0123456789abcdef".repeat(4), inputs: vec!["archive".to_owned()], ..Basis::default() }
}

/// That of the shipped rules: in a real run it comes from the rules that judge.
fn ledger() -> Ledger {
    static RULES: LazyLock<Ledger> = LazyLock::new(|| Ledger::of(&Rules::embedded().unwrap()));
    RULES.clone()
}

fn open(path: &Path, shard: Option<Shard>) -> Result<Manifest, Error> {
    open_under(path, shard, &basis(), 1)
}

fn open_under(path: &Path, shard: Option<Shard>, basis: &Basis, key: u8) -> Result<Manifest, Error> {
    let keying = Keying::lasting(FingerprintKey::of_block([key; 64]));
    let (ledger, ruleset) = (ledger(), ruleset());
    let grounds = Grounds { basis, ledger: &ledger, filed: "auto", ruleset: &ruleset, keying: &keying };
    Manifest::reserve(path, shard, &[])?.open(&grounds)
}

fn io() -> Io {
    let (out, err) = (Box::new(std::io::sink()), Box::new(std::io::sink()));
    let paint = Paint::default();
    Io { out, err, out_is_terminal: false, err_is_terminal: false, in_is_terminal: false, paint }
}

fn fold(folder: &Path) -> Result<Fold, Error> {
    Fold::open(Some(folder), Some(Table::new(ruleset().bound())))
}

fn name(index: usize) -> String {
    format!("archive/{index}.ndjson")
}

/// The report of all objects in one go, without a manifest.
fn at_once(all: &[Made], stretch: usize, folder: &Path) {
    let mut fold = fold(folder).unwrap();
    for (index, made) in all.iter().enumerate() {
        stretches(made, &name(index), stretch, &mut |lines, Counted { summary, tally, part, .. }, seen, _| {
            for line in &lines {
                match line {
                    Line::Finding(record) => fold.finding(record).unwrap(),
                    Line::Error(error) => fold.error(error),
                    Line::Linked(_) => unreachable!(),
                }
            }
            fold.counts(&summary, &tally, Part { index: index as u64, ..part });
            fold.observe(&seen);
        });
    }
    fold.conclude(&ruleset(), &mut io(), &mut |_, _| Ok(())).unwrap();
    fold.finish(&basis(), &ledger()).unwrap();
}

/// A run over the objects of a shard that writes what is not in the manifest yet.
fn run(path: &Path, all: &[Made], stretch: usize, shard: Option<Shard>) -> writer::Done {
    let mut manifest = open(path, shard).unwrap();
    let choose = manifest.choose();
    for (index, made) in all.iter().enumerate() {
        let object = object(index, &name(index));
        if choose(&object) {
            stretches(made, &name(index), stretch, &mut |lines, counted, seen, ends| {
                for line in &lines {
                    let line = match line {
                        Line::Finding(record) => Line::Finding(record),
                        Line::Error(error) => Line::Error(error),
                        Line::Linked(_) => unreachable!(),
                    };
                    manifest.entry(&line).unwrap();
                }
                manifest.counts(&object, counted, &seen, ends).unwrap();
            });
        }
    }
    manifest.finish().unwrap()
}

fn merged(paths: &[PathBuf], folder: &Path) -> Result<(), Error> {
    let (basis, ruleset, ledger, cursors) = parts(paths)?;
    let mut fold = fold(folder)?;
    fold.manifests(cursors, 0)?;
    fold.conclude(&ruleset, &mut io(), &mut |_, _| Ok(()))?;
    fold.finish(&basis, &ledger).map(drop)
}

fn files(folder: &Path) -> Vec<String> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    ["report.html", "report.json", "findings.csv"].map(read).to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_report_is_the_same_whole_and_in_shards(
        all in prop::collection::vec(made(), 0..12), count in 1..5_u32, stretch in 1..20_usize,
    ) {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        at_once(&all, 1_000, &at("whole"));
        let manifests: Vec<_> = (0..count).map(|index| at(&format!("{index}.manifest"))).rev().collect();
        for index in 0..count {
            run(&at(&format!("{index}.manifest")), &all, stretch, Some(Shard { index, count }));
        }
        merged(&manifests, &at("merged")).unwrap();
        prop_assert_eq!(files(&at("merged")), files(&at("whole")));
        run(&at("one.manifest"), &all, stretch, None);
        merged(&[at("one.manifest")], &at("one")).unwrap();
        prop_assert_eq!(files(&at("one")), files(&at("whole")));
        let objects = |report: &str| fs::read_to_string(at(report).join("manifest.csv")).unwrap();
        prop_assert_eq!(objects("one"), objects("merged"));
    }

    #[test]
    fn what_is_in_a_row_is_the_same_after_it_was_written_and_read(made in made()) {
        stretches(&made, "a", 1_000, &mut |lines, Counted { tally, part, .. }, seen, _| {
            let mut table = Table::new(4);
            seen.iter().for_each(|seen| table.observe(seen));
            let unlinked = Unlinked { beyond_bound: table.dropped(), not_kept: 3 };
            let outcome = Outcome::new(tally.clone(), part.clone(), unlinked);
            let read: Outcome = serde_json::from_slice(&serde_json::to_vec(&outcome).unwrap()).unwrap();
            assert_eq!(read.into_parts(), (tally, part, unlinked));
            let linked = table.iter().map(|(key, entry)| Line::Linked((*key, Entry { news: false, ..entry.clone() })));
            let lines = lines.into_iter().chain(linked);
            for line in lines {
                let read: Line<Record<'static>, ErrorRecord<'static>> =
                    serde_json::from_slice(&serde_json::to_vec(&line).unwrap()).unwrap();
                assert_eq!(read, line);
            }
        });
    }
}

fn some() -> Vec<Made> {
    let event = |severity| Event::Audited {
        product: 1,
        account: 1,
        day: 3,
        severities: vec![severity],
        grade: 2,
        clue: Some((0, 1, severity as u64 % 3)),
    };
    let made = |state, events| Made { state, events };
    vec![
        made(State::Read, vec![event(4), event(1)]),
        made(State::Failed("permission".into()), Vec::new()),
        made(State::Partly("corrupt".into()), vec![event(3)]),
        made(State::Read, Vec::new()),
    ]
}

#[test]
fn what_is_in_the_manifest_is_not_read_again_unless_reading_it_failed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    let first = run(&path, &some(), 1, None);
    assert_eq!((first.read, first.unchanged, first.again), (4, 0, 1));
    let second = run(&path, &some(), 1, None);
    assert_eq!((second.read, second.unchanged, second.again), (1, 3, 1));
    let fewer = run(&path, &some()[..1], 1, None);
    assert_eq!((fewer.read, fewer.unchanged, fewer.gone), (0, 1, 3));
}

#[test]
fn a_result_that_is_not_complete_does_not_count() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, None);
    let whole = fs::read(&path).unwrap().len();
    {
        let mut manifest = open(&path, None).unwrap();
        for line in 0..5_000 {
            let event = Event::Audited { product: 1, account: 1, day: 3, severities: vec![4], grade: 2, clue: None };
            manifest.entry(&Line::Finding(&record("archive/0.ndjson", line, &event).unwrap())).unwrap();
        }
        manifest.save().unwrap(); // and then the process dies
    }
    let error = merged(std::slice::from_ref(&path), &folder.path().join("report")).unwrap_err();
    assert!(error.to_string().contains("has not come to its end"), "{error}");
    let done = run(&path, &some(), 1, None);
    assert_eq!((done.read, done.unchanged), (1, 3));
    at_once(&some(), 1, &folder.path().join("whole"));
    merged(std::slice::from_ref(&path), &folder.path().join("report")).unwrap();
    assert_eq!(files(&folder.path().join("report")), files(&folder.path().join("whole")));
    assert!(whole > 0);
}

#[test]
fn a_second_run_on_the_same_manifest_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    let _first = open(&path, None).unwrap();
    let error = open(&path, None).map(drop).unwrap_err();
    assert!(error.to_string().contains("another run is using this manifest"), "{error}");
}

#[test]
fn the_manifest_of_one_shard_is_not_taken_for_another() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, Some(Shard { index: 0, count: 2 }));
    for other in [Some(Shard { index: 1, count: 2 }), Some(Shard { index: 0, count: 3 }), None] {
        let error = open(&path, other).map(drop).unwrap_err();
        assert_eq!(error.exit(), Exit::Usage);
        assert!(error.to_string().contains("the manifest is of shard 0/2"), "{error}");
    }
}

#[test]
fn what_is_no_manifest_or_a_damaged_one_is_refused_with_a_remedy() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    let refused = |what: &str| {
        let error = open(&path, None).map(drop).unwrap_err().to_string();
        assert!(error.contains(what) && error.contains("help:"), "{error}");
        let error = merged(std::slice::from_ref(&path), &folder.path().join("report")).unwrap_err().to_string();
        assert!(error.contains(what) && error.contains("help:"), "{error}");
    };
    fs::write(&path, b"{\"type\":\"track\"}\n".repeat(1_000)).unwrap();
    refused("this is no manifest of phi-audit");
    fs::remove_file(&path).unwrap();
    run(&path, &some(), 1, None);
    let whole = fs::read(&path).unwrap();
    // Every page in use has a digest. Some that hold a name are no longer in use: a bit of each.
    let mut damaged = whole.clone();
    for at in 0..whole.len() - 7 {
        if &whole[at..at + 7] == b"archive" {
            damaged[at] ^= 1;
        }
    }
    fs::write(&path, &damaged).unwrap();
    refused("the manifest is damaged");
    fs::write(&path, &whole[..whole.len() / 3]).unwrap();
    refused("the manifest is damaged");
}

#[test]
fn a_manifest_of_another_format_or_program_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    let with_head = |head: Option<&str>| {
        let _ = fs::remove_file(&path);
        let db = redb::Database::create(&path).unwrap();
        let transaction = db.begin_write().unwrap();
        match head {
            Some(head) => drop(transaction.open_table(HEAD).unwrap().insert("head", head.as_bytes()).unwrap()),
            None => drop(transaction.open_table(redb::TableDefinition::<u64, u64>::new("counts")).unwrap()),
        }
        transaction.commit().unwrap();
        drop(db);
        open(&path, None).map(drop).unwrap_err().to_string()
    };
    let knows = |format: u32| format!("has format {format}, and this program knows format 2");
    assert!(with_head(Some(r#"{"format":3,"new":[]}"#)).contains(&knows(3)));
    let old = with_head(Some(r#"{"format":1,"basis":{}}"#));
    assert!(old.contains(&knows(1)) && old.contains("read every object again"), "{old}");
    assert!(with_head(None).contains("this is no manifest of phi-audit"));
}

#[test]
fn an_empty_file_is_a_manifest_to_be() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    fs::write(&path, b"").unwrap();
    assert_eq!(run(&path, &some(), 1, None).read, 4);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing stays beside it");
}

#[cfg(unix)]
#[test]
fn a_manifest_belongs_to_its_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, None);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// The object `index` as it came to nothing but `state`.
fn ended(manifest: &mut Manifest, object: &Object, state: State) {
    let part = Part { source: object.name.to_string(), state, ..Part::default() };
    let (summary, tally) = (Summary::default(), Tally::default());
    manifest.counts(object, Counted { summary, tally, part, not_kept: 0 }, &[], true).unwrap();
}

#[test]
fn what_is_given_up_before_it_was_judged_anew_is_no_part_of_the_new_report() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, None);
    let other = Basis { rules_digest: "fedcba9876543210".repeat(4), ..basis() };
    let mut manifest = open_under(&path, None, &other, 1).unwrap();
    let choose = manifest.choose();
    assert!((0..4).all(|index| choose(&object(index, &name(index)))));
    // The first is read, then the store is gone.
    ended(&mut manifest, &object(0, &name(0)), State::Read);
    let rank = Rank { input: 0, key: b"archive".to_vec() };
    ended(&mut manifest, &Object::named("archive", rank), State::Failed("unreachable".into()));
    let done = manifest.finish().unwrap();
    assert_eq!((done.read, done.absent, done.gone), (1, 3, 0));
    drop((manifest, choose));
    merged(std::slice::from_ref(&path), &folder.path().join("report")).unwrap();
    let objects = fs::read_to_string(folder.path().join("report/manifest.csv")).unwrap();
    assert!(objects.contains("archive/0.ndjson") && !objects.contains("archive/2.ndjson"), "{objects}");
}

#[test]
fn what_cannot_be_otherwise_at_the_next_try_does_not_ask_for_one() {
    let folder = TempDir::new().unwrap();
    let again = |kind: &str| {
        let mut manifest = open(&folder.path().join(kind), Some(Shard { index: 0, count: 1 })).unwrap();
        ended(&mut manifest, &object(0, &name(0)), State::Failed(kind.to_owned().into()));
        manifest.finish().unwrap().again
    };
    assert_eq!(["unreachable", "denied", "changed", "permission"].map(again), [1; 4]);
    assert_eq!(["archived", "object_name", "gone", "too_large", "corrupt"].map(again), [0; 5]);
}

#[test]
fn a_manifest_that_is_opened_is_complete_only_once_the_run_is() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, None);
    // What comes next fails: the store cannot be reached, a configuration not be read.
    drop(Manifest::reserve(&path, None, &[]).unwrap());
    let error = merged(std::slice::from_ref(&path), &folder.path().join("report")).unwrap_err();
    assert!(error.to_string().contains("has not come to its end"), "{error}");
    assert_eq!(run(&path, &some(), 1, None).unchanged, 3);
}

#[test]
fn what_was_kept_under_another_key_is_read_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m");
    run(&path, &some(), 1, None);
    let manifest = open_under(&path, None, &basis(), 2).unwrap();
    let choose = manifest.choose();
    assert!((0..4).all(|index| choose(&object(index, &name(index)))));
}

#[test]
fn shards_under_different_keys_are_not_put_together() {
    let folder = TempDir::new().unwrap();
    let paths = [folder.path().join("0"), folder.path().join("1")];
    for (index, path) in (0..).zip(&paths) {
        let shard = Shard { index, count: 2 };
        open_under(path, Some(shard), &basis(), index as u8).unwrap().finish().unwrap();
    }
    let error = merged(&paths, &folder.path().join("report")).unwrap_err();
    assert_eq!(error.exit(), Exit::Usage);
    let error = error.to_string();
    assert!(error.contains("they have different keys") && error.contains("alerts.fingerprint_key_file"), "{error}");
}
