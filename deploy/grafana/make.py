#!/usr/bin/env python3
"""Writes Grafana's dashboards, deploy/grafana/dashboards/*.json:

    deploy/grafana/make.py [FOLDER]

They stand here in short: what is asked, what it means, from when on it is bad, which runbook goes on from there. A test holds the
files to what this script writes, and each query to the metrics of docs/METRICS.md. Nothing but Python's standard library is
needed; the same script writes the same bytes.
"""

import json
import pathlib
import sys

# No folder with compiled modules beside the sources.
sys.dont_write_bytecode = True

from panels import (  # noqa: E402
    BAD, BAR, EXPLAIN, FIRING, GOOD_AT_0, GRADES, ONLY_THIS, REQUIREMENTS, SEVERITIES, VARIABLES, WATCH_AT_1, a_second, bars,
    choice, count, curve, dashboard, from_source, of, quantile, ranking, rate, row, stat, steps, table, total, variable, zero)

# Zeros for each source that is read, before its first record.
NO_RECORDS = "0 * max by (source) (" + from_source("phi_audit_oldest_unacked_seconds") + ")"
AREA_CODES = 'requirement=~"(voice|sms|mms|verify)-us-area-codes-only"'


# Panels that stand on several dashboards.

def last_record(width):
    seen = from_source("phi_audit_last_event_timestamp_seconds")
    return stat(
        "Since the last record",
        "How long ago the last record of each source was received. Silence of a source that moves is an incident; silence of one "
        "that stands still may be night.",
        (f"time() - max by (source) ({seen})", "{{source}}"),
        "s", width, thresholds=steps("green", (300, "orange")), alerts=["AuditBlind"])


def last_canary(width):
    return stat(
        "Since the last canary",
        "How long ago the finding of a canary came back: of an event with invented PHI that goes the way of the real ones. It "
        "should stay below the interval of canaries and two minutes. Empty where canaries are off.",
        ('max by (source) (phi_audit:canary_age_seconds:min{source=~"$source"})', "{{source}}"),
        "s", width, thresholds=steps("green", (180, "orange"), (300, "red")), alerts=["AuditCanaryLost", "AuditDetectionBroken"])


def received(width):
    records = rate(from_source("phi_audit_records_received_total"))
    return curve(
        "Records received",
        "Records a second, by source. A record is a message of the source and may hold several events or none.",
        (f"sum by (source) ({records}) or {NO_RECORDS}", "{{source}}"),
        "recps", width, alerts=["AuditBlind"])


def event_to_alert(width):
    buckets = of("phi_audit_event_to_alert_seconds_bucket")
    return curve(
        "From event to alert",
        "From the record's own timestamp to the confirmation of its alert by all required sinks, for half of them and for all "
        "but one in a hundred. While there are no alerts there is no line.",
        [(quantile(0.5, buckets), "half"), (quantile(0.99, buckets), "99 %")],
        "s", width, alerts=["AuditLagGrowing", "AuditPublishFailing"])


def failing_sinks(width):
    return stat(
        "Sinks that fail",
        "Sinks at which every try of the last minute failed. Reading waits for a required one.",
        "sum(min_over_time(" + of("phi_audit_sink_failing") + "[1m]))",
        "short", width, thresholds=GOOD_AT_0, alerts=["AuditPublishFailing"])


def lost(width):
    return count(
        "Lost unread",
        "Records and shards of the shown range that the source deleted before they were audited. What was in them is found in an "
        "archive, if anywhere.",
        total("phi_audit_records_lost_total") + " + " + total("phi_audit_shards_lost_total"),
        width, thresholds=GOOD_AT_0, alerts=["AuditHistoryLost"])


def internal_errors(width):
    return count(
        "Faults of its own",
        "Errors of the shown range that should be impossible: each is a bug, and the record is in quarantine if there was one.",
        total("phi_audit_errors_total", 'kind="internal"'),
        width, thresholds=GOOD_AT_0, alerts=["AuditInternalError"])


