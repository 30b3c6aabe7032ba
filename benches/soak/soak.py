#!/usr/bin/env python3
"""Two instances of the service under a steady load, with random faults: nothing may be lost, and nothing may grow.

    python3 benches/soak/soak.py --minutes 60 --rate 500 --seed 7 \\
        --phi-audit target/release/phi-audit --traffic target/release/examples/traffic --out target/soak

Everything stays on loopback. Java, Maven and Linux are needed. docs/benchmarks.md says what is done and measured. Into
--out go samples.csv, faults.csv, summary.json and soak.svg; `--plot samples.csv` draws it anew. Exit code 0: nothing
lost, no growth; 1: something was; 2: the soak itself could not be carried through.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

import checking
import faults
import figures
import plot
import sampling
from endpoint import Endpoint
from processes import PARTITIONS, TOP, Broken, Broker, Instance, Process, Traffic
from tools import Tools


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60, help="how long the load runs")
    parser.add_argument("--rate", type=int, default=500, help="events a second")
    parser.add_argument("--seed", type=int, default=7, help="of load and faults")
    parser.add_argument("--phi-audit", type=pathlib.Path, default=TOP / "target/release/phi-audit",
                        help="the program")
    parser.add_argument("--traffic", type=pathlib.Path, default=TOP / "target/release/examples/traffic",
                        help="the example that makes the load")
    parser.add_argument("--out", type=pathlib.Path, default=TOP / "target/soak",
                        help="the folder for what comes of it")
    parser.add_argument("--target", type=pathlib.Path,
                        default=pathlib.Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target")),
                        help="Cargo's target folder, in which Kafka is installed")
    parser.add_argument("--every", type=float, default=5, help="seconds between samples")
    parser.add_argument("--gap", type=float, default=60, 
                        help="seconds between faults in the mean; from half to one and a half of it")
    parser.add_argument("--catch-up", type=float, default=300,
                        help="seconds for catching up when the load has ended")
    parser.add_argument("--no-canary", action="store_true", help="for a program that has none")
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs, topics and what was sent")
    parser.add_argument("--plot", type=pathlib.Path, metavar="SAMPLES",
                        help="only draw soak.svg beside this samples.csv anew")
    return parser.parse_args()


def draw(samples):
    plot.draw(sampling.read(samples), faults.read(samples.with_name("faults.csv")), samples.with_name("soak.svg"))


def caught_up(instances, seconds):
    """Waits until all partitions are assigned and nothing is left to do; how long that took."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        found = [sampling.figures(metrics) for metrics in (one.metrics() for one in instances) if metrics is not None]
        if len(found) == len(instances) and sum(one["partitions"] for one in found) == PARTITIONS \
                and sum(one["lag_messages"] for one in found) == 0:
            return time.monotonic() - begin
        time.sleep(0.5)
    return None


def soak(options, folder):
    """Runs it; the summary."""
    tools = Tools(options.target.resolve(), folder)
    tools.install()
    broker, endpoint = Broker(tools.kafka, folder), Endpoint(options.seed)
    tools.broker = broker.address
    broker.start()
    tools.create_topics()
    endpoint.open()
    program, canary = options.phi_audit.resolve(), not options.no_canary
    instances = [Instance(letter, program, broker.address, endpoint.url, canary, folder) for letter in "ab"]
    for instance in instances:
        instance.start()
    events = int(options.minutes * 60 * options.rate)
    traffic = Traffic(options.traffic.resolve(), broker.address, options.rate, events, options.seed, folder)
    begin = time.monotonic()
    sampler = sampling.Sampler(instances, options.every, options.out / "samples.csv", begin)
    trouble = faults.Faults(options.seed, options.gap, broker, instances, endpoint, sampler,
                            options.out / "faults.csv", begin)
    print(f"{events} events at {options.rate} a second; everything in {folder}", flush=True)
    sampler.start()
    traffic.start()
    due = trouble.now() + trouble.gap()
    while traffic.runs():
        trouble.wait(0.5)
        # The last fault ends with the load.
        if trouble.now() >= due and trouble.now() < options.minutes * 60 - 30:
            trouble.cause()
            due = trouble.now() + trouble.gap()
    load = trouble.now()
    traffic.counts()
    wrong = list(trouble.failures)
    caught = caught_up(instances, options.catch_up)
    if caught is None:
        wrong.append(f"not caught up {options.catch_up:.0f} s after the end of the load")
    for instance in instances:
        sampler.ask(instance)
    sampler.end()
    for instance in instances:
        code = instance.end(signal.SIGTERM, 60)
        if code != 0:
            wrong.append(f"{instance.name} ended at the last SIGTERM with {code}")
    print("load and service have ended; checking", flush=True)
    rows = sampling.read(options.out / "samples.csv")
    letters = [one.letter for one in instances]
    measured, growing = figures.summarise(rows, trouble.past, letters, load, sampler.processed)
    checked, lost = checking.check(program, instances, tools, traffic, endpoint)
    endpoint.close()
    broker.end(signal.SIGTERM, 30)
    version = subprocess.run([options.phi_audit, "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
    return {
        "version": version, "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "minutes": round(load / 60, 1), "rate": options.rate, "seed": options.seed, "canary": canary,
        "caught_up_after_load_seconds": None if caught is None else round(caught, 1), **checked, **measured,
        "stops_beyond_grace": trouble.late, "wrong": wrong + lost + growing,
    }


def main():
    options = arguments()
    if options.plot:
        draw(options.plot)
        return 0
    for program in options.phi_audit, options.traffic:
        if not os.access(program, os.X_OK):
            print(f"missing: {program}\n  remedy: cargo build --release --bins --example traffic", file=sys.stderr)
            return 2
    options.out.mkdir(parents=True, exist_ok=True)
    options.out = options.out.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    folder = pathlib.Path(tempfile.mkdtemp(prefix="phi-audit-soak-"))
    try:
        summary = soak(options, folder)
    except Broken as broken:
        print(f"soak: {broken}", file=sys.stderr)
        return 2
    finally:
        for process in Process.all:
            process.signal(signal.SIGCONT)
            if process.runs():
                process.end(signal.SIGKILL, 10)
        for log in folder.glob("*.log"):
            shutil.copy(log, options.out)
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(summary, indent=1)
    (options.out / "summary.json").write_text(text + "\n")
    print(text)
    draw(options.out / "samples.csv")
    return 1 if summary["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
