"""Names in every place: lists, signatures, relatives, greetings, capitals, lower case, particles, nicknames, beside words that are names."""
TEXTS = r"""
# name in running text: note conversation whatsapp
Ask <F1>, she knows where the ladder is.
<F1>'s badge does not open the north door
per <L1>, hold the shipment
cc <N1>, <N2>, <N3>
Thx, <F1>
Best regards,\n<N1>\nDirector of Parts
— <F1> & <F2>
xoxo <f1>
Sincerely yours, <M1>, Esq.
~<F1>
-<N1>
it was <f1> not <f2>
i talked with <n1> in march and <n2> in april
can <f1> and <f2> share a room
WAITING ON <U1> TO SIGN
ATTN <LU1>
FROM: <U1> RE: KEYS
my boss <N1> said no
my cousin <F1>, my aunt <F2> and uncle <F3> fly in on the 9th
Her ex-husband, <N1>, has the dog.
his fiancée <F1> is a pilot
Mr. and Mrs. <L1>
Mr <F1> <L1> Jr. called
Sr. <N6> pregunta por usted
Rev. <N1> leads, Deacon <L2> reads
Capt. <L1>, Sgt. <L2> and Pvt. <L3> report at 0600
Prof. Dr. <N1>
Chief <L1> and Officer <N2>, badge 4471
Hon. <N1> presiding
Judge <L1>'s clerk
Uncle <F1> brought lumpia, Tita <F2> brought pancit
Auntie <F1> says hi
Abuelita <F6> makes the best pozole
Nana <F1> and Pop-pop <F2>
Nice to meet you <F1>, I'm <F2>.
Is this <F1>? This is <F2> from the garage
You are speaking with <F1> today
Hey <F1>, hey <F2>, hey everyone else
hello my name is <n1>
name's <F1>. <N1>.
They call me <F1>
Legal name: <N1>. Goes by: <F2>.
<N1> (she/her)
<N1> <<E1>>
"<N1>" is not a registered speaker
<LF1> - absent; <LF2> - late; <LF3> - present
1. <N1>\n2. <N2>\n3. <N3>
Winner: <N1>! Runner-up: <N2>.
<N1> vs. <N2>, small claims
Assigned to <N1>; reporter <N2>; watchers <F3>
Driver <F1> has arrived
Thank you for choosing us, <U1>.
Dear <F1>,
Dear Mr. <L1>,
Estimada Sra. <L6>:
Caller ID shows <LU1>
voicemail from <F1> <L1>, 0:42
The <L1>s are coming for dinner
<L1> residence, who is calling?
the <L1> account, the <L2> deal
<N1> liked your photo
hey @<f1> can you check?
pls add <E1> (<F1>) to the invite
Maiden name <L1>
mother: <N1>, father: <N2>, child: <F3>
Godparents are <N1> and <N2>
Roommate <F1> owes half
beneficiary: <N1>, 50 %; <N2>, 50 %
<N1> died peacefully at home, survived by <F2> and <F3>. No flowers please.
Tutor <F1> for calc, <F2> for Latin
Passenger 1 <U1> Passenger 2 <U2>
Guest list so far: <F1>+1, <F2>, <F3>, the twins
<f1> pls call ur mother
sorry <F1> my bad
yo <f1>
no <F1>, I said Tuesday
Not you <F1>, the other <F1>
# name and care: note sms inbound
<F1> had her {p:appendix out} last night, {n:Nalani} is with her
pt name <n1>, here for {h:allergy shot}
Tell {?h:nurse} <F1> that <F2> has the {c:mumps}
<L1>, <F1>: {c:scoliosis}, brace, RTC 6 mo
Dr. <L1>'s patient <N2> in bed 3 needs {d:morphine}
<F1> from {?h:radiology} called for <U2>, {p:CT} is ready
My sister-in-law <N1> and her {c:MS}...
signed by {t:dialysis} tech <F1> <L1>
RN {n:Htoo} gave {d:Benadryl} to <F1>
Attending: <N1>, MD. Resident: <N2>, DO. Intern: <F3>. {c:Cellulitis} improving.
<N1> is allergic to {d:codeine}
for <F1>, for <F2> and for the baby: {d:amoxicillin} x3
<U1> - {c:PNEUMONIA} - ROOM 9
{p:Hernia repair}: surgeon <L1>, scrub <F2>, circulator <F3>
the <L1> boy has {c:chickenpox}
""".replace("<N1> <<E1>>", "<N1> (<E1>)")