def overview():
    panels = [
        row("Is it seeing?"),
        stat("Processes that answer",
             "Processes of the service whose last scrape succeeded. At 0 nothing is audited.",
             'sum(up{job=~"phi-audit.*", job!="phi-audit-files", instance=~"$instance"}) or vector(0)',
             "short", 3, thresholds=steps("red", (1, "green")), alerts=["AuditTargetAbsent"]),
        stat("That do not answer",
             "Processes that Prometheus is told to scrape and that do not answer.",
             'count(up{job=~"phi-audit.*", job!="phi-audit-files", instance=~"$instance"} == 0) or vector(0)',
             "short", 3, thresholds=GOOD_AT_0, alerts=["AuditTargetAbsent"]),
        last_record(4),
        last_canary(4),
        stat("Partitions and shards",
             "Partitions and shards that are assigned to the chosen processes.",
             "sum(" + of("phi_audit_partitions_assigned") + ")",
             "short", 3, alerts=["AuditBlind"]),
        stat("Standing still",
             "Partitions and shards in which there is work and nothing moves, in the last five minutes.",
             "sum(max_over_time(" + of("phi_audit_stalled_partitions") + "[5m]))",
             "short", 3, thresholds=GOOD_AT_0, alerts=["AuditBlind"]),
        stat("Alerts that fire",
             "Alerts of deploy/prometheus that fire now, whatever is chosen above.",
             f"count({FIRING}) or vector(0)",
             "short", 4, thresholds=WATCH_AT_1,
             links=[{"title": "All alerts", "url": "/alerting/list", "targetBlank": False}]),

        row("Is it keeping up?"),
        received(8),
        curve("Lag",
              "How far the worst partition or shard of each process is behind, in time. A webhook has no lag: its senders wait "
              "for the answer. The alert begins at five minutes, if lag grows.",
              [("max by (instance) (" + of("phi_audit_partition_lag_seconds") + ")", "{{instance}}, Kafka"),
               ("max by (instance) (" + of("phi_audit_shard_lag_seconds") + ")", "{{instance}}, Kinesis")],
              "s", 8, line=300, alerts=["AuditLagGrowing"]),
        event_to_alert(8),
        stat("Oldest under way",
             "Age of the oldest record that is received and not finished, by source.",
             ("max by (source) (" + from_source("phi_audit_oldest_unacked_seconds") + ")", "{{source}}"),
             "s", 4, decimals=1, thresholds=steps("green", (30, "orange"), (120, "red")),
             alerts=["AuditBlind", "AuditPausedTooLong"]),
        stat("Reading paused",
             "Share of the last five minutes in which the process that waited most did not read, because too much was under way.",
             "max(avg_over_time(" + of("phi_audit_paused") + "[5m]))",
             "percentunit", 4, thresholds=steps("green", (0.5, "orange"), (0.95, "red")), alerts=["AuditPausedTooLong"]),
        failing_sinks(4),
        count("Into quarantine",
              "Records of the shown range that could not be audited in full. Each has a pointer in quarantine.",
              total("phi_audit_quarantined_records_total"),
              4, thresholds=WATCH_AT_1, alerts=["AuditQuarantineNotEmpty", "AuditQuarantineRatioHigh"]),
        lost(4),
        internal_errors(4),

        row("What did it find?"),
        count("Events with findings",
              "Events of the shown range with a finding above info, by the worst severity. Those whose alert is suppressed are "
              "among them.",
              (total("phi_audit_flagged_region_events_total", by="severity"), "{{severity}}"),
              12, named=SEVERITIES, alerts=["PhiFindingCritical"]),
        count("PHI where it may not be",
              "Events of the shown range with PHI in a product that is not eligible, or in an account or source that is not "
              "designated.",
              total("phi_audit_events_total", 'grade="phi"', 'eligibility=~"not_eligible|not_designated"') + " or vector(0)",
              6, thresholds=GOOD_AT_0, alerts=["PhiInIneligibleProduct", "PhiInUndesignatedAccount"]),
        count("Numbers outside the US",
              "Events of the shown range with a finding and a number in Canada, elsewhere in the North American plan, or abroad.",
              total("phi_audit_flagged_region_events_total", 'region=~"canada|other_nanp|international"'),
              6, thresholds=GOOD_AT_0, alerts=["NonUsNumberDetected"]),
        bars("Events with findings, over time",
             "Events with a finding above info in each step, by the worst severity.",
             (total("phi_audit_flagged_region_events_total", by="severity", window=BAR), "{{severity}}"),
             12, height=9, named=SEVERITIES, alerts=["PhiFindingCritical", "FindingRateSpike"]),
        table("Requirements that were broken most",
              "Findings of the shown range by requirement, the ten with most. A row leads on to what the requirement says, "
              "and to its findings alone.",
              {"findings": "topk(10, " + total("phi_audit_findings_total", 'severity!="info"', by="requirement") + ")"},
              "short", 12, height=9, links_of={"requirement": [EXPLAIN, ONLY_THIS]}, alerts=["FindingRateSpike"],
              links=[REQUIREMENTS]),
    ]
    return dashboard("overview", "Overview", "Whether phi-audit sees its sources, keeps up with them, and what it found.",
                     "now-1h", panels)


