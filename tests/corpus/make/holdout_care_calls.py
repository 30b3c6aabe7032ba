"""Calls and chats with two voices, as one string and as sentences; voicemail; speech results without stops."""
TEXTS = r"""
# call transcript: transcript sentences
Agent: Thank you for calling Northside {?h:Clinic}, this is <F1>.\nCaller: Hi, um, I need to {?t:refill} my {d:trazodone}.\nAgent: Sure, can I get your date of birth?\nCaller: <B1>\nAgent: And your last name?\nCaller: <L2>
Agent: Member services, <F1> speaking, how can I help?\nCaller: You guys denied my {p:knee surgery}.\nAgent: I'm sorry. What is the member ID?\nCaller: <PLAN1>\nAgent: Is this <N2>?\nCaller: Yes it is.
Nurse: What's going on today?\nPatient: I've had this {s:cough} for like three weeks and now I'm {s:coughing up blood}.\nNurse: Any {s:night sweats}?\nPatient: Yeah.\nNurse: Okay <F1>, I want you seen today.
Rep: Can you verify your address for me?\nMember: <A1>\nRep: Great, your {t:oxygen concentrator} ships Monday.
Caller: I'm calling about my mother, <N1>, she's {old:93}.\nAgent: Okay.\nCaller: She took her {d|c:blood pressure pill} twice.\nAgent: What's the name of the pill?\nCaller: {d:Amlodipine}, I think.
Agent: Last four of the social?\nCaller: The whole thing is <SSN1>.\nAgent: Just the last four is fine. I see you, <N1>. Your {in:claim} for the {t:ambulance} is in review.
Dispatcher: 911, what is the address?\nCaller: <AS1>, hurry!\nDispatcher: What happened?\nCaller: My husband <F1>, he's {s:not breathing right}, he has {c:emphysema}.
Doctor: So <F1>, how is the {d:Zoloft} working?\nPatient: Better. {s:Anxiety} is maybe a three.\nDoctor: Any {?s:side effects}?\nPatient: {s:Dry mouth}.\nDoctor: We'll keep it at fifty.
Agent: {?h:Pharmacy}, hold please.\nAgent: Thanks for holding.\nCaller: Is the {d:Paxlovid} for <N1> in yet?\nAgent: Spell the last name?\nCaller: <L1>.\nAgent: It's ready, {in:copay} is zero.
Bot: In a few words, tell me why you are calling.\nCaller: {p:Colonoscopy} results.\nBot: Please say your first and last name.\nCaller: <N1>.\nBot: Transferring.
Intake: And who referred you?\nClient: My PO. I got a DUI and they want an {h:alcohol} assessment.\nIntake: Full name?\nClient: <N1>.\nIntake: Best phone?\nClient: <P1>
Agent: Eye Associates, <F1>.\nCaller: Yeah I woke up and there's a {s:curtain over my eye}.\nAgent: Which eye?\nCaller: Left.\nAgent: Come in right now, could be a {c:retinal detachment}. Name?\nCaller: <N2>
Mom: She's been {s:wheezing} since practice.\nNurse: Does <F1> have her {t:spacer}?\nMom: No it's at her dad's, <F2> has it.\nNurse: Okay, four puffs of {d:albuterol} now.
Agent: I have a Doctor <L1> on <D1> or Doctor <L2> on <D2>.\nCaller: Is that for the {p:stress test}?\nAgent: Yes ma'am.\nCaller: The first one then.
Caller: My card is <CC1>.\nAgent: Got it. That covers the {in:deductible} for the {p:tonsillectomy}.\nCaller: Receipt to <E1> please. It's <N1>.
Patient: Hola, do you have someone in Spanish?\nAgent: Sí, un momento.\nAgent: Le atiende <F6>.\nPatient: Es por mi {ap|h:cita} del <DE1>, tengo {c:diabetes}.
Volunteer: Crisis line, this is <F1>.\nCaller: I {s:cut myself} again.\nVolunteer: I'm glad you called. Are you safe right now?\nCaller: I don't know.
Agent: Benefits, how may I help?\nCaller: Does {in:Tricare} cover {p:IVF}?\nAgent: Some. What is the sponsor's name?\nCaller: Sergeant <N1>. DOD ID <q>.
# clean call: transcript sentences
Agent: Thanks for calling Budget Tire.\nCaller: Hey, is <F1> there?\nAgent: He's at lunch. Can I take a message?\nCaller: Tell him <N2> called about the Tundra, <P2>.
Operator: What city?\nCaller: Toledo.\nOperator: What listing?\nCaller: Fisher Auto Body.
Agent: Your reservation number?\nCaller: Q as in queen, X, seven, T, two, P.\nAgent: Thank you, Ms. <L1>. Window or aisle?\nCaller: Aisle.
Rep: The roof leak, is it still active?\nCaller: Yes, over the nursery.\nRep: I can send <F1> tomorrow between eight and ten.
Host: Welcome back to the garden hour. Our next caller has scale on her ferns.\nCaller: Hi <F1>, yes, brown bumps, they're spreading.\nHost: Neem oil, twice a week.
Agent: What's the VIN?\nCaller: <VIN1>.\nAgent: Okay, the part is in Memphis, two days.
Teacher: I'm calling about <F1>'s grade in chemistry.\nParent: Is she failing?\nTeacher: No no, she got the award.
Sales: Can I speak to the decision maker?\nFront desk: That's <N1>, she is out until Monday.\nSales: I'll try again.
Agent: I see two lines on the account, ending 88 and 41.\nCaller: Cancel 41, that was my ex.\nAgent: Done. Anything else, <F1>?
Dispatch: Unit 4, tow at <AS1>.\nDriver: Copy. What's the plate?\nDispatch: <PLATE1>, black Tahoe.
Coach: Your serve is a toss problem.\nStudent: My arm feels fine.\nCoach: Good, so throw it a foot higher.
# voicemail and speech: speech transcript
hi this is <n1> calling for doctor <l2> um i had {p:surgery} last week and the {s:incision is oozing} please call me back at <P1> thank you
yeah i need to cancel for tomorrow my name is <n1> birthday <B1>
uh {t:refill} please {d:hydrochlorothiazide} twenty five
{in:billing question} about a {p:cat scan}
my baby has a {s:fever} and she is {s:pulling at her ears}
good morning it's <f1> from <l2> law office i need the {?h:medical records} of <n3> for the {c:whiplash} date of loss <d>
representative
i would like to speak to <f1> in accounting
{l|h:blood test results}
message for <f1> your {?t:glasses} are ready goodbye
{c:diabetes} supplies
this is <n1> {ap:appointment} {h:checkup} on <D1> i'll be there
it's about the {c:cancer} diagnosis of my sister <f1> they said {?c:stage three}
hey it's me call me back
the number on the card is <PLAN1> and my name is <n1> i need {p:allergy testing}
my mailing address is <A1>
one eight hundred flowers
i fell and i think my {c|s:ankle is broken}
he has been {s:drinking} again and {s:threatening to hurt himself} his name is <n1>
press two for spanish
""".replace("{in:billing question} about", "billing question about")
