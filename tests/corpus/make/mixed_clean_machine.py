"""Events without health information: machine events of Twilio and Segment, alerts. Written for this set; see `mixed.py`."""

TEXTS = [
("clean devops alert", "chat", """
[FIRING:2] HighMemory node-7 eu-west-1 91% for 10m
RESOLVED: checkout p99 back to 210 ms after rollback to 4.18.2
health check failed for target i-0c9e41b on port 8443 (3/3)
Health endpoint /healthz returned 503, pod restarted, liveness probe ok
CI: 1,204 passed, 3 failed, 12 skipped. Commit 9f8e2c1 by {n1}
Deploy 2026.4.1 to prod by {E1}: success in 4m12s
Disk /dev/nvme1n1 at 97%, oldest snapshot 2026-03-02
ERROR pg: deadlock detected, process 40122 waits for ShareLock on transaction 8841209
cron nightly-etl missed its window, symptoms: queue depth 44k, no consumers
On call handoff: {N1} -> {N2}, pager {P}
Certificate for api.bluestem.example expires in 13 days
kernel: Out of memory: Killed process 2291 (java) total-vm:8123456kB
Virus scan: 0 infected of 88,412 files, engine 1.3.1
Canary is sick: error rate 4.2% vs 0.3%, aborting
SSH login from {IP} as root blocked, fail2ban jail sshd
Patch Tuesday: 14 hosts need a reboot. Owner {F1}.
Incident {o} sev2 opened by {N1}: webhooks delayed by 8 min
Autoscaler: 6 -> 11 replicas, cpu 82%, cooldown 300s
Latency spike [?ip:10.4.17.22] -> [?ip:10.4.18.9], packet loss 3%
DNS: SERVFAIL for mx2.bluestem.example, TTL 300
Terraform plan: 3 to add, 1 to change, 0 to destroy
Backup ok 412 GB sha256 7d1a…e0, retention 35d
postmortem: root cause was a bad migration, treatment is a feature flag, prognosis good
Build 44712 is broken since {F1}'s merge, bisect says 3ac91fe
cold start 2.4 s, warm 80 ms
heartbeat lost from worker-12 at 04:12:09Z, last pulse 31 s ago
ALERT dead letter queue has 1,120 messages
"""),
("clean segment event", "event", r"""
{"$kind":"track","event":"Button Clicked","properties":{"label":"Start free trial","page":"/pricing","variant":"B","position":3}}
{"$kind":"page","name":"Home","properties":{"path":"/","title":"Bluestem | Better dashboards","referrer":"","width":1440}}
{"$kind":"track","event":"Product Added","properties":{"sku":"SHOE-0441-11","name":"Trail runner","price":89.5,"quantity":1,"currency":"USD","cart_id":"c_88121"}}
{"$kind":"track","event":"Order Completed","properties":{"order_id":"{o}","total":118.22,"tax":8.11,"coupon":"FALL20","products":[{"product_id":"4471","name":"Enamel mug","price":14}]}}
{"$kind":"track","event":"Experiment Viewed","properties":{"experiment_id":"exp_4112","variation_name":"control","bucket":71}}
{"$kind":"screen","name":"Settings","properties":{"tab":"notifications","build":"5.2.1 (8812)","dark":true}}
{"$kind":"track","event":"Application Opened","properties":{"from_background":true,"version":"8.0.4","referring_application":"com.android.chrome"}}
{"$kind":"track","event":"Video Playback Started","properties":{"session_id":"vs99120033","content":{"title":"How to prune roses","length":412,"quality":"720p"}}}
{"$kind":"track","event":"Article Read","properties":{"slug":"ten-ways-to-stop-bleeding-cash","words":1204,"scroll":0.83,"author":"{N1}"}}
{"$kind":"track","event":"Search Performed","properties":{"query":"dead sea trip in may","results":18}}
{"$kind":"track","event":"Search Performed","properties":{"query":"doctor martens size 8","results":41}}
{"$kind":"track","event":"Search Performed","properties":{"query":"{f1} {l1} linkedin","results":3}}
{"$kind":"track","event":"Level Finished","properties":{"level":14,"lives":2,"boss":"Plague Knight","damage":3310,"healing":120,"potion":"red"}}
{"$kind":"track","event":"Playlist Followed","properties":{"playlist":"Lithium Nights","tracks":40,"curator":"dj_otter"}}
{"$kind":"track","event":"Error Shown","properties":{"code":"E_CONN_RESET","stack":"TypeError: undefined is not a function at render (app.js:1:44712)","fatal":false}}
{"$kind":"track","event":"Feature Flag Evaluated","properties":{"flag":"new-nav","value":"on","rule":2,"hash":"0f1e88ac"}}
{"$kind":"group","groupId":"org_8812","traits":{"name":"Bluestem Analytics","employees":48,"industry":"Software","plan":"team"}}
{"$kind":"identify","userId":"u{k}","traits":{"name":"{N1}","email":"{E1}","newsletter":true,"lifetime_value":412.5}}
{"$kind":"identify","traits":{"utm_source":"podcast","utm_campaign":"spring_26","locale":"en-GB","timezone":"Europe/London"}}
{"$kind":"track","userId":"u{k}","event":"Ticket Bought","properties":{"show":"The Nurse's Tale","seat":"B14","buyer":"{N1}","price":38}}
{"$kind":"track","userId":"u{k}","event":"Account Created","properties":{"first_name":"{F1}","last_name":"{L1}","email":"{E1}","phone":"{P}","plan":"basic"}}
{"$kind":"track","userId":"u{k}","event":"Delivery Scheduled","properties":{"recipient":"{N1}","address":"{A}","window":"9-12","weight_kg":12.4,"courier":"{F2}"}}
{"$kind":"track","userId":"u{k}","event":"Loyalty Card Scanned","properties":{"store":44,"cashier":"{F1}","member_email":"{E2}","points":120}}
{"$kind":"track","userId":"u{k}","event":"Ride Completed","properties":{"driver":{"first_name":"{F1}","plate":"{PLATE}","rating":4.9},"rider":"{N2}","miles":6.2}}
{"$kind":"track","userId":"u{k}","event":"Payment Failed","properties":{"reason":"insufficient_funds","cardholder":"{N1}","last4":"4471","amount":5900}}
{"$kind":"track","userId":"u{k}","event":"Event RSVP","properties":{"title":"Ladies' 5k for a cure","guest":"{N1}","plus_one":"{N2}"}}
{"$kind":"track","userId":"u{k}","event":"Class Booked","properties":{"class":"Hot yoga","coach":"{N2}","member":"{N1}","spot":7}}
{"$kind":"track","event":"Sensor Reading","properties":{"device":"greenhouse-4","temp_c":21.4,"humidity":61,"co2":488,"ph":6.4}}
{"$kind":"track","event":"Route Planned","properties":{"from":{"lat":45.52,"lng":-122.68},"to":{"lat":44.05,"lng":-121.31},"mode":"bike"}}
{"$kind":"track","event":"Batch Loaded","properties":{"table":"orders","rows":104882,"checksum":"5f4dcc3b5aa765d61d8327deb882cf99","partition":"2026-03-14"}}
{"$kind":"track","event":"Price Changed","properties":{"sku":"4006381333931","old":3.49,"new":2.99,"store_ids":[104,207,311]}}
{"$kind":"track","event":"Quiz Finished","properties":{"topic":"Capitals","score":"9/10","wrong":["Canberra"],"seconds":88}}
{"$kind":"track","event":"Test Event","properties":{"foo":"bar","n":12345678,"s":"lorem ipsum dolor sit amet"}}
{"$kind":"track","event":"Stream Started","properties":{"genre":"Medical drama","title":"Ward Nine","season":2,"episode":7}}
{"$kind":"track","event":"Webinar Joined","properties":{"topic":"Treating your data well","speaker":"{N1}","seats":500}}
{"$kind":"track","event":"Shipment Updated","properties":{"carrier":"UPS","tracking":"1Z999AA10123456784","status":"out_for_delivery","eta":"2026-05-04"}}
{"$kind":"track","event":"Inventory Count","properties":{"isbn":"978-3-16-148410-0","shelf":"D-40","count":12,"counter":"{F1}"}}
{"$kind":"track","event":"Ad Impression","properties":{"creative":"cr_8812","placement":"sidebar","cpm":1.42,"viewable":true}}
{"$kind":"track","event":"Poll Answered","properties":{"question":"Cats or dogs?","answer":"cats","total":1204}}
{"$kind":"track","event":"Dictation Saved","properties":{"words":18,"text":"buy stamps call {f1} and fix the gate"}}
{"$kind":"screen","name":"Profile","userId":"u{k}","properties":{"viewer":"{E1}","viewed":"{N2}"}}
{"$kind":"track","event":"Translate Used","properties":{"from":"es","to":"en","text":"¿Dónde está la salida?"}}
{"$kind":"track","event":"Recipe Saved","properties":{"title":"Cold cucumber soup","minutes":15,"tags":["vegan","summer"],"kcal":180}}
{"$kind":"track","event":"Color Picked","properties":{"hex":"#A1C310","name":"Lime drop","rgb":"161,195,16"}}
{"$kind":"track","event":"Podcast Played","properties":{"show":"Code Blue Ocean","guest":"{N1}","minute":31}}
"""),
("clean twilio event", "event", r"""
{"$kind":"com.twilio.error-logs.error.logged","error_code":"11200","level":"ERROR","payload":{"$json":{"resource_sid":"CA8812","error":"HTTP retrieval failure","url_host":"hooks.bluestem.example"}}}
{"$kind":"com.twilio.taskrouter.worker.activity.update","worker_sid":"WK0c9e","worker_activity_name":"Available","worker_previous_activity_name":"Break","worker_time_in_previous_activity":"904"}
{"$kind":"com.twilio.taskrouter.task-queue.entered","task_queue_name":"billing-en","task_priority":"0","task_age":"3","workflow_name":"Default"}
{"$kind":"com.twilio.voice.insights.call-summary.complete","call_state":"completed","duration":212,"connect_duration":200,"from":{"carrier":"Verizon","country":"US","number":"{P}"},"to":{"number":"{P}"},"edge":"ashburn"}
{"$kind":"com.twilio.voice.insights.call-event.gateway","metrics":{"jitter":{"avg":1.4,"max":9},"mos":4.2,"packets_lost":3,"latency":118}}
{"$kind":"com.twilio.messaging.message.undelivered","from":"{P}","to":"{P}","error_code":30003,"num_media":0}
{"$kind":"com.twilio.messaging.compliance.brand-registration.brand-registered","brand_name":"Bluestem Analytics LLC","brand_score":71,"vertical":"TECHNOLOGY"}
{"$kind":"com.twilio.messaging.compliance.campaign-registration.campaign-approved","campaign":"CMP8812","usecase":"MIXED","sample":"Your code is 448120"}
{"$kind":"com.twilio.verify.verification.approved","channel":"sms","to":"{P}","attempts":1,"service_name":"Acorn login"}
{"$kind":"com.twilio.studio.flow.step.ended","flow_sid":"FW31","name":"split_by_digits","transitioned_to":"say_hours","widget_type":"split-based-on"}
{"$kind":"com.twilio.studio.flow.execution.started","flow_sid":"FW32","contact_channel_address":"{P}"}
{"$kind":"com.twilio.conversations.conversation.removed","conversationSid":"CH40","friendlyName":"order {o}","state":"closed"}
{"$kind":"com.twilio.conversations.message.added","author":"{E1}","body":"thanks, works now","participantSid":"MB12"}
{"$kind":"com.twilio.video.room.ended","room_name":"standup-448","max_participants":6,"duration":905,"codec":"VP8"}
{"$kind":"com.twilio.video.participant.connected","participant_identity":"{n1}","room_name":"demo"}
{"$kind":"com.twilio.email.event.bounce","email":"{E1}","reason":"550 5.1.1 user unknown","status":"5.1.1","type":"bounce"}
{"$kind":"com.twilio.email.event.click","email":"{E1}","url":"[?u:https://shop.example/sale?c=88]","ip":"{IP}"}
{"$kind":"com.twilio.super-sim.connection.ended","sim_iccid":"[?device_id:89883070000012345678]","imei":"[?device_id:356938035643809]","data_total":88120,"network":"Telia"}
{"$kind":"com.twilio.trunking.transport.failed","trunk":"TK77","sip_call_id":"a84b4c76e66710","cause":"408"}
{"$kind":"com.twilio.sync.list.item.added","list":"scores","data":{"team":"Herons","points":3,"round":9}}
{"$kind":"com.twilio.flex.plugin.release.created","plugin":"dialpad-addon","version":"1.4.0","author":"{n1}"}
{"$kind":"com.twilio.taskrouter.reservation.timeout","worker_name":"{n1}","task_attributes":{"$json":{"type":"chat","name":"{F2}","lang":"en"}}}
{"$kind":"com.twilio.usage.trigger.fired","trigger":"sms-outbound","current_value":"10004","recurring":"monthly"}
{"$kind":"com.twilio.studio.flow.execution.ended","context":{"widgets":{"ask_name":{"inbound":{"Body":"{f1} {l1}","From":"{P}"}},"ask_time":{"inbound":{"Body":"friday 4ish"}}}}}
{"$kind":"com.twilio.lookups.response","phone_number":"{P}","line_type_intelligence":{"type":"mobile","carrier_name":"T-Mobile USA","mobile_country_code":"310"}}
{"$kind":"com.twilio.taskrouter.task.canceled","reason":"Customer hung up","task_attributes":{"$json":{"from":"{P}","caller_name":"{U1}","called":"{P}"}}}
{"$kind":"com.twilio.voice.twiml.call.requested","twiml":"<Response><Say>Our office opens at nine.</Say><Hangup/></Response>"}
{"$kind":"com.twilio.messaging.inbound-message.received","from":"{P}","to":"{P}","body":"STOP","optOutType":"STOP"}
{"$kind":"com.twilio.messaging.inbound-message.received","from":"whatsapp:[phone:+447700183920]","body":"Is the flat on Mill Lane still free? {F1}","profileName":"{n1}"}
{"$kind":"com.twilio.frontline.conversation.assigned","agent":"{E1}","customer":{"display_name":"{N1}","phone":"{P}"}}
"""),
("clean log line", "note", """
level=info ts=2026-04-02T11:02:19Z msg="user signed in" user={E1} ip={IP}
GET /api/v2/orders/{o} 200 31ms "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
WARN retry 3/5 for job 88120 (backoff 4s) queue=mailers
{"level":"error","msg":"smtp 421","to":"{E1}","attempt":2}
sync done: contacts=412 skipped=3 dup=11 owner={n1}
[2026-02-11 08:14:55] app.INFO: Payment pi_3Nk88120 captured 4210 USD
dhcpd: DHCPACK on [?ip:10.0.0.14] to {MAC} via eth1
user-agent=okhttp/4.9 req=8b1f-22 status=429 limit=100/min
migrate: 0041_add_index_on_births... done (no rows)
audit: {N1} changed role of {N2} from viewer to admin
fax gateway: sent 3 pages to {FX}, 41 s, ok
imported vcard FN:{N1} TEL:{P} EMAIL:{E1}
gps fix 45.5231 -122.6765 alt 18 m hdop 0.9
printer HX400 out of paper, tray 2, pages 88,120
License key XK44-0091-PLMQ-2207 activated for 25 seats
device {DEV} registered for push, app 5.2.1
git: {n1} <{E1}> pushed 2 commits to fix/cold-cache
S3 PUT backups/2026/03/14/db.dump 412.8GiB 512s
Job for acute-angle-solver failed, exit 137
csv line 44: "{LF1}","{AS}","{Z}","{P}"
UPC 036000291452 scanned x4, EAN 4006381333931 x1, till 7
queue patient-zero drained (test fixture), 0 left
"""),
]