def findings():
    chosen = ("phi_audit_findings_total", 'requirement=~"$requirement"', 'severity=~"$severity"')
    severity = 'severity=~"$severity"'
    regions = "phi_audit_flagged_region_events_total"
    none_yet = " or 0 * max by (severity) (" + of(regions, severity) + ")"
    variables = [
        *VARIABLES,
        choice("severity", "Severity", list(SEVERITIES),
               "How bad a finding is; an event has that of its worst finding. Events with nothing but info are not counted by "
               "product, account and region."),
        variable("requirement", "Requirement", 'label_values(phi_audit_findings_total{instance=~"$instance"}, requirement)',
                 "Requirements with findings. Products, accounts and regions are shown for all of them.", every=".*"),
    ]
    panels = [
        row("How many, and how bad"),
        count("Findings",
              "Findings of the shown range, by severity, before suppression and folding. An event may have several.",
              (total(*chosen, by="severity") + none_yet, "{{severity}}"),
              12, height=8, named=SEVERITIES, alerts=["PhiFindingCritical"], links=[REQUIREMENTS]),
        bars("Findings, over time",
             "Findings in each step, by severity.",
             (total(*chosen, by="severity", window=BAR) + none_yet, "{{severity}}"),
             12, named=SEVERITIES, alerts=["PhiFindingCritical", "FindingRateSpike"], links=[REQUIREMENTS]),

        row("Which requirements"),
        table("Findings by requirement",
              "Which requirements were broken in the shown range, and how badly. A row leads on to what the requirement says.",
              {"findings": total(*chosen, by="requirement, severity")},
              "short", 12, height=11, links_of={"requirement": [EXPLAIN, ONLY_THIS]},
              alerts=["PhiFindingCritical", "FindingRateSpike"], links=[REQUIREMENTS]),
        bars("Findings by requirement, over time",
             "Findings in each step, by requirement.",
             (total(*chosen, by="requirement", window=BAR), "{{requirement}}"),
             12, height=11, alerts=["FindingRateSpike"], links=[REQUIREMENTS]),
        curve("Findings of the last hour",
              "What the alert on spikes looks at, for all processes: more than 50 in an hour, and three times as many as in the "
              "same hour of last week.",
              ('sum by (requirement) (phi_audit:findings:increase1h{severity!="info", requirement=~"$requirement"})',
               "{{requirement}}"),
              "short", 24, line=50, alerts=["FindingRateSpike"], links=[REQUIREMENTS]),

        row("Which products"),
        table("Events with findings by product",
              "Events of the shown range with a finding above info, by product and by the worst severity.",
              {"events": total("phi_audit_flagged_product_events_total", severity, by="product, severity")},
              "short", 12, alerts=["PhiFindingCritical"], links=[REQUIREMENTS]),
        table("Events with PHI by product",
              "Events of the shown range with PHI, by product and by whether PHI may flow there. In a product that is eligible "
              "that is business as usual.",
              {"events": total("phi_audit_events_total", 'grade="phi"', by="product, eligibility")},
              "short", 12, alerts=["PhiInIneligibleProduct"], links=[REQUIREMENTS]),

        row("Whose accounts"),
        table("Events with findings by account",
              "Events of the shown range with a finding above info, by account or Segment source. `unlisted` stands for all of "
              "which the configuration says nothing, `none` for events that name none.",
              {"events": total("phi_audit_flagged_account_events_total", severity, by="account, severity")},
              "short", 12, alerts=["PhiInUndesignatedAccount"], links=[REQUIREMENTS]),
        bars("Events with findings by account, over time",
             "Events with a finding above info in each step, by account or Segment source.",
             (total("phi_audit_flagged_account_events_total", severity, by="account", window=BAR), "{{account}}"),
             12, alerts=["PhiInUndesignatedAccount"], links=[REQUIREMENTS]),

        row("Which regions"),
        ranking("Events with findings by region",
                "Events of the shown range with a finding above info, by where the worst of their numbers lies. The finding need "
                "not be about the number.",
                ("sort_desc(" + total(regions, severity, by="region") + ")", "{{region}}"),
                "short", 8, alerts=["NonUsNumberDetected"], links=[REQUIREMENTS]),
        bars("Events with findings by region, over time",
             "Events with a finding above info in each step, by region.",
             (total(regions, severity, by="region", window=BAR), "{{region}}"),
             8, alerts=["NonUsNumberDetected"], links=[REQUIREMENTS]),
        table("Findings about area codes",
              "Findings of the shown range of the four requirements that ask for US area codes. Medium are US territories, "
              "premium numbers and sender names; from high on it is another country.",
              {"findings": total("phi_audit_findings_total", AREA_CODES, severity, by="requirement, severity")},
              "short", 8, links_of={"requirement": [EXPLAIN, ONLY_THIS]}, alerts=["NonUsNumberDetected"], links=[REQUIREMENTS]),
    ]
    return dashboard("findings", "Findings", "What was found: by requirement, product, account and region, and how bad it is.",
                     "now-24h", panels, variables)


