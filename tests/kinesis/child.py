"""A child of the KCL daemon that speaks just enough of its protocol: it appends what it is given to a file, a record a line, and
checkpoints after every batch. For the test of the testbed alone; the program's own child is `phi-audit kcl`."""

import base64
import json
import sys


def say(**message):
    sys.stdout.write("\n" + json.dumps(message) + "\n")
    sys.stdout.flush()


def listen():
    for line in iter(sys.stdin.readline, ""):
        if line.strip():
            return json.loads(line)
    sys.exit(0)


def checkpoint(sequence, sub):
    say(action="checkpoint", sequenceNumber=sequence, subSequenceNumber=sub)
    error = listen()["error"]
    if error:
        sys.stderr.write("checkpoint: %s\n" % error)


shard = None
while True:
    message = listen()
    action = message["action"]
    if action == "initialize":
        shard = message["shardId"]
    elif action == "processRecords" and message["records"]:
        with open(sys.argv[1], "a") as file:
            for record in message["records"]:
                file.write("%s %s\n" % (shard, base64.b64decode(record["data"]).decode()))
        last = message["records"][-1]
        checkpoint(last["sequenceNumber"], last["subSequenceNumber"])
    elif action == "shardEnded":
        checkpoint(None, None)
    say(action="status", responseFor=action)
