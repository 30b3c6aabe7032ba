"""Prints what Alertmanager or Grafana posts, an alert on a line: in place of a pager, in docker-compose.yml.

    python3 receiver.py [ADDRESS:]PORT

Without an address it listens on this machine alone.
"""

import http.server
import json
import sys

# What a webhook of Alertmanager may be long, by far.
LONGEST = 4 << 20


def line(receiver, alert):
    labels, annotations = alert.get("labels", {}), alert.get("annotations", {})
    state = alert.get("status", "unknown")
    begun = alert.get("endsAt" if state == "resolved" else "startsAt", "")[:19]
    name = labels.get("alertname", "unknown")
    cause = f" ({labels['cause']})" if "cause" in labels else ""
    return " ".join([begun, receiver, state.upper(), labels.get("severity", "-"), name + cause + ":",
                     annotations.get("summary", ""), "->", annotations.get("runbook_url", "no runbook")])


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        if length > LONGEST:
            self.answer(413)
            return
        try:
            alerts = json.loads(self.rfile.read(length))["alerts"]
            lines = [line(self.path.strip("/") or "-", alert) for alert in alerts]
        except (ValueError, KeyError, TypeError, AttributeError):
            self.answer(400)
            return
        # Labels come from whoever posts: no control characters into the terminal that shows the log.
        for one in lines:
            print("".join(letter if letter.isprintable() else " " for letter in one), flush=True)
        self.answer(200)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Requests are not logged, alerts are."""


if __name__ == "__main__":
    host, _, port = sys.argv[1].rpartition(":")
    http.server.ThreadingHTTPServer((host or "127.0.0.1", int(port)), Receiver).serve_forever()
