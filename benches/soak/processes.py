"""What runs during a soak: the broker, two instances of the service, the load.

All are children of the script and die with it, whatever it dies of; their ports are on the loopback interface. Linux
only.
"""

import ctypes
import pathlib
import random
import re
import signal
import socket
import subprocess
import time
import urllib.request

TOP = pathlib.Path(__file__).resolve().parents[2]
EVENTS, ALERTS, GROUP, PARTITIONS = "events", "alerts", "soak", 6


class Broken(Exception):
    """The soak cannot go on; the text says why and what helps."""


def free_port():
    """A port that nobody listens on, below those that the system gives to outgoing connections."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def die_with_parent():
    """Has the kernel kill this process when the thread that started it ends: prctl(PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Process:
    """A child with a log. Started by the main thread only: it would end with any other."""

    all = []

    def __init__(self, name, command, folder):
        self.name, self.command, self.folder = name, [str(part) for part in command], folder
        self.child = None
        Process.all.append(self)

    def start(self):
        with open(self.folder / f"{self.name}.log", "ab") as log:
            self.child = subprocess.Popen(
                self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=die_with_parent)

    def runs(self):
        return self.child is not None and self.child.poll() is None

    def signal(self, number):
        if self.runs():
            self.child.send_signal(number)

    def end(self, number, seconds):
        """Sends a signal that ends it, and waits; the exit code, or None where it had to be killed after that time."""
        self.signal(number)
        try:
            return self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            return None

    def log(self):
        return (self.folder / f"{self.name}.log").read_text(errors="replace")


class Broker(Process):
    """A real Kafka broker, as in the tests: one node, KRaft."""

    def __init__(self, kafka, folder):
        super().__init__("broker", [TOP / "tests/servers/run-kafka.sh", kafka], folder)
        port, controller = free_port(), free_port()
        self.address = f"127.0.0.1:{port}"
        (folder / "server.properties").write_text(f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://{self.address},CONTROLLER://127.0.0.1:{controller}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=data
log.retention.ms=-1
auto.create.topics.enable=false
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=4194304
""")

    def start(self, seconds=90):
        super().start()
        host, port = self.address.split(":")
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.runs():
            try:
                socket.create_connection((host, int(port)), 1).close()
                return
            except OSError:
                time.sleep(0.2)
        raise Broken(f"the broker does not start:\n{self.log()[-2000:]}")


class Instance(Process):
    """An instance of the service."""

    def __init__(self, letter, program, broker, url, canary, folder):
        self.config = folder / f"{letter}.toml"
        super().__init__(letter, [program, "run", "--config", self.config], folder)
        self.letter, self.life, self.admin = letter, 0, free_port()
        self.quarantine = folder / f"quarantine-{letter}"
        self.config.write_text(f"""[accounts]
designated = ["AC89bdf328d9d9b0ea85ab526320263276"]
[segment]
sources = ["qT7mZ4pLxWbN2sVkRyE8cA", "rB8nC2mYsDkH4jFvTzW7eG"]
[kafka]
brokers = "{broker}"
librdkafka = {{ "session.timeout.ms" = "10000" }}
[source.kafka]
topics = ["{EVENTS}"]
group = "{GROUP}"
[alerts]
minimum = "low"
fold = "0s"
[linked]
folder = "linked-{letter}"
[quarantine]
folder = "quarantine-{letter}"
{'[canary]' if canary else ''}
{'every = "10s"' if canary else ''}
[admin]
listen = "127.0.0.1:{self.admin}"
[[sink]]
kafka = {{ topic = "{ALERTS}" }}
[[sink]]
name = "collector"
http = {{ url = "{url}", timeout = "5s" }}
""")

    def start(self, seconds=120):
        self.life += 1
        super().start()
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.runs():
            if self.metrics() is not None:
                return
            time.sleep(0.2)
        raise Broken(f"instance {self.letter} does not start:\n{self.log()[-2000:]}")

    def metrics(self, seconds=3):
        """What /metrics says: (name, labels, value) each; None when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin}/metrics", timeout=seconds) as answer:
                text = answer.read().decode()
        except (OSError, ValueError):
            return None
        found = re.findall(r"^phi_audit_(\w+)(?:\{(.*)\})? (\S+)$", text, re.M)
        return [(name, labels, float(value)) for name, labels, value in found]


class Traffic(Process):
    """The load: the project's example `traffic`, a fixed number of events for a seed."""

    def __init__(self, program, broker, rate, events, seed, folder):
        self.copy = folder / "sent.ndjson"
        super().__init__("traffic", [
            program, "--kafka", broker, "--topic", EVENTS, "--rate", rate, "--events", events, "--seed", seed,
            "--copy", self.copy,
        ], folder)

    def counts(self):
        """How many it sent, and how many of them were unreadable on purpose."""
        found = re.search(r"(\d+) records of the mixed load, (\d+) of them unreadable", self.log())
        if self.child.returncode != 0 or not found:
            raise Broken(f"the load broke off with {self.child.returncode}:\n{self.log()[-2000:]}")
        return int(found[1]), int(found[2])
