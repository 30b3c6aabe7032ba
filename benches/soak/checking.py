"""What had to be found, held against what was published.

Two witnesses, both `phi-audit replay` under the settings of the service: over the topic itself, by place and
requirement, which tells every finding of every record; and over what the load says it sent, by event id and requirement, which sees
what the first would miss together with the service.
"""

import json
import re
import subprocess

from processes import EVENTS, Broken


def key(alert):
    """What an alert is of: record, event of it, requirement, event id. Of one over several events only a None."""
    inside = alert.get("unmapped", {})
    if "linked" in inside:
        return None
    record = next(one["uid"] for one in alert["resources"] if one["type"] == "kafka-record")
    requirement, event = alert["data_security"]["policy"]["uid"], alert["metadata"].get("original_event_uid")
    return record, inside.get("item", 0), requirement, event


def replay(program, config, *arguments):
    """Findings as (source, line, item, requirement, event id), and places that could not be read, of a replay."""
    command = [program, "replay", "--config", config, "--format", "ndjson", "--fail-on", "never", *arguments]
    findings, unread = [], set()
    with open(config.parent / "replay.log", "ab") as log, \
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as child:
        for line in child.stdout:
            record = json.loads(line)
            if "error" in record:
                unread.add((record["source"], record["line"]))
            elif "findings" in record:
                at = record["source"], record["line"], record["item"]
                findings += [(*at, finding["requirement"], record["event_id"])
                             for finding in record["findings"] if finding["severity"] != "info"]
    # 2: something could not be read, which is so on purpose.
    if child.returncode not in (0, 2):
        raise Broken(f"the replay ended with {child.returncode}:\n{(config.parent / 'replay.log').read_text()[-2000:]}")
    return findings, unread


def place(source, line):
    """`kafka:TOPIC/PARTITION` and an offset, as alerts and pointers say it."""
    return f"{source.removeprefix('kafka:')}@{line}"


def quarantined(folders):
    """The places of all pointers."""
    places = set()
    for file in (file for folder in folders for file in folder.rglob("*") if file.is_file()):
        for line in file.read_text(errors="replace").splitlines():
            found = re.search(r"\{.*\}", line)
            data = json.loads(found[0]).get("data", {}) if found else {}
            if data.get("topic") == EVENTS:
                places.add(f"{data['topic']}/{data['partition']}@{data['offset']}")
    return places


def quantiles(delays):
    """Median, 99th percentile and maximum."""
    ordered = sorted(delays) or [0]
    at = {"p50": 0.5, "p99": 0.99, "max": 1}
    return {name: round(ordered[round(share * (len(ordered) - 1))], 3) for name, share in at.items()}


def check(program, instances, tools, traffic, endpoint):
    """The figures of the check, and what is wrong."""
    config = instances[0].config
    published, linked, delays = set(), 0, []
    for alert in tools.alerts():
        delays.append((alert["time"] - alert["metadata"]["logged_time"]) / 1000)
        of = key(alert)
        if of is None:
            linked += 1
        else:
            published.add(of)
    count = len(delays)
    by_topic, unread = replay(program, config, "--source", "kafka")
    by_copy, torn = replay(program, config, str(traffic.copy))
    expected = {(place(source, line), item, requirement) for source, line, item, requirement, _ in by_topic}
    sent_pairs = {(event, requirement) for *_, requirement, event in by_copy}
    found = {of[:3] for of in published}
    found_pairs = {(of[3], of[2]) for of in published}
    collected = {of[:3] for of in endpoint.accepted if of}
    unread = {place(*one) for one in unread}
    pointers = quarantined([one.quarantine for one in instances])
    sent, unreadable = traffic.counts()
    in_topic, committed = tools.end_of(EVENTS), tools.committed()
    figures = {
        "events_sent": sent, "unreadable_sent": unreadable,
        "records_in_topic": in_topic, "records_committed": committed,
        "alerts_expected": len(expected), "alerts_found": len(expected & found), "alerts_lost": len(expected - found),
        "alerts_lost_by_event_id": len(sent_pairs - found_pairs), "event_id_pairs_expected": len(sent_pairs),
        "alerts_lost_at_http_sink": len(expected - collected), "alerts_published": count, "alerts_linked": linked,
        "alerts_repeated": count - linked - len(published), "alerts_unexpected": len(found - expected),
        "http_alerts_taken": endpoint.taken, "http_answers": dict(endpoint.answers), "unread_records": len(unread),
        "record_to_alert_seconds": quantiles(delays), "quarantine_pointers": len(pointers),
        "quarantine_missing": len(unread - pointers),
    }
    # A canary that was sent after the last commit is no loss: at most one of each instance, and one on its way.
    wrong = [
        (figures["alerts_lost"], "findings of records in the topic were not published"),
        (figures["alerts_lost_by_event_id"], "findings of events that were sent were not published"),
        (figures["alerts_lost_at_http_sink"], "findings did not reach the HTTP sink"),
        (figures["quarantine_missing"], "unreadable records have no pointer in quarantine"),
        (max(0, unreadable - len(pointers)), "unreadable records that were sent have no pointer in quarantine"),
        (max(0, sent - in_topic), "events that were sent are not in the topic"),
        (max(0, in_topic - committed - 4), "records were not committed"),
        (len(torn), "lines of the copy could not be read"),
        (0 if expected else 1, "soak without a finding proves nothing"),
    ]
    return figures, [f"{number} {text}" for number, text in wrong if number]