def pipeline():
    process = 'job=~"phi-audit.*", job!="phi-audit-files"'
    slow = ("sum(" + rate(of("phi_audit_webhook_request_seconds_count")) + ") - sum("
            + rate(of("phi_audit_webhook_request_seconds_bucket", 'le="2.5"')) + ")")
    buckets = of("phi_audit_publish_seconds_bucket")
    quarantined = ('max by (source) (phi_audit:quarantined:ratio15m{source=~"$source"}) or ' + NO_RECORDS)
    panels = [
        row("How far behind"),
        curve("Lag by partition",
              "Now minus the timestamp of the last finished record of each partition; 0 at its end.",
              ("max by (topic, partition) (" + of("phi_audit_partition_lag_seconds") + ")", "{{topic}}/{{partition}}"),
              "s", 8, line=300, alerts=["AuditLagGrowing"]),
        curve("Records behind by partition",
              "Records between what may be committed and the end of each partition.",
              ("max by (topic, partition) (" + of("phi_audit_partition_lag_messages") + ")", "{{topic}}/{{partition}}"),
              "short", 8, alerts=["AuditLagGrowing", "AuditBlind"]),
        curve("Lag by shard",
              "How far each shard is behind its tip. Towards the stream's retention, 24 hours unless it was raised, records are "
              "about to be lost.",
              ("max by (stream, shard) (" + of("phi_audit_shard_lag_seconds") + ")", "{{stream}}/{{shard}}"),
              "s", 8, line=300, alerts=["AuditLagGrowing", "AuditHistoryLost"]),

        row("Throughput"),
        received(6),
        curve("Bytes received",
              "Bytes of keys, headers and values a second, by source.",
              ("sum by (source) (" + rate(from_source("phi_audit_bytes_received_total")) + f") or {NO_RECORDS}", "{{source}}"),
              "Bps", 6, alerts=["AuditBlind"]),
        curve("Records finished",
              "Records a second by how they ended: clean (nothing to tell), published (every required sink has the alerts), "
              "quarantined (a pointer is safe).",
              ("sum by (outcome) (" + rate(from_source("phi_audit_records_processed_total")) + ") or on () " + zero("outcome"),
               "{{outcome}}"),
              "recps", 6, named=BAD, alerts=["AuditQuarantineRatioHigh"]),
        event_to_alert(6),

        row("Under way"),
        curve("Oldest under way",
              "Age of the oldest record that is received and not finished; 0 where none is.",
              ("max by (instance, source) (" + from_source("phi_audit_oldest_unacked_seconds") + ")", "{{instance}}, {{source}}"),
              "s", 6, alerts=["AuditBlind", "AuditPausedTooLong"]),
        curve("Records against their limit",
              "Records under way, as a share of service.in_flight_records. At 1 reading pauses.",
              ("max by (instance) (" + of("phi_audit_in_flight_records") + " / " + of("phi_audit_in_flight_limit_records") + ")",
               "{{instance}}"),
              "percentunit", 6, top=1, alerts=["AuditPausedTooLong"]),
        curve("Bytes against their limit",
              "Bytes under way, as a share of service.in_flight_bytes. At 1 reading pauses.",
              ("max by (instance) (" + of("phi_audit_in_flight_bytes") + " / " + of("phi_audit_in_flight_limit_bytes") + ")",
               "{{instance}}"),
              "percentunit", 6, top=1, alerts=["AuditPausedTooLong"]),
        curve("Time spent pausing",
              "Share of the time in which a process did not read, because too much was under way. Short pauses are how it keeps "
              "within its memory.",
              ("max by (instance) (" + rate(of("phi_audit_paused_seconds_total")) + ")", "{{instance}}"),
              "percentunit", 6, top=1, line=0.5, alerts=["AuditPausedTooLong"]),

        row("Group and positions"),
        curve("Partitions and shards",
              "Partitions or shards that are assigned to each process. 0 is right for one more process than there are partitions.",
              ("max by (instance) (" + of("phi_audit_partitions_assigned") + ")", "{{instance}}"),
              "short", 8, alerts=["AuditBlind"]),
        bars("Rebalances",
             "Rebalances of the consumer group as the processes saw them, in each step. `lost` is never part of an orderly "
             "change.",
             (total("phi_audit_rebalances_total", by="kind", window=BAR), "{{kind}}"),
             8, named=BAD, alerts=["AuditRebalanceStorm"]),
        curve("Commits",
              "Commits of positions a second, by result. Single ones fail with a rebalance and are made up for by the next.",
              (a_second("phi_audit_commits_total", "result"), "{{result}}"),
              "ops", 8, named=BAD, alerts=["AuditCommitsStalled"]),
        stat("Since the last commit",
             "How long ago each process last saved its positions. Nothing is committed while nothing is read; webhooks have no "
             "positions.",
             ("time() - (max by (instance) (" + of("phi_audit_last_commit_timestamp_seconds") + ") > 0)", "{{instance}}"),
             "s", 12, alerts=["AuditCommitsStalled"]),
        count("Too late",
              "Records of the shown range that were finished after their partition had gone to another process, which reads them "
              "again.",
              total("phi_audit_stale_acks_total"), 6, alerts=["AuditRebalanceStorm"]),
        count("Aborted",
              'Kafka transactions of the shown range that were aborted, with delivery = "transactional".',
              total("phi_audit_transactions_total", 'result="aborted"'), 6, thresholds=WATCH_AT_1,
              alerts=["AuditPublishFailing"]),

        row("Sinks"),
        curve("Alerts published",
              "Alerts a second that a sink has confirmed for good.",
              (a_second("phi_audit_alerts_published_total", "sink"), "{{sink}}"),
              "cps", 6, alerts=["AuditPublishFailing"]),
        curve("Time to confirm",
              "From handing a batch to the other side to its confirmation, for all but one batch in a hundred.",
              (quantile(0.99, buckets, "sink"), "{{sink}}"),
              "s", 6, alerts=["AuditPublishFailing"]),
        curve("Waiting in front of sinks",
              "Messages that wait in front of each sink.",
              ("sum by (sink) (" + of("phi_audit_sink_queue_messages") + ")", "{{sink}}"),
              "short", 6, alerts=["AuditPublishFailing", "AuditAlertsDropped"]),
        table("State of sinks",
              "By process and sink: whether the last try failed, whether reading waits for it, and how many alerts of the shown "
              "range were dropped because its queue was full.",
              {"failing": "max by (instance, sink) (" + of("phi_audit_sink_failing") + ")",
               "required": "max by (instance, sink) (" + of("phi_audit_sink_required") + ")",
               "dropped": total("phi_audit_alerts_dropped_total", by="instance, sink")},
              "bool_yes_no", 6, units={"dropped": "short"}, alerts=["AuditPublishFailing", "AuditAlertsDropped"]),

        row("Errors and quarantine"),
        curve("Errors by stage",
              "Errors a second, by where they happened. What is tried again counts with every try.",
              (a_second("phi_audit_errors_total", "stage"), "{{stage}}"),
              "cps", 6, alerts=["AuditPublishFailing", "AuditCommitsStalled", "AuditBlind", "AuditRulesOutdated"]),
        bars("Errors by kind",
             "Errors in each step, by kind.",
             (total("phi_audit_errors_total", by="kind", window=BAR), "{{kind}}"),
             6, alerts=["AuditInternalError", "AuditPublishFailing"]),
        bars("Into quarantine",
             "Records that could not be audited in full, in each step, by reason. Each has a pointer in quarantine.",
             (total("phi_audit_quarantined_records_total", by="reason", window=BAR), "{{reason}}"),
             6, alerts=["AuditQuarantineNotEmpty"]),
        curve("Share that goes to quarantine",
              "Share of the records of the last 15 minutes, for all processes. The service ends by itself at "
              "quarantine.max_ratio, a half unless it was changed.",
              (quarantined, "{{source}}"),
              "percentunit", 6, line=0.05, alerts=["AuditQuarantineRatioHigh"]),
        failing_sinks(6),
        lost(6),
        internal_errors(6),
        count("Dropped alerts",
              "Alerts of the shown range that a sink which is not required did not get, because its queue was full.",
              total("phi_audit_alerts_dropped_total"), 6, thresholds=GOOD_AT_0, alerts=["AuditAlertsDropped"]),

        row("Kinesis"),
        curve("Calls that fetch records",
              "Calls a second, by how they ended. Throttled for long: too many consumers share the shards.",
              (a_second("phi_audit_kinesis_calls_total", "result"), "{{result}}"),
              "ops", 12, named=BAD, alerts=["AuditBlind", "AuditLagGrowing"]),
        curve("Shards",
              "Shards that are read, and those that wait for the end of the shards they came from.",
              [("sum(" + of("phi_audit_shards_reading") + ")", "read"),
               ("sum(" + of("phi_audit_shards_waiting") + ")", "waiting")],
              "short", 12, alerts=["AuditBlind", "AuditHistoryLost"]),

        row("Webhooks"),
        curve("Requests by answer",
              "Requests a second, by the status of their answer. 0 where no webhooks are taken.",
              (a_second("phi_audit_webhook_requests_total", "status") + " or on () " + zero("status"), "{{status}}"),
              "reqps", 6, alerts=["AuditBlind"]),
        curve("Refused requests",
              "Requests a second that were not answered with 200, by reason. `signature` and `body_hash`: a secret or URL is "
              "wrong, or somebody else is calling.",
              (a_second("phi_audit_webhook_refused_total", "reason") + " or on () " + zero("reason"), "{{reason}}"),
              "reqps", 6, alerts=["AuditBlind"]),
        curve("Slow answers",
              "Requests a second that took longer than 2.5 s from their head to the answer. Senders give up after 5 s.",
              (slow + " or vector(0)", "above 2.5 s"),
              "reqps", 6, alerts=["AuditPausedTooLong", "AuditPublishFailing"]),
        curve("Bodies in the spool",
              'Bytes on disk that are not finished, with durable = "spool". Senders are refused at spool.max_size.',
              ("max by (instance) (" + of("phi_audit_webhook_spool_bytes") + ")", "{{instance}}"),
              "bytes", 6, alerts=["AuditPausedTooLong"]),

        row("Processes"),
        curve("Memory",
              "Resident memory of each process. It is bounded by what may be under way at once.",
              ("max by (instance) (" + of("process_resident_memory_bytes", process) + ")", "{{instance}}"),
              "bytes", 8, alerts=["AuditTargetAbsent"]),
        curve("Processor",
              "Cores that each process uses.",
              ("max by (instance) (" + rate(of("process_cpu_seconds_total", process)) + ")", "{{instance}}"),
              "short", 8, alerts=["AuditLagGrowing"]),
        curve("File handles",
              "Open file handles and sockets, as a share of what the process may have.",
              ("max by (instance) (" + of("process_open_fds", process) + " / " + of("process_max_fds", process) + ")",
               "{{instance}}"),
              "percentunit", 8, line=0.8, alerts=["AuditInternalError"]),
    ]
    return dashboard("pipeline", "Pipeline", "The way of a record: from the source, through the audit, to sinks and positions.",
                     "now-1h", panels)


