"""moto with buckets that are full from the start, for the tests of listings: putting 100,000 keys over HTTP takes minutes.

    full-bucket.py PORT BUCKET=COUNT…

Keys are `part-0000000`, …; their objects are empty.
"""

import sys

from moto.s3.models import s3_backends
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

port, buckets = int(sys.argv[1]), sys.argv[2:]
backend = s3_backends["123456789012"]["aws"]
for bucket, count in (text.split("=") for text in buckets):
    backend.create_bucket(bucket, "us-east-1")
    for number in range(int(count)):
        backend.put_object(bucket, f"part-{number:07}", b"")
run_simple("127.0.0.1", port, DomainDispatcherApplication(create_backend_app), threaded=True)
