"""Figures of both instances every few seconds, from /metrics and /proc, in samples.csv. What is unknown is empty."""

import csv
import os
import pathlib
import threading
import time

COLUMNS = ["seconds", "instance", "life", "resident_bytes", "handles", "threads", "lag_messages", "lag_seconds",
           "oldest_seconds", "processed", "paused", "errors", "partitions"]
# The column, the metric, and what many series come to.
METRICS = [("lag_messages", "partition_lag_messages", sum), ("lag_seconds", "partition_lag_seconds", max),
           ("oldest_seconds", "oldest_unacked_seconds", max), ("processed", "records_processed_total", sum),
           ("paused", "paused", max), ("errors", "errors_total", sum), ("partitions", "partitions_assigned", sum)]


def figures(metrics):
    """The columns that come from /metrics. A process without partitions lags behind nothing."""
    found = {}
    for column, name, together in METRICS:
        values = [value for known, _, value in metrics if known == name]
        found[column] = together(values) if values else 0
    return found


def process(pid):
    """The columns that come from /proc; empty where the process has gone."""
    try:
        folder = pathlib.Path(f"/proc/{pid}")
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        return {"resident_bytes": int(status["VmRSS"].split()[0]) * 1024, "threads": int(status["Threads"]),
                "handles": len(os.listdir(folder / "fd"))}
    except (OSError, KeyError):
        return {}


class Sampler:
    """A thread for each instance, so that one that is frozen holds up no other."""

    def __init__(self, instances, every, file, begin):
        self.instances, self.every, self.begin = instances, every, begin
        self.stop, self.lock, self.rows = threading.Event(), threading.Lock(), []
        self.processed = {}
        self.file = open(file, "w", newline="")
        self.writer = csv.DictWriter(self.file, COLUMNS)
        self.writer.writeheader()
        self.threads = [threading.Thread(target=self.watch, args=(one,), daemon=True) for one in instances]

    def start(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        self.file.close()

    def watch(self, instance):
        tick = 0
        while not self.stop.wait(max(0, self.begin + tick * self.every - time.monotonic())):
            self.sample(instance, tick * self.every)
            tick = max(tick + 1, int((time.monotonic() - self.begin) // self.every))

    def sample(self, instance, seconds):
        life, child = instance.life, instance.child
        row = {"seconds": seconds, "instance": instance.letter, "life": life}
        row |= process(child.pid) if child else {}
        row |= self.ask(instance)
        with self.lock:
            self.rows.append(row)
            self.writer.writerow(row)
            self.file.flush()

    def ask(self, instance):
        """Asks an instance, and keeps how much each of its lives had processed."""
        life, metrics = instance.life, instance.metrics()
        if metrics is None or life != instance.life:
            return {}
        row = figures(metrics)
        with self.lock:
            before = self.processed.get((instance.letter, life), 0)
            self.processed[instance.letter, life] = max(row["processed"], before)
        return row


def read(file):
    """The rows of a samples.csv, numbers as numbers, without what is empty."""
    with open(file, newline="") as lines:
        return [{name: value if name == "instance" else float(value) for name, value in row.items() if value}
                for row in csv.DictReader(lines)]
