"""Replays an archive on a Spark cluster: each task reads one shard of it, the driver puts the shards together.

    spark-submit replay.py archive/ --shards 64 --out /shared/audit
    spark-submit replay.py s3://bucket/segment-logs --shards 64 --out /shared/audit --since 2024-01-01

What the program finds ends up in OUT/report, byte by byte as if one machine had read everything. See README.md beside this
file. What is not an option of this job is handed on to `phi-audit replay`: --since, --until, --rules, --config, --threads, …
Executors run in folders of their own: files that such an option names have to be named in full.
"""

import argparse
import os
import subprocess
import sys
import time

from pyspark.sql import SparkSession

# The exit code of phi-audit where something could not be read, and what it says if that was only a part: the rest is in the
# manifest. Without these words nothing was done, and what the manifest holds may be of yesterday.
UNREAD = 2
IN_PART = "could not be read to the end"
# What it says where another run has the manifest.
IN_USE = "another run is using this manifest"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="+", help="files, folders or URLs, readable by every executor under the same name")
    parser.add_argument("--shards", type=int, required=True, metavar="N", help="tasks; two to four for each core of the cluster")
    parser.add_argument("--out", required=True, metavar="DIR", help="a folder that driver and executors share")
    parser.add_argument("--binary", default="phi-audit", help="the program, on the path of every executor")
    parser.add_argument("--patience", type=int, default=3600, metavar="SECONDS", help="how long a task waits for another one that has its manifest")
    parser.add_argument("--fail-on", default="high", metavar="SEVERITY", help="exit with 1 from this severity on")
    known, handed_on = parser.parse_known_args()
    if known.shards < 1:
        parser.error("--shards has to be at least 1")
    known.input = [everywhere(place) for place in known.input]
    known.out = os.path.abspath(known.out)
    return known, handed_on


def everywhere(place):
    """A place under a name that is the same in the folder of every executor."""
    return place if "://" in place else os.path.abspath(place)


def manifest(out, shard):
    return os.path.join(out, f"part-{shard}.manifest")


def run(command):
    """Runs the program: its exit code, and its last words."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stderr[-4000:]


def replay(shard, known, handed_on):
    """One task. A task that Spark runs again goes on where the one before it stopped: its manifest says what is done."""
    command = [known.binary, "replay", *known.input, "--shard", f"{shard}/{known.shards}"]
    command += ["--manifest", manifest(known.out, shard), "--format", "none", *handed_on]
    code, said = run(command)
    # The program of a lost executor may live on for a while, and does the same work.
    deadline = time.monotonic() + known.patience
    while code == UNREAD and IN_USE in said and time.monotonic() < deadline:
        time.sleep(5)
        code, said = run(command)
    if code == UNREAD:
        # What could not be read may be there at a second try. If not, the report tells of it.
        code, said = run(command)
    if code != 0 and not (code == UNREAD and IN_PART in said):
        raise RuntimeError(f"shard {shard} of {known.shards}: exit code {code}\n{said}")
    return shard, code, said


def main():
    known, handed_on = arguments()
    os.makedirs(known.out, exist_ok=True)
    spark = SparkSession.builder.appName("phi-audit").getOrCreate()
    context = spark.sparkContext
    try:
        shards = context.parallelize(range(known.shards), known.shards)
        done = shards.map(lambda shard: replay(shard, known, handed_on)).collect()
    finally:
        spark.stop()
    for shard, code, said in done:
        if code != 0:
            print(f"shard {shard} of {known.shards}:\n{said}", file=sys.stderr)
    parts = [manifest(known.out, shard) for shard in range(known.shards)]
    report = os.path.join(known.out, "report")
    code, said = run([known.binary, "report", "merge", *parts, "--report", report, "--fail-on", known.fail_on])
    print(said, end="", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
