"""What agents and clinicians write, and what callers say: notes, and transcripts by turns (`A:` and `C:` begin a turn)."""
TEXTS = """
== agent note
Pt {swap} DOB {dob} c/o {symp} x 3 days, hx of {cond}, on {drug} {strength}.
{full} called re {drug} refill, verified {dob} and {addr}. Sent to Dr. {last}.
Caller {first} {last} (daughter) says patient {full}, {age} y/o, has {symp}. Told to go to [t:ER].
Denies {symp}, denies {cond}. Takes {drug}. Spoke w/ {init}.
{lastup} no-show {dos} for {proc}. Left VM at {phone}.
MRN {mrn} {swap} {lab} {dos}. Notified {init}.
Pt wants new PCP; unhappy with Dr. {part}. {payer} ID {plan}.
{up} moved to {addr}, updated. Next [?a:appt] {may}.
Spouse {first} on HIPAA form. Pt {full} has [c:dementia], cannot verify.
Negative for {cond}. No {symp}. F/u {dos} per {init}.
R/O {cond}. Ordered {proc}. {full}, {dobiso}.
Warm transfer from {first}: mom {full} 36 wks [c|x:pregnant], {symp}. Dr. {odd} paged.
Fam hx: father {cond}, mother {cond}. Pt {first} healthy.
{first} ([t:MAT] program) out of {drug}, {symp}, dosed {dos}
Translator {esfirst} helped {es}; quiere [?a:cita] el {mayes}
Member {swap} ({plan}) disputes [i:claim] {claim}, {dos}, {clinic}.
{full} asks if {payer} covers {treat}. Told 80% after [i:deductible].
Mother of {first} ({dobkid}) reports {symp}; advised [d:Tylenol], fluids. {init} RN
Pharmacist {odd} called about interaction {drug}/{drug} for {full}.
Assessed {lastfirst}: [lp|l:PHQ-9 21], plan {treat}, {drug} {strength}. - {full}, PsyD
[t:Hospice] RN {first} {last} visited {full} at {addr} on {dos}; {drug} given.
dx {cond} {dx}; tx {drug}; ref to Dr. {word} [x:oncology]
{nick} ({full}) got {cond} dx {dos}, wants {treat}, worried re [i:insurance]
VM transcribed: "Hi this is {first} {last} at {phone}, my {symp} is worse"
{full} is [x|c:HIV positive], on {drug}, [l:VL <20], partner {first} on [d|t:PrEP]
Pt identifies as {first}, legal name {full}. On [dt|d:estradiol]. {dos} [a:visit]
Transport for {full} from {addr} to [t:dialysis] {dos}. Driver {nick}.
Interviewed {full} re fall {dos}: {symp}, {symp}, no {symp}.
== agent note without health
Customer {swap} wants refund for {order}. Spoke with {first}.
{full} verified with DOB {dob} and street {street}.
Call back {full} at {phone} after {time}. Prefers {nick}.
Moved from {addr} to {addr}. Contact {first}.
Joint account {full} / {full}. ID seen by {init}.
{up} complained about driver {nick}; apologized. Email {email}
Landlord is {part}, tenant {odd}, unit at {addr}.
Legal name change {full} to {full}, effective next month, birth date {dob}.
Spoke to {word} about invoice; pays {weekday}.
Mail returned from {addr}. New address asked of {full}.
Spanish caller {es}, {calle}, pedido {order}
VM: "hey it's {first} {last}, call me at {phone} about the roof on {street}"
Escalated to {init}. Account of {swap}.
== call transcript
A: Thank you for calling {clinic}, this is {first}. C: Hi, my name is {full}, I need to talk to Dr. {last} about my {cond}. A: Sure, what is your date of birth? C: {dobsay}.
A: Pharmacy, {first} speaking. C: This is {first} {last}. I'm out of {drug}. A: Can you spell the last name? C: Sure, it's {last}. A: And your address? C: {addr}.
C: Hello, I'm calling for my mother, {full}. She is {age}. She has had {symp} since this morning. A: Does she take any medicine? C: Yes, {drug} and {drug}. A: Please call nine one one.
A: {payer} member services, you're speaking with {odd}. C: Hi {nick}, my [i:claim] for the {proc} was denied. A: May I have your member ID? C: {plan}. A: Thank you, Mrs. {last}.
C: uh yeah hi this is {low} um i was born {dobsay} and i need to cancel my [a:appointment]. A: okay {lowfirst} which doctor. C: doctor {lowfirst}.
A: How long have you had {symp}, {first}? C: About a week. I thought it was {cond}. A: Any {symp}? C: No, no {symp}. A: Dr. {word} can see you on {dos}.
A: Good morning, is this {full}? C: Yes, speaking. A: Your results are in, {lab}. C: Is that bad? A: Dr. {last} wants you to start {drug}.
C: My son {first} swallowed some of my {drug}. A: How old is he? C: He was born {dobkid}. A: Stay calm, {first}. Where are you? C: {addr}.
A: Crisis line, my name is {first}. C: I have {symp} again. A: What's your name? C: {first}. A: {first}, are you safe right now? C: I stopped my {drug}.
C: I'd like to know whether you take {payer}. A: We do. Is it for yourself? C: For my wife, {full}, she's [c|x:pregnant]. A: Wonderful, Mr. {last}.
A: Dental office. C: It's {first}, my [s:tooth hurts] and my [s:gums are bleeding]. A: Oh no {first}, Dr. {last} has time {dos}.
C: buenos días, soy {es}. A: ¿en qué le ayudo? C: tengo [s:dolor de pecho] y [s:falta de aire]. A: señora {last}, llame al 911.
C: I was told by {first} {last} to ask for {treat}. A: Do you have a referral from Dr. {odd}? C: Yes, dated {dos}, for {cond}.
A: The test was [l|x:positive] for {cond}. C: Does my husband {first} have to know? A: We can help you tell him, {first}. C: Okay.
== call transcript without health
A: Thanks for calling {shop}, {first} speaking. C: Hi, it's {full}. My order never came. A: What's the address? C: {addr}. A: Thank you, Ms. {last}.
A: Can I have your name? C: {full}. A: Could you spell that? C: The first name is {first}. A: And your date of birth? C: {dob}.
C: i wanna speak to {lowfirst}. A: {lowfirst} is out, this is {lowfirst}. C: tell her {low} called. my number is {phone}.
A: Am I speaking with Mr. {last}? C: No, this is his son {first}. A: Is {full} home? C: He moved to {addr}.
C: hola, habla {es}. A: ¿su dirección? C: {calle}. A: gracias, señor {last}.
A: {shop} billing, my name is {odd}. C: {nick} here again. A: Hello {nick}, your account {acct} is paid.
C: This is {word} from {street}. My neighbor {full} got my mail. A: I will tell the carrier, {first}.
A: Who is on the lease? C: Me, {full}, and my partner {full}. A: Birthdays? C: {dob} and {dob}.
== messages without a name
Your {drug} is ready for pickup.
Your [?a:appointment] is on {may} at {time}. Reply C to confirm.
Reminder: {proc} {dos}. Nothing to eat after midnight.
Result: {lab}. Repeat in 6 weeks.
caller reports {symp} and takes {drugx}
I have {condx} and {symp}
no history of {cond}, denies {symp}
is {druglow} safe with {druglow}
refill {drug} {strength}
patient on {treat} for {cond}
tengo [s:fiebre] y [s:dolor de garganta]
me recetaron {druglow} para la [c:diabetes]
need [a:appointment] for {symp}
Diagnosis {dx} {cond}
{payer} denied {proc}
age {age}, {cond}, lives alone
my [s:head hurts] and i cant [s:breathe] right
{symp} since {dos}, worse at night
wants to talk about [d|t:birth control]
[l|x:positive] for {cond}, start {drug}
started {drug}, stopped {drug}, {symp} better
i'm [c|x:pregnant] and [s:bleeding]
missed 3 doses of {druglow}
due for [d|dt|p:tetanus shot]
in [x|t:recovery] from {cond}
"""
