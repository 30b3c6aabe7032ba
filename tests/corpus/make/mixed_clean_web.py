"""Texts without health information, third part: web text, science, games, money, machines, most without a person."""

TEXTS = [
("clean web text", "post", """
The old mill stands where two rivers meet; its wheel has not turned since the flood.
How to sharpen a kitchen knife: hold the stone wet and count to twenty on each side.
Ten quiet beaches an hour from the city, with a map and the bus lines.
Our office dog has his own badge and a strict no meetings policy.
Why does bread go stale faster in the fridge? Starch turns back to crystals.
The comet will be seen low in the west an hour after sunset.
In chess, a bishop on a bad colour is a tall pawn.
Octopuses taste with their arms. A sucker can tell crab from rock.
A guide to pruning apple trees: remove what is dead, crossed or sick, then stop.
Aphids on the roses? A spray of soapy water each morning does it.
Your cat's vaccines, flea drops and chip in one visit. All of May at Paws & Co.
The horse's fever broke on day two and it ate a whole net of hay.
Tick season: check your dog's ears after each walk.
Antibiotic was voted the loudest metal band of the county fair.
The Nightingale was a nurse ship in the war; today it is a hotel.
Blood moon tonight from 2:14 to 3:40. Bring a blanket.
The heart of the old town is its fish market, open from five.
A stroke of luck: the ticket was still in the coat.
Swimming: breast stroke, back stroke, then two laps as you please.
This guitar pedal has a warm delay and a nasty hiss above nine o'clock.
The castle's chronic lack of money shows in the roof.
Concrete cancer is what builders call rust inside a wall.
The firm's hearing on zoning is open to all.
A cell is the smallest thing the spreadsheet knows.
Labor Day hours: closed. Monday after: ten to four.
The band's drummer calls himself Doctor [?n:Thump].
Pain au chocolat, fresh at seven, gone by eight.
Cold brew: 80 g coarse coffee, 1 l water, 16 hours.
Depression glass in green and pink, six plates, no chips.
Shock absorbers for all models, fitted while you wait.
Operation Sandbag: 200 helpers filled 9,000 bags by dawn.
The patient angler gets the trout. The rest get a tan.
Virus, worm, trojan: what is what, and how to keep your laptop clean.
Back pain for the walls: the tower leans another millimetre a year.
Is your website healthy? Ten checks in five minutes.
Injection moulding costs less per part, but the tool is dear.
The play opens with a birth and ends with a bill.
Dose the chlorine by volume: 10 g per cubic metre of pool water.
Fracture lines in the ice show where the stream runs below.
Discharge of the river at the weir: 41 cubic metres a second.
A capsule hotel by the station, 32 a night, earplugs included.
Growth stocks bled on Monday, gold was calm.
Relief map of the valley, scale 1:25,000, folded.
Our bakery's sourdough starter is called Insulin. Nobody knows why.
The new cricket ball swings late; the old one is dead.
Migraine is the working title of their third record, out in June.
Drug store cowboys, the photo book, is back in print.
Stress test: the banks passed, all but two.
Immune to trends since 1974: our plain white shirt.
Kidney beans, pinto beans, black beans: soak them overnight.
The plan covers screens, drops and spills, for two years. Not theft.
The walk-in freezer died at the weekend; the ice cream did not make it.
"""),
("clean public health and charity", "post", """
Our hospital gala raised 1.2 million for the new wing.
World Book and Heart Day: bring a book, take a balloon.
The ministry of health published its budget on Friday.
Run, walk or roll: the 5k for cancer research starts at nine on {d}.
Nurses' choir sings in the cathedral, free entry.
Hiring: pharmacy clerk, evenings, apply at the counter.
The course "Medical Latin for beginners" starts in October.
Blood drive in the gym on Tuesday from ten. Cookies for all.
Health and safety briefing for all staff, room 4, ten minutes.
The clinic on Dell Street is being painted yellow.
Thesis title: "Words for illness in four border towns".
Lobbyists spent 88 million on the drug price bill.
"""),
("clean sms short", "sms", """
ty!!
on my way
where r u
wrong chat sorry
good morning ☀️
Can you talk?
call u later
nope
it's open till ten i think
leave the bins pls
what a game
see you there
👍
2 large, 1 small, no olives
YES
CONFIRM
C
START
bus is late again
3rd floor left door
be safe
hows the new place
Sí
vale, a las 5
no puedo hoy
jajaja
ya estoy abajo
qué haces
te llamo luego
mañana te pago
"""),
("clean spanish web", "post", """
El barrio celebra su fiesta con música y farolillos hasta las dos.
Cómo afilar un cuchillo: piedra mojada y paciencia.
El paciente pescador se lleva la trucha.
La operación salida dejó 30 kilómetros de atasco.
Receta de gazpacho: tomate, pepino, ajo, aceite y hielo.
Se busca camarera para los fines de semana, 12 euros la hora.
El corazón de la ciudad vieja es su mercado.
Virus informático bloquea la web del ayuntamiento.
Tarifa nueva: 40 gigas por 12 euros al mes.
Ruta de 14 km con 600 m de subida, llevar agua.
El gato del faro se llama Doctor y duerme en la barca.
Lunes cerrado por descanso.
"""),
("clean segment event", "event", r"""
{"$kind":"page","name":"Careers","properties":{"path":"/careers/nurse-night-shift","title":"Night nurse wanted | Oakvale"}}
{"$kind":"track","event":"Filter Applied","properties":{"facet":"color","values":["navy","rust"],"results":41}}
{"$kind":"track","event":"Coupon Entered","properties":{"code":"SPRING15","valid":false}}
{"$kind":"track","event":"Game Over","properties":{"cause":"poisoned arrow","hp":0,"deaths":14,"class":"healer"}}
{"$kind":"track","event":"Health Check Passed","properties":{"service":"cart","latency_ms":41}}
{"$kind":"track","event":"Symptom","properties":{"component":"disk","smart":"reallocated sectors","severity":2}}
{"$kind":"track","event":"Plan Upgraded","properties":{"from":"basic","to":"team","mrr":96,"seats":8}}
{"$kind":"track","event":"Subscription Cancelled","properties":{"reason":"too expensive","months":14}}
{"$kind":"track","event":"Survey Answered","properties":{"nps":9,"comment":"fast, pretty, a bit dear"}}
{"$kind":"track","event":"Survey Answered","properties":{"nps":2,"comment":"headaches with the importer every week"}}
{"$kind":"track","event":"File Opened","properties":{"name":"Q3_budget_final_v7.xlsx","size":88120}}
{"$kind":"track","event":"Song Liked","properties":{"title":"Heartbeat Radio","artist":"The Pulse","isrc":"USX9P1288120"}}
{"$kind":"track","event":"Weather Shown","properties":{"city":"Bangor","temp_f":98.6,"pressure":1013}}
{"$kind":"track","event":"Parking Started","properties":{"zone":"4471","minutes":60,"plate":"{PLATE}"}}
{"$kind":"track","event":"Domain Searched","properties":{"query":"painfree-taxes","tld":"com","available":true}}
{"$kind":"track","event":"Build Finished","properties":{"id":44712,"branch":"fix/patient-loader","status":"passed"}}
{"$kind":"track","event":"Tip Added","properties":{"percent":18,"waiter":"{F1}"}}
{"$kind":"track","event":"Map Opened","properties":{"from":"{AS}","mode":"walk"}}
{"$kind":"screen","name":"Leaderboard","properties":{"rank":12,"rows":[{"nick":"otter88","pts":412},{"nick":"dr_bones","pts":398}]}}
{"$kind":"track","event":"Product Viewed","properties":{"name":"Doctor bag, brown leather","price":120,"category":"Bags"}}
{"$kind":"track","event":"Product Viewed","properties":{"name":"Skeleton wall sticker","price":9,"category":"Halloween"}}
{"$kind":"track","event":"Product Viewed","properties":{"name":"Dog shampoo, oat","price":12,"category":"Pets"}}
{"$kind":"track","event":"Ticket Scanned","properties":{"gate":"C","barcode":"881200447120","count":1}}
{"$kind":"track","event":"Message Drafted","properties":{"tone":"friendly","text":"Thanks for the call, {F1}. The quote is attached."}}
{"$kind":"track","event":"Timer Set","properties":{"label":"dumplings","seconds":480}}
{"$kind":"track","event":"Lesson Completed","properties":{"unit":"Body words","lang":"es","items":["la mano","el pie","la cabeza"],"score":0.9}}
{"$kind":"track","event":"Crossword Solved","properties":{"clue":"Ache, four letters","answer":"PAIN","seconds":412}}
{"$kind":"track","event":"Loan Calculated","properties":{"amount":18400,"rate":6.1,"years":5}}
{"$kind":"track","event":"Bid Placed","properties":{"lot":44,"title":"Pharmacy sign, enamel, 1920s","bid":310}}
{"$kind":"track","event":"Album Shared","properties":{"title":"{F1} turns one","photos":88}}
"""),
("clean twilio event", "event", r"""
{"$kind":"com.twilio.voice.recording.completed","recording_sid":"RE44","duration":"41","channels":1,"source":"DialVerb"}
{"$kind":"com.twilio.voice.insights.call-event.ice-connection-state","level":"INFO","state":"connected","codec":"opus"}
{"$kind":"com.twilio.taskrouter.workflow.target-matched","workflow_name":"After hours","workflow_filter_name":"spanish","task_queue_name":"es-l1"}
{"$kind":"com.twilio.taskrouter.task.completed","task_completed_reason":"wrap up","task_age":"412","task_attributes":{"$json":{"topic":"refund","score":4}}}
{"$kind":"com.twilio.studio.flow.step.ended","name":"gather_zip","widget_type":"gather-input-on-call","context":{"widgets":{"gather_zip":{"Digits":"{Z}"}}}}
{"$kind":"com.twilio.error-logs.error.logged","error_code":"30008","level":"WARNING","payload":{"$json":{"message":"Unknown error, carrier gave no cause"}}}
{"$kind":"com.twilio.verify.factor.created","factor_type":"totp","friendly_name":"work laptop","status":"unverified"}
{"$kind":"com.twilio.verify.service.updated","service_name":"Bluestem sign in","code_length":6}
{"$kind":"com.twilio.email.event.dropped","email":"{E1}","reason":"Bounced Address"}
{"$kind":"com.twilio.conversations.conversation.state.updated","state_from":"active","state_to":"inactive","reason":"TIMER"}
{"$kind":"com.twilio.intelligence.transcript.completed","sentences":[{"speaker":1,"text":"is the canoe still for sale"},{"speaker":2,"text":"it is and the paddles too"}]}
{"$kind":"com.twilio.sync.map.item.updated","map":"seats","key":"B14","data":{"taken":true,"by":"{f1}"}}
{"$kind":"com.twilio.messaging.message.sent","from":"88120","to":"{P}","body":"Your Acorn code: 448120","numSegments":1}
{"$kind":"com.twilio.messaging.message.read","from":"whatsapp:[phone:+14155028813]","to":"whatsapp:[phone:+5215588120447]","body":"Su pedido va en camino"}
{"$kind":"com.twilio.flex.quality.survey","csat":5,"comment":"{F1} was quick and kind"}
{"$kind":"com.twilio.video.track.published","track":"camera","kind":"video","room":"design-review"}
"""),
("clean call transcript", "call", """
welcome to the oakvale box office our next show is the nurse's tale on saturday at eight
um do you have it in blue¶let me check, no just green and rust¶okay rust then
the pump's making a clicking noise and the pressure is like one twenty¶is that the well pump¶yeah
can you turn it off and on again¶I did that twice¶okay and the light is¶blinking orange
so we said four hundred for the deck right¶four twenty with the stain¶fine
hi it's {f1} from the shop your bike's ready it needed a new chain
I'm calling about the room for rent is it still free¶yes are you working or studying¶studying, my name's {n1}
para español oprima el dos
buenas quería cambiar la reserva de {l6} para el sábado¶claro a qué hora¶a las nueve
you have reached {n1} I can't come to the phone
uh huh uh huh yeah no I get it, it's a headache, the the forms and everything
the coach said {f1}'s starting on sunday so we need the the white socks
"""),
("clean office chat", "chat", """
lunch?
brb
done ✅
can we rename the table patients to customers, it's a leftover of the demo
build is red
nice one
need a second pair of eyes on the copy
the demo data has a fake doctor in it, that's fine
let's sync tomorrow
typo in line 40
Q: who owns billing? A: {F1}
ok shipping at 4
where's the brand folder
Printer on 3 is dead, RIP
do we have a stance on dark mode
slides are in the drive
I vote for option B
moving this to the thread
ping {F1} if it's on fire
the numbers look sane to me
"""),
("clean spanish", "sms", """
{F6}, ya está tu bici. Pasa por ella antes de las 7. Taller Olmo
Dile a {F6} que traiga hielo
oye {f6} me prestas el taladro?
Estimado cliente: su saldo vence el {d}. Pague en {W}
Gane un viaje!! Mande PLAYA al 70701
Se vende lavadora, 1500 pesos, {P}, {F6}
el {d} hay junta de vecinos, preside {N6}
Su taxi llega en 4 min: {F6}, {PLATE}
no encuentro las llaves, las tienes tú?
{F6} aprobó el examen de manejo!!
qué frío hace hoy, me congelo
La clase de {F6} pasa al salón 12
ya mero llego, estoy en {AS}
Su pedido {o} está listo para recoger
felicidades a {F6} y {F7} por su boda
Soy {N6}, le compro el coche en efectivo, mi cel es {PI}
nos vemos en el estadio puerta 4
Banco Olmo: compra de $412 con tarjeta terminación 4471. ¿Fue usted?
se me murió el celular, márcame al {P}
{F6} dice que el perro ya comió
"""),
("clean spanish mail", "mail", """
Reserva {o}¶Estimada {N6}: dos noches desde {d}, con desayuno. Hotel Farolillo, tel {PI}
Factura¶Cliente: {N6}. Domicilio: {A}. Total 84,10.
Bienvenida¶Hola {F6}, gracias por abrir tu cuenta. Tu correo es {E6}.
Reunión de padres¶El {d} a las seis, aula 4. Maestra {L6}
Cambio de titular¶El contrato pasa de {N6} a {N7} el {d}.
Oferta de empleo¶Nos gustó su perfil, {F6}. ¿Puede venir el lunes? {N7}, {P}
Su vuelo¶{N6}, pasaporte {PP}, asiento 12C, puerta B7.
Boletín¶Este mes: compost, carril bici y una charla de {N6} sobre abejas.
"""),
("clean spanish event", "event", r"""
{"$kind":"track","userId":"u{k}","event":"Pedido Completado","properties":{"cliente":"{N6}","correo":"{E6}","total":412.5,"articulos":["taza","libreta"]}}
{"$kind":"identify","userId":"u{k}","traits":{"nombre":"{F6}","apellido":"{L6}","telefono":"{PI}","idioma":"es"}}
{"$kind":"track","event":"Búsqueda","properties":{"texto":"zapatos rojos talla 38","resultados":14}}
{"$kind":"com.twilio.taskrouter.task.created","task_attributes":{"$json":{"nombre":"{N6}","tema":"factura","idioma":"es","from":"{P}"}}}
{"$kind":"page","name":"Inicio","properties":{"title":"Muebles Olmo | Mesas y sillas","path":"/es/"}}
"""),
]
