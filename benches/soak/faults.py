"""Faults on loopback, from a seeded list: each kind once, in random order, then anew. Each is logged in faults.csv.

Instance `a` is frozen and reloaded, but never ended, so that its memory and handles tell of growth; `b` is the one
that is ended.
"""

import csv
import random
import signal
import time

KINDS = ["instance killed", "instance restarted", "instance frozen", "broker frozen", "broker killed", "HTTP sink down",
         "reload"]


class Faults:
    """Causes faults, one at a time, from the main thread."""

    def __init__(self, seed, mean, broker, instances, endpoint, sampler, file, begin):
        self.random, self.round, self.mean = random.Random(seed), [], mean
        self.broker, self.instances, self.endpoint = broker, instances, endpoint
        self.sampler, self.begin = sampler, begin
        self.past, self.failures, self.late = [], [], 0
        self.file = open(file, "w", newline="")
        self.writer = csv.writer(self.file)
        self.writer.writerow(["begin", "end", "kind", "what"])

    def now(self):
        return time.monotonic() - self.begin

    def gap(self):
        """Seconds until the next fault."""
        return self.random.uniform(0.5, 1.5) * self.mean

    def cause(self):
        """The next fault of the list, from its begin to its end."""
        if not self.round:
            self.round = self.random.sample(KINDS, len(KINDS))
        kind, begin = self.round.pop(), self.now()
        seconds = self.random.uniform(10, 40) if kind == "HTTP sink down" else self.random.uniform(5, 20)
        anyone = self.random.choice(self.instances)
        mode = self.random.choice(["fails", "hangs", "refuses"])
        what = {
            "instance killed": lambda: self.end_instance(signal.SIGKILL),
            "instance restarted": lambda: self.end_instance(signal.SIGTERM),
            "instance frozen": lambda: self.freeze(anyone, seconds),
            "broker frozen": lambda: self.freeze(self.broker, seconds),
            "broker killed": self.kill_broker,
            "HTTP sink down": lambda: self.break_endpoint(mode, seconds),
            "reload": lambda: self.reload(anyone),
        }[kind]()
        self.past.append({"begin": round(begin, 1), "end": round(self.now(), 1), "kind": kind, "what": what})
        self.writer.writerow(self.past[-1].values())
        self.file.flush()
        print(f"{begin:7.1f} s  {kind}: {what}", flush=True)

    def wait(self, seconds):
        """Waits, and sees that nobody ends who was not told to."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.watch()
            time.sleep(0.2)

    def watch(self):
        for process in [self.broker, *self.instances]:
            if not process.runs():
                code = process.child.returncode
                self.failures.append(f"{process.name} ended by itself with {code} at {self.now():.0f} s")
                process.start()

    def end_instance(self, number):
        instance = self.instances[-1]
        self.sampler.ask(instance)
        code = instance.end(number, 60)
        if number == signal.SIGTERM and code == 2:
            # A sink that pauses after an outage may take longer than the grace. What is left is read again.
            self.late += 1
        elif number == signal.SIGTERM and code != 0:
            self.failures.append(f"{instance.name} ended at SIGTERM with {code} at {self.now():.0f} s")
        instance.start()
        return f"{instance.name}, exit code {code}"

    def freeze(self, process, seconds):
        process.signal(signal.SIGSTOP)
        time.sleep(seconds)
        process.signal(signal.SIGCONT)
        return f"{process.name}, {seconds:.0f} s"

    def kill_broker(self):
        self.broker.end(signal.SIGKILL, 30)
        self.broker.start()
        return "and started again"

    def break_endpoint(self, mode, seconds):
        self.endpoint.become(mode)
        self.wait(seconds)
        self.endpoint.become("well")
        return f"{mode}, {seconds:.0f} s"

    def reload(self, instance):
        def loaded():
            metrics = dict((name, value) for name, _, value in instance.metrics() or [])
            return metrics.get("config_last_reload_timestamp_seconds"), metrics.get("config_reload_successful")

        before, deadline = loaded()[0], time.monotonic() + 60
        instance.signal(signal.SIGHUP)
        while time.monotonic() < deadline:
            when, well = loaded()
            if when and when != before and well == 1:
                return instance.name
            time.sleep(0.2)
        self.failures.append(f"{instance.name} did not load its settings anew at {self.now():.0f} s")
        return f"{instance.name}, not seen"


def read(file):
    """The rows of a faults.csv."""
    with open(file, newline="") as lines:
        return [row | {"begin": float(row["begin"]), "end": float(row["end"])} for row in csv.DictReader(lines)]
