"""Texts without health: logs, code, hashes, ids, alerts of machines."""
TEXTS = r"""
# log line: bare error conversation
[WARN] 2026-02-11T08:14:03Z pool exhausted: 40/40 in use, waiters=12, host=db-3
E0214 09:33:51.220184 7 controller.go:114] error syncing "default/web": context deadline exceeded
java.lang.NullPointerException: Cannot invoke "Order.getId()" because "order" is null at com.shop.Cart.add(Cart.java:88)
Traceback (most recent call last): File "/srv/app/views.py", line 214, in post KeyError: 'phone'
nginx: <i> - - [03/Mar/2026:10:01:22 +0000] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.29"
healthcheck failed 3 times, marking i-0ab44c12 unhealthy, draining, replacing
level=info msg="compaction done" took=1.22s blocks=14 ulid=01HVXJ5W8V3E9TQ2M7Y0Z4N6KC
FATAL: role "{?n:maria}" does not exist
kernel: [88213.001] eth0: link down, carrier lost
sshd[2214]: Failed password for invalid user admin from {ip:45.155.91.12} port 60233 ssh2
ORA-00942: table or view does not exist, SQL_ID 7bq2c1dnr0x2v
CRIT disk /dev/nvme0n1 at 96%, inode 41%, growth 2.1 GB/h
cron: nightly_vacuum exited 137 (OOM), rss 3.9G
rabbitmq: shovel "eu-west" terminated, reason shutdown
2026/05/09 04:00:00 rotate key kid=9f1c2b, next=2026/06/09
gc 214 @88.1s 0%: 0.02+1.3+0.01 ms clock, 4->5->2 MB, 8 P
<h> refs/tags/v4.12.0 signed-off-by release-bot
sha256:<h><k>ab lib/core.so OK
deploy <u> finished: 12 pods, 0 restarts, canary 5 %, p99 214 ms
upstream connect error or disconnect/reset before headers. reset reason: connection failure
java heap at 92 %, old gen 3.1 of 3.4 GB, full GC every 40 s
Retry 4 of 6 in 3200 ms, jitter 0.3, key=orders:<q>
bgp neighbor <i> went from Established to Idle (Hold timer expired)
snmp trap: ups-2 on battery, 84 % left, load 31 %
SMTP 550 5.1.1 user unknown; queue id 4TXk2m0zJp
TLS handshake error: certificate has expired on 2026-01-31
npm ERR! 404 Not Found: left-pad-pro@^2.0.0
pytest: 1204 passed, 3 skipped, 1 xfailed in 88.21s
SIP/2.0 486 Busy Here Via: SIP/2.0/TLS <i>:5061;branch=z9hG4bK776
stir shaken attestation A, verstat=TN-Validation-Passed
# code: bare error
SELECT id, total FROM orders WHERE status = 'OPEN' AND created_at > NOW() - INTERVAL '3 days';
curl -X POST https://api.example/v1/events -H 'Content-Type: application/json' -d '{"a":1}'
def treat(item): return item.strip().lower() if item else None
const dose = rate * ticks; // how much to feed the emitter per frame
if (patient === false) { skipWait(); } // user chose impatient mode
kubectl -n shop rollout restart deploy/cart && kubectl get pods -w
git rebase -i HEAD~4 && git push --force-with-lease origin fix/null-author
<div class="surgery-hours">Constituency surgery: Fridays 4 pm</div>
let heart = "\u2665"; draw(heart, 12, 44);
{{#if admitted}}Welcome inside{{else}}Doors open at 8{{/if}}
Hello {{first_name}}, your code is {{code}}. literal template
regex ^\d{3}-\d{2}-\d{4}$ matches an SSN shape, test value 000-00-0000
assert luhn("1234567812345678") is False
UPDATE users SET name = NULL, email = NULL WHERE deleted_at < '2025-01-01';
<Response><Gather numDigits="1"><Say>Press one for sales, two for parts.</Say></Gather></Response>
terraform: aws_instance.web[2] will be destroyed, 1 to add, 0 to change
export LANG=en_US.UTF-8; sed -i 's/foo/bar/g' *.txt
r = requests.get(url, timeout=5); r.raise_for_status()
# alert: sms conversation
[P2] checkout latency 4.1 s for 12 min. Ack: reply 1. Runbook <W>
PagerDuty: <N1> is on call until Mon 9:00. Escalation: <N2>
Freezer 4 in aisle 9 is at 21 F, limit 10 F. Check the door.
Your server is sick? StatusPanda says 3 of 41 checks red.
Motion detected at Back Porch 02:14. Watch the clip <W>
Smoke detector "Kitchen" low battery, replace soon.
Backup failed for laptop of <N1>, last good copy 9 days ago.
VPN login for <E1> from a new device in Tampa. Was it you?
Grafana: CPU of ingest-7 is critical (97 %), heart beat lost.
Nightly job "discharge-batteries" skipped: no window.
Sensor BP-120 (boiler pressure) reads 80 psi, normal.
Domain example.org expires in 10 days. Registrar account <acc>
Water leak sensor under the sink of unit 3 tripped. Tenant <L1> was called.
Build 8841 is red. <F1>'s commit broke the lint step.
SIM 8901260<q> went over 90 % of its data plan.
Elevator trap alarm car 2, passenger talks to dispatch, ETA 8 min.
""".replace(" literal template", "").replace(". Registrar account <acc>", ".")
