"""Kafka and its own command-line tools: installed once below Cargo's target folder, then called."""

import json
import os
import re
import shutil
import subprocess

from processes import ALERTS, EVENTS, GROUP, PARTITIONS, TOP, Broken


class Tools:
    """The tools, for one broker."""

    def __init__(self, target, folder):
        self.kafka, self.jars, self.folder = target / "tmp/kafka", target / "tmp/kafka-tools", folder
        self.java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if os.environ.get("JAVA_HOME") else "java"
        self.broker = None

    def install(self):
        done = subprocess.run([TOP / "tests/servers/install-kafka.sh", self.kafka], stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise Broken(done.stderr)
        pom = (TOP / "benches/soak/pom.xml").read_text()
        origin = self.jars / "origin"
        if origin.exists() and origin.read_text() == pom:
            return
        if not shutil.which("mvn"):
            raise Broken("missing: Maven (mvn), to fetch Kafka's tools\n"
                         "  remedy: apt-get install --no-install-recommends maven")
        shutil.rmtree(self.jars, ignore_errors=True)
        self.jars.mkdir(parents=True)
        (self.jars / "pom.xml").write_text(pom)
        done = subprocess.run(
            ["mvn", "--batch-mode", "--no-transfer-progress", "-f", self.jars / "pom.xml",
             "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={self.jars / 'libs'}"],
            stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise Broken(f"Kafka's tools could not be downloaded:\n{done.stdout[-2000:]}")
        origin.write_text(pom)

    def command(self, name, *arguments):
        return [self.java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", f"{self.jars}/libs/*",
                f"org.apache.kafka.tools.{name}", "--bootstrap-server", self.broker, *map(str, arguments)]

    def call(self, name, *arguments):
        command = self.command(name, *arguments)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=180)
        if done.returncode:
            raise Broken(f"{name} failed:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        return done.stdout

    def create_topics(self):
        for topic in EVENTS, ALERTS:
            self.call("TopicCommand", "--create", "--topic", topic, "--partitions", PARTITIONS)

    def end_of(self, topic):
        """How many records a topic holds; nothing is ever deleted from it."""
        text = self.call("GetOffsetShell", "--topic", topic)
        return sum(int(offset) for offset in re.findall(rf"^{topic}:\d+:(\d+)$", text, re.M))

    def committed(self):
        """The sum of the positions that the group committed in the topic of events."""
        text = self.call("consumer.group.ConsumerGroupCommand", "--describe", "--group", GROUP)
        return sum(int(offset) for offset in re.findall(rf"^{GROUP}\s+{EVENTS}\s+\d+\s+(\d+)\s", text, re.M))

    def alerts(self):
        """Every alert of the topic, as OCSF has it."""
        count = self.end_of(ALERTS)
        if count == 0:
            return
        command = self.command("consumer.ConsoleConsumer", "--topic", ALERTS, "--from-beginning",
                               "--max-messages", count, "--timeout-ms", 60_000)
        read = 0
        with open(self.folder / "console-consumer.log", "wb") as log, \
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as child:
            for line in child.stdout:
                read += 1
                yield json.loads(line)
        if read != count:
            raise Broken(f"the topic of alerts holds {count}, and {read} could be read")