def detection():
    canaries = of("phi_audit_canary_seconds_bucket")
    held_back = " or on () " + zero("requirement")
    half_a_year, edition = 180 * 86400, "phi_audit_rules_edition_timestamp_seconds"
    panels = [
        row("Does it see what it has to see?"),
        last_canary(6),
        stat("Interval of canaries",
             "How often each process sends a canary; 0 where they are off, and then nothing proves that PHI would be found.",
             ("max by (instance) (" + of("phi_audit_canary_interval_seconds") + ")", "{{instance}}"),
             "s", 6, thresholds=steps("orange", (1, "green")), alerts=["AuditCanaryLost"]),
        count("Canaries that were missed",
              "Canaries of the shown range that were read and in which nothing was found. Real PHI may pass unseen as well.",
              total("phi_audit_canaries_seen_total", 'result="missed"'),
              6, thresholds=GOOD_AT_0, alerts=["AuditDetectionBroken"]),
        count("Canaries that could not be sent",
              "Canaries of the shown range that the source did not take.",
              total("phi_audit_canaries_sent_total", 'result="failed"'), 6, thresholds=WATCH_AT_1, alerts=["AuditCanaryLost"]),
        curve("From canary to finding",
              "From sending a canary to its finding, for half of them and for all but one in a hundred.",
              [(quantile(0.5, canaries), "half"), (quantile(0.99, canaries), "99 %")],
              "s", 12, line=120, alerts=["AuditCanaryLost"]),
        bars("Canaries that came back",
             "Canaries that were read again in each step, by whether their PHI was found.",
             (total("phi_audit_canaries_seen_total", by="result", window=BAR), "{{result}}"),
             12, named=BAD, alerts=["AuditCanaryLost", "AuditDetectionBroken"]),

        row("What is matched"),
        ranking("Matches by category",
                "Matches of identifiers and health information in the shown range, the 20 categories with most. Canaries are not "
                "counted.",
                ("sort_desc(topk(20, " + total("phi_audit_matches_total", by="category") + "))", "{{category}}"),
                "short", 12, height=12, alerts=["AuditDetectionBroken"]),
        bars("Matches by category, over time",
             "Matches in each step. A category that falls to nothing without a change of traffic is worth a look.",
             (total("phi_audit_matches_total", by="category", window=BAR), "{{category}}"),
             12, height=12, alerts=["AuditDetectionBroken"]),

        row("How events are judged"),
        table("Events by product, eligibility and grade",
              "Events of the shown range: what they are, whether PHI may flow there, and what stands in them.",
              {"events": total("phi_audit_events_total", by="product, eligibility, grade")},
              "short", 12, height=10, alerts=["PhiInIneligibleProduct", "PhiInUndesignatedAccount"], links=[REQUIREMENTS]),
        bars("Events by grade",
             "Events in each step. PHI is an identifier together with health information.",
             (total("phi_audit_events_total", by="grade", window=BAR), "{{grade}}"),
             6, height=10, named=GRADES, alerts=["PhiInIneligibleProduct"]),
        bars("Events by eligibility",
             "Events in each step, by whether PHI may flow where they come from.",
             (total("phi_audit_events_total", by="eligibility", window=BAR), "{{eligibility}}"),
             6, height=10, alerts=["PhiInIneligibleProduct", "PhiInUndesignatedAccount"]),

        row("What is held back"),
        bars("Suppressed findings",
             "Findings in each step whose alert a suppression holds back, by requirement.",
             (total("phi_audit_suppressed_findings_total", by="requirement", window=BAR) + held_back, "{{requirement}}"),
             6, alerts=["SuppressionExpiring"], links=[REQUIREMENTS]),
        bars("Folded findings",
             "Findings in each step that were counted into an alert already made, by requirement.",
             (total("phi_audit_folded_findings_total", by="requirement", window=BAR) + held_back, "{{requirement}}"),
             6, alerts=["FindingRateSpike"], links=[REQUIREMENTS]),
        bars("Allowed matches",
             "Matches in each step that allow lists took out. Many more than before: an entry covers more than was meant.",
             (total("phi_audit_allowed_matches_total", window=BAR), "allowed"),
             6, alerts=["AuditDetectionBroken"]),
        curve("Remembered resources",
              "Calls, messages and conversations that are remembered: to fold alerts, and for rules over several events.",
              [("sum(" + of("phi_audit_fold_entries") + ")", "to fold"),
               ("sum(" + of("phi_audit_linked_resources") + ")", "for rules over several events")],
              "short", 6, alerts=["FindingRateSpike"]),
        stat("Suppressions by state",
             "Each in its most urgent state. Expiring and expired ones ask for a decision.",
             ("max by (state) (" + of("phi_audit_suppressions") + ")", "{{state}}"),
             "short", 10, named=BAD, alerts=["SuppressionExpiring"]),
        stat("Attestations by state",
             "What no event shows and somebody vouches for. Expiring ones end within 30 days; missing ones nobody has given.",
             ("max by (state) (" + of("phi_audit_attestations") + ")", "{{state}}"),
             "short", 10, named=BAD, alerts=["AttestationExpiring"]),
        count("Forgotten resources",
              "Resources of the shown range that made room for others: what is known of their first events is gone.",
              total("phi_audit_linked_forgotten_total"), 4, thresholds=WATCH_AT_1, alerts=["FindingRateSpike"]),

        row("Rules in force"),
        stat("Different digests",
             "How many different rules are in force among the chosen processes. More than one is right only where their settings "
             "are meant to differ, or during a rollout.",
             "count(count by (digest) (" + of("phi_audit_rules_info") + "))",
             "short", 4, thresholds=steps("green", (2, "orange")), alerts=["AuditRulesMismatch"]),
        stat("Rules by kind",
             "Matchers, requirements on single events, and linked rules over several. A number that falls was not meant to.",
             ("max by (kind) (" + of("phi_audit_rules_loaded") + ")", "{{kind}}"),
             "short", 8, alerts=["AuditRulesOutdated", "AuditRulesMismatch"]),
        stat("Settings loaded",
             "Whether each process loaded its settings without an error when it was last told to. No: the old ones are in force.",
             ("min by (instance) (" + of("phi_audit_config_reload_successful") + ")", "{{instance}}"),
             "bool_yes_no", 4, thresholds=steps("red", (1, "green")), alerts=["AuditRulesOutdated"]),
        stat("Newest edition",
             "The day of the newest edition of Twilio's guide that the rules know.",
             "1000 * min(" + of(edition) + ")",
             "dateTimeAsIso", 4, alerts=["AuditRulesOutdated"]),
        stat("Since compared",
             "How long ago the shipped rules were last compared with the guide. After half a year there may be a newer edition.",
             "time() - min(" + of("phi_audit_rules_verified_timestamp_seconds") + ")",
             "s", 4, decimals=1, thresholds=steps("green", (half_a_year, "orange")), alerts=["AuditRulesOutdated"]),
        table("Rules and versions by process",
              "The digest of the rules in force and the version of the program. Processes that read the same source "
              "should agree.",
              {"rules": "max by (instance, digest) (" + of("phi_audit_rules_info") + ")",
               "program": "max by (instance, version) (" + of("phi_audit_build_info") + ")"},
              "short", 24, height=6, labels_alone=True, sort="instance", alerts=["AuditRulesMismatch"]),
    ]
    return dashboard("detection", "Detection", "What is recognised, how it is judged, what is held back, and by which rules.",
                     "now-24h", panels)


