"""Clean texts: machines, software, offices, schools, news, jobs, insurance of things, campaigns."""
THEMES = {
    "devops": """
CRITICAL: disk /dev/sda1 {pct} full on db-{kk}
Host web-{kk} is DEAD. Failover to {city} started at {tm}
Health check failed: /healthz returned 503 three times
Kubernetes: liveness probe failed, pod killed (OOMKilled), restarts {k}
Pod health restored. {k}/{k} replicas healthy
SIGKILL sent to pid {o4}; child process aborted, core dumped
Heartbeat missed for node {k}, heart rate of the cluster is irregular lol
SQL injection attempt blocked from {ip}
Virus found in attachment invoice.pdf.exe, file quarantined
Malware infection on LAPTOP-{o4}; isolate, disinfect, reimage
Ransomware tabletop exercise {day} {tm}
Patient zero of the outage was a bad config push
Brain transplant for the old mail server: new SSD and RAM on {dt}
Split-brain detected in the etcd quorum, fencing node {k}
Stroke width 2px, fill {hexc}, opacity 0.8
Memory leak diagnosis: cache never evicts. Treatment: upgrade to {ver}
Postmortem for INC-{o4}: root cause was a expired cert
The patient is stable: p99 back to {kk} ms
Surgery on the legacy schema tonight at {tm}, please no deploys
Migraine of a migration, but it's done. {kk}M rows
Our schizophrenic codebase uses tabs and spaces
OCD about spacing? run the formatter
This service has dementia, it forgets sessions every {k} min
Bipolar transistor shipment delayed, PO {po}
Dependency injection container broke after {ver}
Blind retry caused a storm, back off
Dead letter queue has {o4} messages
Zombie process {o4} reaped
Immune to replay? nonce {uuid}
Vaccine for log4j: set the flag and redeploy {ver}
Fever dream of a regex: ^(?:a+)+$ killed the CPU
Cloud region us-east-{k} is sick again
EKG-like graph in Grafana means the cron overlaps
GitHub: {low} pushed {sha} to main
Deploy {ver} -> prod by {N} took {kk}s
Jenkins build {o4} aborted by {em}
Rollback to {ver4} complete
Container image sha256:{sha}{sha} signed
IP {ip} banned by fail2ban after {k} tries
MAC {mac} joined VLAN {kk}
DNS for shop.example.net points at {ip}
DB replica lag {o4} ms, bleeding stopped
Pager: {n} is on call till {day} {tm}
Emergency change CHG{o6}{k} approved by {N}
Access request: {em} wants role db_reader
Exposure of port 22 to the world closed
Side effects in reducers are a code smell
Abort, retry, fail? classic
Dr. Watson crashed, dump at C:\\temp\\{o8}.dmp
RX packets {o6} errors 0 dropped {k}, TX packets {o6}
CPU temp {kk} C, fan dead, throttled
BMI-{o4}: baseboard interface firmware {ver} available
The EHR demo cluster has no data yet, seed it
PCP daemon restarted, pmcd {ver} up
MRI ruby {ver} vs JRuby bench: {o4} rps
ICU4C {kk} library update breaks collation
ER diagram for the orders schema attached
ADHD: "Another Damn Hanging Deploy" ticket #{o4}
AIDS-to-navigation feed parser throws on empty lat
STI instruction clears too late on x86, see {sha}
PTSD from on-call jokes aside, rotate fairly
""",
    "logs": """
java.lang.NullPointerException: Cannot invoke "Order.total()" because "o" is null at com.acme.Cart.sum(Cart.java:{kk})
Traceback (most recent call last): File "/srv/app/main.py", line {o4}, in run KeyError: 'sku'
panic: runtime error: index out of range [{k}] with length {k}
thread 'main' panicked at src/lib.rs:{kk}:9: called `Option::unwrap()` on a `None` value
ERROR 11200: HTTP retrieval failure for {sid}
WARN retry {k}/5 request_id={uuid} elapsed={o4}ms
level=info ts={epoch} caller=main.go:{kk} msg="listening" addr=:8080
{ms} INFO kafka offset=9{o8} partition={k} lag=0
GET /v1/orders/{d9} 200 {kk}ms "curl/8.4.0" from {ip}
deadlock detected; victim session {o4} killed
ORA-0{o4}: table or view does not exist
npm ERR! code ELIFECYCLE errno 1 build@{ver}
warning: unused variable: `patient_mode` in timer.rs
segfault at 0 ip 00007f{sha} sp 00007ffd{o8} error 4
fatal: refusing to merge unrelated histories
assertion failed: left == right, left: {o6}, right: {o6}
cron[{o4}]: (root) CMD (/usr/bin/backup --dose=small)
Webhook 502 from ⟦?url:https://hooks.example.com⟧, attempt {k}
Schema mismatch: expected integer at /properties/price, got string "{usd}"
User-Agent Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15
version 1.2.3.4 replaced by {ver4}
firmware {ver4} flashed, checksum {sha}
ETag "{sha}{sha}" max-age=86400
traceparent 00-{sha}{sha}-{sha}-01
SID {sid} not found
ksuid {ksuid} parsed
uuid {uuid} duplicate key value violates unique constraint
batch {d9} done, {o6} rows, {k} rejects
exit status 137, container was killed
TLS handshake aborted by peer, alert 40
HTTP/2 stream {o4} reset: CANCEL
gps fix lat={lat} lon={lon} hdop=0.{kk}
imei-length counter {imei} wrapped
heap 512M used {pct}, gc pause {kk}ms
line 1: unexpected token '}}' near "address"
parse error: name "John Deere 5075E" too long for column model
lookup state=MO city="St. Louis" county="St. Charles" ok
test_user_{o4} created by fixture, no mail sent
feature flag `new_checkout` on for {pct}
redis MISCONF, writes disabled, disk {pct}
rate limit {o4}/min hit for key ak_live_****{o4}
carrier error 30007 message filtered, {sid}
call {sid} failed SIP 486 busy here
mos 4.{k}, jitter {kk} ms, packet loss 0.{k}%
transcode queue depth {o4}, worker-{k} idle
""",
    "office": """
Reminder: standup at {tm}, link in the invite
{N} invited you to "Q{k} roadmap" on {dt} at {tm}
Can we move our 1:1 to {day}? {n}
{n} will be out of office {dt} to {dt}, contact {N} at {em}
Minutes: {n} to send the deck, {n} to book the room, {n} to call legal
Board meeting {dt}, {city}, Grand Hyatt, room {rm}
Call {N} back at {ph} re: contract {po}
Voicemail from {ph}, {kk} seconds: "hey it's {n}, call me about the quote"
New lead: {N}, {em}, {ph}, company: {firm}
Please update your address on file. We have {ad}.
Docs signed by {N} on {dt}, envelope {uuid}
Ticket #{o6}: printer on 3rd floor jams again. Requester {em}
Your laptop request was approved, asset tag {o6}
Badge {o4} deactivated
Team lunch {day}, sushi or burritos?
Mark, Will and Grace are meeting rooms on floor {k}; book them early
Project Mercury, sprint {kk}: {k} points left
Project Nightingale kickoff moved to {dt}
Kill the feature or ship it? decide by {day}
This deadline will be the death of me
Bleeding edge stack, painful onboarding
Pain points from the sales survey: price, price, price
We need a shot in the arm for Q{k} pipeline
Addressing the elephant: churn is {pct}
The doctor ordered exactly this: a day without meetings
Sales contest winner: {N}! {usd}
HR: open enrollment for the parking program ends {dt}
Payroll needs your new bank details by {day}
Visitor {N} from {firm} is at reception
Fax the signed PO to ⟦fax:212-555-01{kk}⟧ attn {n}
Fire drill {day} at {tm}, meet at lot B
Interview with {N} at {tm}, panel: {n}, {n}
Kudos to {n} for saving the demo
Let's circle back, {n}
Meeting ID: {d9}, passcode {o6}
Dial {toll}, conference code {o8}#
Presentation title: "Healthy pipelines, healthy margins"
Off-site in St. Augustine, {k} nights, plus ones welcome
Timesheet for week {kk} is missing
Contract with {firm} expires {dt}
Translation of the flyer by {es} done, {kk} words
Junta con {ES} el {dia} a las {tm} en sala {k}
Your notary appointment with {N} is at {tm}, bring ID
Lawyer {N}, Esq. will file on {dt}
Per my last email, {n}.
""",
    "school": """
Biology 101: cancer cell lab report due {day}
Psychology 101 quiz: depression, anxiety, Freud
AP Bio: label the heart, lungs and kidney on the worksheet
Homework: balance C6H12O6 + 6 O2 -> 6 CO2 + 6 H2O
Chem lab: 2 mL of 0.1 M NaOH, record the pH
Calc the molar mass of aspirin C9H8O4, show work
History essay on the Black Death, {kk} pages
The Great Depression lecture moved to room {rm}
Chapter {k}: how viruses infect bacteria
Anatomy final {dt} {tm}, bring a pencil
Nursing school open day {dt}, {city}
Med school admissions webinar, hosted by {N}
{n} was absent in period {k}. Reply with a reason code
{n} got an A in math, so proud!!
Bus {kk} is {kk} min late
School closed for MLK Day
PTA bake sale {day}, nut-free please
Parent portal login for {N}: {em}
Tuition of {usd} due {dt}, student acct {acct}
Science fair: "Do plants get fever?" by {n}
Field trip to St. Charles farm, permission slip {k}
Yearbook photos {dt}, wear the Lincoln High shirt
Spelling bee words: diarrhea, rhythm, pneumonia, accommodate
Debate topic: should insulin prices be capped?
Statistics: p = 0.0{k}, n = {o4}, CI 95%
Genetics problem set: cross two heterozygous pea plants
Grad cap size form closes {day}
Prof. {L} cancelled office hours
Dissertation defense of {N}: "Migraine in Victorian novels"
Course code HIV-201: Hittite Inscriptions and Verse
Library book {isbn} is overdue, fine {usd}
FAFSA reminder, deadline {dt}
Dorm room {rm}, roommate {N}, {em}
La tarea de {es} es para el {dia}
Junta de padres el {dt} a las {tm}
Clases de inglés los {dia}, inf. {ph}
Coding camp: loops, functions, bugs
Physics: a ball is dropped from {kk} m, find t
Kindergarten show and tell: bring something that starts with V
Math tutor {n}, {usd}/h, {city}
CPR dummy arrived for shop class prop day
Vocabulary: benign, acute, chronic, terminal
Latin: cor, cordis = heart; caput = head
Geography: capitals are Austin, Jackson, Madison, Lincoln, Montgomery
Sub needed {day} at Washington Elementary
""",
    "news": """
Breaking: Senate passes health care bill 51-49
Opinion: the opioid crisis and the ballot
Governor signs Medicaid budget, critics howl
Poll: {pct} want cheaper insulin
Mayor of {city} cuts ribbon on new hospital wing
WHO says measles cases rose {pct} worldwide
FDA recalls {kk} lots of eye drops, brand list inside
Flu season worst in {k} years, CDC data show
Vote {day}! Polls close at {tm}, precinct {kk}
Hi {n}, this is {n} with the county party. Can we count on your vote?
Chip in {usd} by midnight, {n}: {link}
Markets: Pfizer up {k}%, Moderna down {k}%
Obituary page moved to section D
Judge rules in antitrust trial
Strike at {firm} enters week {k}
Court TV: cause of the fire unknown
Abortion ruling explained in {k} charts
Celebrity divorce takes over feed
Airport in St. Louis gets new runway
Wildfire {pct} contained near Santa Clarita
Crime map: {k} car thefts in Jackson Heights
Fact check: no, 5G does not cause headaches
Science: a mouse study hints at Alzheimer's cause
Space: lunar lander is in good health, NASA says
Drug bust: {kk} kg seized at port
Inflation cools to {k}.{k}%
Noticias: el senado aprueba ley de salud
Elecciones el {dia}, casillas abren a las {tm}
Radio mesh: tornado sirens down in Madison
Editorial: our ailing bridges
Traffic: {k} lanes closed on MLK Blvd
Paralyzed Congress skips town again
Economy on life support, say bakers
Tech stocks hemorrhage as rates climb
Zoning fight cripples downtown plan
Sports page: surgeon of the midfield retires
Podcast about cults and cancer culture... cancel, sorry
""",
    "jobs": """
Nurse wanted: {usd} sign-on, nights, {city}. Apply {link}
We are hiring RNs and LPNs in St. Cloud. Text JOBS
Medical coder (remote): ICD-10 and CPT know-how, {usd}/h
Pharmacy tech opening at {firm}, part time
Oncology sales rep, {city} territory, base {usd}k
Resume of {N}: {em}, {ph}, {k} years as dental receptionist
Welder needed, {usd}/h, {k} tens
Barista, evenings, ask for {n}
Job alert: Data Engineer, health insurance startup, {city}
Thanks {n}, we went with another candidate
Phone screen {day} {tm} with {N}
Background check for {N}, DOB {dob}, is complete
Driver's license ⟦license:D{o8}⟧ needed on the form, {n}
Shift {day} {tm}-{tm} open, reply TAKE
Who can cover {n} on {day}?
Offer letter: Physical Plant Manager, {usd}k
Surgeon General impersonator for party, {usd}
Head hunter says Chase is hiring
Ambulance mechanic, CDL, {city}
Phlebotomy course starts {dt}, {usd}
Se busca cocinero con experiencia, {city}, {ph}
Trabajo de limpieza, {usd} por hora, llama a {es}
Hiring event {day}, Hilton San Jose, 2nd floor
Lifeguards certified free, pool opens {mon}
Volunteer at the hospital gift shop? call {ph}
Employee of the month: {N}
Union meeting {tm} at St. Mark's hall
1099 or W-2? asks {n}
Crop duster pilot, {usd}/season
Therapist chair (barber) for rent, {city}
""",
    "cover": """
Your home policy renews {dt}, premium {usd}
Car insurance card attached, policy covers {vin}
Hail claim: adjuster {N} at {ad} on {dt}
Travel insurance for trip {pnr}: {usd}
Renters cover from {usd} a month, no deductible games
Flood insurance deadline {dt}, elevation cert needed
Phone insurance: cracked screen, claim ⟦?account_number:{o8}⟧, deductible {usd}
Umbrella policy quote for {N}: {usd} per year
Boat and RV bundle saves {pct}
Jewelry rider: ring appraised at {usd}
Your agent {n}, State Farm, {ph}
Proof of insurance for the wedding venue due {day}
Pet plan brochure in the mail
Insurance lapse warning for plate {plate}
Title insurance, escrow and closing: {usd}
Seguro de auto desde {usd} al mes, {ph}
Extended warranty final notice lol
Crop insurance signup at the Lincoln office
Cyber insurance form asks about antivirus
Storm damage? Send photos to {sup}
Claim denied: dog ate couch
Liability limit 100/300/100
Windshield chip fixed, zero copay... sorry, zero deductible
""",
    "campaigns": """
Health insurance marketing conference, {city}, {dt}: early bird {usd}
Join {firm} for breast cancer awareness month
Run for a cure: team {city} raised {usd}
World Diabetes Day social kit: colors, fonts, {hexc}
Blood drive at St. Mary's gym, {day} {tm}, snacks after
Movember mustache contest: cutest wins {usd}
Webinar: SEO for dental clinics, {day} {tm}
Mental health month banner draft v{k} attached
Autism acceptance walk shirts are in, sizes S-XXL
AIDS Ride route map {kk} miles
Red dress day: wear red on {day}
Earth Day cleanup, gloves provided
Hospital gala silent auction, table {k}
Flu shot clinic banner needs bleed of 3 mm, CMYK
Email blast subject line A: "Feel better Friday" B: "Friday fever"
Landing page for telehealth vendor: CTR {k}.{k}%
CPM {usd}, CPC {usd}, ROAS {k}x for vitamins ad set
HIPAA training for vendors: module {k}, {kk} min
Trade show booth {rm}: MedTech Expo
Press kit for the asthma charity hike
Ice bucket challenge again?? {n} nominated {n}
Give to St. Jude's? round up {usd}
Smile drive for cleft charity hits {usd}
Carrera contra el cáncer, {dt}, inscripción {usd}
Newsletter: {k} stretches for your houseplants
Jump rope for heart assembly {day}
""",
}
