"""Texts that clinics, pharmacies and laboratories send. One a line below a `==` heading, which is the kind; ¶ is a line break."""
TEXTS = """
== appointment reminder
Hi {first}, this is {clinic}. You have an [a:appointment] with Dr. {last} on {weekday}, {dos} at {time}. Reply C to confirm.
{clinic}: {full}, your [p:colonoscopy] is scheduled for {dos}. Stop [d:Eliquis] 2 days before and start your [p|dt:bowel prep] the night before.
Reminder: {first} {last} has an [a:appointment] on {dos} {time} at {clinic}, {addr}. Please bring your [i:insurance card].
Dear {full}, we look forward to seeing you on {dos} for your {proc}. Arrive 15 min early. Questions? {phone}
[a:APPT] REMINDER {up} {dos} {time} DR {lastup} [x:CARDIOLOGY] FLOOR 3
{first}, your [a:visit] with Dr. {full} is tomorrow. Please [?p:fast] 8 hours before your [lp|p:lipid panel].
Hello {first}! It's time for your annual [a|p:physical]. Call {phone} to book with {first} {last}, NP.
Your child {first} is due for a [a:well-child visit]. Summit Pediatrics has openings on {dos}.
We had to move {full}'s [a:appointment] from {dos} to {dos}. Sorry for the trouble. - {first} at {clinic}
{swap} [a:appt] {dos} {time} w/ {init} PA-C. Reason: {symp}
Hi {first}, Dr. {part} is running 20 minutes late today for your [a:appointment] about {cond}.
Ms. {last}, your {proc} on {dos} needs a driver. Who will take you home?
Good news {first}: a slot opened with {full}, MD ([x:rheumatology]) on {dos}. Reply YES to take it.
Mr. {last}, we missed you at your {treat} session on {dos}. Please call {phone} to reschedule.
Hi, this is {first} from Dr. {last}'s office. {first} needs {lab} rechecked before the [p:surgery] on {dos}.
{first}: [a:appointment] w/ {word}, LCSW on {dos} by video. Your link: [?url:https://visit.example.com/j/8f3kq2]
Tu [a:cita] con la doctora {last} es el {doses} a las 10. Responda SI para confirmar, {esfirst}.
Estimado {es}: le recordamos su [a:cita] de [x:cardiología] el {doses}. Traiga su tarjeta del [i:seguro].
Hola {esfirst}, su [p:mamografía] está programada para el {doses} en {clinic}. Tel. {phone}
Señora {last}, su hijo {esfirst} tiene [a:cita] para sus [dt|p:vacunas] el {doses}.
== refill and pharmacy
Hi {first}, your {drug} refill is ready at Main St Pharmacy. Reply HELP for help.
{first} {last}: your [td:prescription] for {drug} {strength} is ready for pickup. Total {money}.
Rx ready: {up}, {drug} {strength}, 30 tablets. Pick up by {day}.
Your {drug} needs [x:prior authorization]. We have sent it to {payer}. We'll text you, {first}.
{first}, you have 0 refills left on {drug}. Dr. {last} must approve. Call {phone}.
Time to take your {drug}, {first}! Reply TAKEN when done.
We shipped your {drug} on {dos} to {addr}. Signature required from {full}.
{clinic} pharmacy: {full}'s {drug} is on backorder. Would {drug} be ok? Dr. {last} agreed.
ATTN {up}: do not take {drug} together with {drug}. Call the pharmacist at {phone}.
Did {first} get the {drug} sample? {first} at the front desk said she did. For {cond}.
{nick}, your mail order of {drug} and {drug} was delivered on {dos}.
Please verify date of birth ({dob}) and address {addr} for {full} before we fill {drug}.
[i:Copay] for {drug} {strength} is {money} with {payer}. Reply 1 to fill, 2 to hold. Thank you {first}
Su [td:receta] de {drug} está lista, {esfirst}. Farmacia San Juan, {calle}.
{esfirst}, no olvide tomar su {drug} para la [c:presión alta]. Dr. {last}
{first}, your [td|d|t:birth control] is due for a refill. Tap to confirm: [?url:https://rx.example.com/r/7Qw2]
{first} your {drug} [t:injection] kit arrives {dos} between 2 and 4pm. Keep it cold!
Autofill: {druglow} {strength} for {low}, dob {dob}, 90 day supply
Hello {first}, we noticed you are late on {drug}. Missing doses may make {cond} worse. Need help? - {first}, RN
Dr. {full} replaced your {drug} by {drug}. Stop the old one today, {first}.
== lab notices
{first}, your [lp|x:lab results] from {dos} are in: {lab}. Dr. {last} would like to talk.
Hi {full}. {lab}. Please increase {drug} to {strength} and recheck in 3 months. Dr. {last}
Results for {swap}, DOB {dob}: {lab}; {lab}; {lab}.
Your {proc} from {dos} shows no sign of {cond}. Have a great week {first}!
{first}, your [l|lp:pregnancy test] was [l|x:positive]. Please call us at {phone} to talk about options.
Your [lp|p:STI test] came back [l|x:positive] for {cond}. [?t:Treatment] is {drug}. All partners should be tested, {first}.
Dear {full}, the pathology of your {proc} is back: [c:basal cell carcinoma], margins clear. - Dr. {full}
{first}, {lab} on {dos}. That is high for you. Cut down on salt and keep taking {drug}.
LAB ALERT {lastup} MRN {mrn} {lab} drawn {dos} critical, call back {phone}
Your [lp|p:genetic test] ([x|lp:BRCA1]) results are ready to discuss, {first}. Book with {full}, CGC.
{first}, the kids' [lp|p:lead test]s are back: {first} [l:lead 4.1 ug/dL], {first} normal.
Hi {first}, your [l|lp:COVID test] collected on {dos} is [l|x:NEGATIVE].
{first}, bring a [p|lp:stool sample] by {day}. Kit label: {full}, {dob}.
Su [lp|x:resultado] de [l|lp:azúcar en la sangre] fue alto, {esfirst}. Llame al {phone}.
== discharge and follow-up
{full} was discharged on {dos} after {cond}. Take {drug} twice a day and call if you have {symp}.
Hi {first}, it's {first} from {clinic}. How is your [s:pain] after the {proc} on {dos}? Reply 0-10.
Welcome home {first}! Your [t:home health] nurse {full} comes on {dos} to {addr}.
Discharge summary of {swap}: admitted {dos}, discharged {dos}, {cond}, {treat} arranged. Follow-up Dr. {init}.
Day 3 after your {proc}: some {symp} is normal, {first}. {symp} is not. Call {phone}.
{first}, please weigh yourself each morning. With {cond}, call if you gain 3 lbs in a day. - {first} {last} RN
Mom ({full}, {age} years old) was moved to [t:hospice]. Dr. {last} will call you, {first}.
{full}, age {age}, fell at home on {dos}; [c|s:hip fracture], {proc} the next day. Daughter {first} informed.
Your [p|t:stitches] come out {dos}, {first}. Keep the [s|c|t:wound] dry.
Mr. {last}: [t|p:oxygen] delivery to {addr} is set for {dos}.
{first}, after your [t:ER visit] on {dos} for {symp}, have you seen Dr. {last}?
We are sorry for the loss of {full}, who died of {cond} on {dos}. The care team of {clinic}
== survey
How was your [a:visit] with Dr. {full} on {dos}? Reply 1-5. {clinic}
{first}, over the last 2 weeks how often did you feel [s|c:down, depressed or hopeless]? 0-3
[lp|p:PHQ-9] for {full}: [?l:score 17], [c|s:moderately severe depression]. Call back {dos}.
Hi {first}, rate your {symp} from 0 to 10 since you started {drug}.
Thank you {first} for coming to {clinic}. Would you recommend Dr. {last} for {treat}?
{first}, did {first} {last} RN explain how to use the [t:inhaler]? Y/N
== vaccination
{first}, you are due for your second [d|dt|p:COVID-19 vaccine] dose on {dos}. Bring your card.
[dt|p:Flu shot]s are here! {full}, book yours: {phone}
{first} ({dobkid}) needs [d|dt|p:MMR] and [d|dt|p:DTaP] before school starts. Summit Pediatrics
Record: {swap}, {dob}, [d|dt|p:Shingrix] dose 1, {dos}, lot 4K7, given by {init}
Hi {first}, any {symp} after your [d|dt|p:Tdap] shot on {dos}?
{esfirst}, le toca la segunda dosis de la [d|dt|p:vacuna] contra la [c:hepatitis B] el {doses}.
== maternity and fertility
Congratulations {first}! You are [c|x:28 weeks pregnant]. Your [lp|p:glucose screening] is on {dos}.
{full}: [x|c:due date] {day}, baby is [c:breech], {proc} possible. Midwife {first} {last} will call.
{first}, it's normal to have {symp} in the [c|x:third trimester]. Call {phone} if there is [s:bleeding].
[t|x|p:IVF] cycle day 9: {first} continue [d:Gonal-F] 225, [p:ultrasound] {dos} with Dr. {odd}.
Baby boy {last} was born {dob} at {clinic}, 7 lb 2 oz, after a [p:C-section]. Mom {first} is fine.
{first}, your [a:postpartum visit] with {part}, CNM is {dos}. Bring {first}!
We're so sorry about your [c:miscarriage], {first}. {full} from our grief group would like to call you.
{first}, take [d:folic acid] daily. Your [a:first prenatal visit] with {word}, MD is {dos}.
== dental and vision
Dr. {last} DDS: {first}, you are due for a [p|t:cleaning]. Last one was {dos}.
{full}, your [p|t:crown] is in. Come {dos}. Call if you have {symp}.
Smile, {first}! Your [t|p:braces] come off on {dos}. - Dr. {nick}'s team
{first}'s [p|t:wisdom teeth] come out on {dos}. Nothing to eat after midnight. Take [d:amoxicillin] as told.
Your [t|x:contact lenses] are ready, {first}. RX [?x:OD -2.25 OS -2.50]. {clinic}
{first} {last}, time for your [p:eye exam]. With {cond} you should come every year.
{up}: [p:cataract surgery] left eye {dos}, start [d:prednisolone drops] the day before
{esfirst}, tiene [a:cita] para [p|t:limpieza dental] el {doses} con el Dr. {last}
== mental health and substance use
Hi {first}, [t|a:therapy session] with {full}, LMFT on {dos} at {time}. Link by email to {email}.
{first}, you are 30 days [x|c:sober] today! Proud of you. - {first}, your [x|t:recovery] coach
Your [d:Suboxone] [a:appointment] with Dr. {last} is {dos}. Bring your strips, {first}.
{first}: if you have {symp}, call or text 988. Dr. {part} can see you on {dos}.
Group for {cond} meets {weekday}s at 6, {addr}. See you there {nick}?
{full} missed two [d:methadone] doses; counselor {first} {last} please call {phone}.
{first}, intake at [t:detox] is {dos} 8am. Bring ID and a list of meds such as {drug}.
Check-in from {first}: how is the {drug} for your {cond} going? Any {symp}?
Safety plan for {full}: call sister {first} at {phone}, leave the house, no [?c|x:alcohol]. Signed {init}
== HIV and sexual health
{first}, your [d|t:PrEP] labs are due {day}. {drug} can't be refilled without. - {clinic}
Great news {first}: [l:viral load undetectable]. Stay on {drug}. Dr. {last}
Someone you know tested [l|x:positive] for {cond}. Free [lp|p:testing] at {addr} until {day}.
{first}, your [p|lp|l:HIV test] is booked {dos} with {first}. It's confidential.
{init}: partner services, {cond}, treated {dos} with {drug}. Contact {first} {last}, {phone}, not reached.
{esfirst}, su [lp|p:examen] de [c:VIH] salió [l|x:negativo]. Pregunte por {drug}.
== paediatrics
{first}'s mom: please keep {first} home until the [s:fever] is gone for 24 hours. Nurse {first}
{full} (born {dobkid}) has {cond}; the school nurse needs the [t|x:action plan] by {day}.
Hi {first}, {nick}'s [t|d:EpiPen] for his [c:peanut allergy] expired. Dr. {last} sent a new one.
Baby {first} {last}: [l|x:bilirubin 14.2], come back {dos} for [t:phototherapy].
{first} can give {nick} 5 ml of [d:Motrin] every 6 hours for the [s|c:fever].
Your son {first} has an [a:appointment] with the [x:autism] clinic on {dos}. Parents: {full} and {full}.
== elder care
{first}, your father {full} ({age}) refused his {drug} today. - {first}, Oak Manor
Care plan meeting for {swap}, age {age}, with {cond} and {cond}: {dos}, room 2.
Dad's [t:walker] arrives {dos}. Love, {first}
Mrs. {last} turned {age} and has had no {symp} since {dos}. Aide: {odd}
Hello {full}, this is the adult day center. {first} had {symp} at lunch. Please call {phone}.
Medicine list of {up} ({dob}): {drug} {strength}, {drug} {strength}, {drug} {strength}
== telehealth link
{first}, Dr. {full} is ready. Join: [?url:https://video.example.com/room/{order}] ([a|t|x:telehealth visit])
Your [a|t|x:video visit] for {cond} starts in 5 min, {first}. Test your camera: [?url:https://v.example.com/t]
{first} {last}, please finish your check-in for your {symp} before {day}: [?url:https://chk.example.com/c/x81]
Code 482913 opens your [a:visit] with {odd}, MD. Do not share it, {first}.
== remote monitoring
{first}, your [t:glucose meter] sent {lab} this morning. Did you eat? - Coach {first}
Alert: {full}, {lab}, threshold crossed {dos}. On call: Dr. {last}, {phone}
{first}, your [t:pacemaker] check on {dos} was fine. Next in 3 months. {init}
The [t:CPAP] shows {n} hours a night, {first}. For {cond} that is good!
"""