def replay():
    chosen = 'run=~"$run"'

    def run(name):
        return of(f"phi_audit_replay_{name}", chosen)

    def by_run(name, per="run"):
        return f"max by ({per}) ({run(name)})"

    started, updated, finished = (run(f"{name}_timestamp_seconds") for name in ("started", "updated", "finished"))
    silent = f"max by (run) ((time() - {updated}) * on (instance, run) ({finished} == bool 0))"
    variables = [
        variable("instance", "Exporter", "label_values(phi_audit_replay_started_timestamp_seconds, instance)",
                 "The node_exporter that shows the files of `phi-audit replay --metrics`."),
        variable("run", "Run", 'label_values(phi_audit_replay_started_timestamp_seconds{instance=~"$instance"}, run)',
                 "A replay, by the name of its file without the ending.", every=".*"),
    ]
    panels = [
        row("How far it is"),
        stat("Running", "Replays that have not finished.",
             f"count({finished} == 0) or vector(0)", "short", 4, alerts=["ReplayStalled"]),
        stat("Silent for", "How long ago each run that has not finished last told how far it is; 0 for those that have.",
             (silent, "{{run}}"), "s", 8, thresholds=steps("green", (300, "orange"), (900, "red")), alerts=["ReplayStalled"]),
        stat("Events", "Events that were audited.",
             (f"sum({run('events_total')})", "events"), "short", 4, alerts=["ReplayStalled"]),
        stat("Read", "Bytes that were read, as they lie in the archive.",
             (f"sum({run('read_bytes_total')})", "read"), "bytes", 4, decimals=1, alerts=["ReplayStalled"]),
        stat("Unread", "Parts that could not be read. The report names each.",
             (f"sum({run('unread_total')})", "unread"), "short", 4, thresholds=WATCH_AT_1, alerts=["AuditQuarantineNotEmpty"]),
        table("Runs",
              "Each run with its start, how long it has taken, and what it has read so far.",
              {"started": "1000 * " + by_run("started_timestamp_seconds"),
               "took": f"max by (run) ({updated} - {started})",
               "finished": f"max by (run) ({finished} > bool 0)",
               "files or objects": by_run("sources_total"),
               "read": by_run("read_bytes_total"),
               "events": by_run("events_total"),
               "unread": by_run("unread_total")},
              "short", 24, units={"started": "dateTimeAsIso", "took": "s", "finished": "bool_yes_no", "read": "bytes"},
              alerts=["ReplayStalled"]),

        row("How fast"),
        curve("Bytes a second", "Bytes that each run reads in a second.",
              (f"sum by (run) ({rate(run('read_bytes_total'))})", "{{run}}"), "Bps", 8, alerts=["ReplayStalled"]),
        curve("Events a second", "Events that each run audits in a second.",
              (f"sum by (run) ({rate(run('events_total'))})", "{{run}}"), "eps", 8, alerts=["ReplayStalled"]),
        curve("Files and objects", "Files and objects that each run has done.",
              (by_run("sources_total"), "{{run}}"), "short", 8, alerts=["ReplayStalled"]),

        row("What it found"),
        stat("Events with findings", "Events with a finding above info, by the worst severity, of the chosen runs together.",
             (f"sum by (severity) ({run('flagged_events_total')})", "{{severity}}"),
             "short", 8, height=8, named=SEVERITIES, alerts=["PhiFindingCritical"], links=[REQUIREMENTS]),
        table("Events with findings by run", "Events with a finding above info, by run and by the worst severity. The report has "
              "them by requirement, product, account and region.",
              {"events": f"sum by (run, severity) ({run('flagged_events_total')})"},
              "short", 8, alerts=["PhiFindingCritical"], links=[REQUIREMENTS]),
        curve("Events with findings, so far", "How many events with findings each run has met, by the worst severity.",
              (f"sum by (run, severity) ({run('flagged_events_total')})", "{{run}}, {{severity}}"), "short", 8,
              alerts=["PhiFindingCritical"], links=[REQUIREMENTS]),
    ]
    return dashboard("replay", "Replay", "Replays of archives that write their figures for node_exporter: how far they are, how "
                     "fast, what they found.", "now-6h", panels, variables)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "dashboards"
    folder.mkdir(parents=True, exist_ok=True)
    for make in (overview, findings, pipeline, detection, replay):
        text = json.dumps(make(), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{make.__name__}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
