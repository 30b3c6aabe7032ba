"""Texts in Spanish, and in Spanish and English mixed. Written for this set; see `mixed.py` for the short marks."""

TEXTS = [
("spanish health text", "sms", """
Hola {F6}, le recordamos su [a:cita] con el Dr. {N7} el {DE} a las 9:30. Responda SI para confirmar.
Sra. {L6}, su [t|d:receta] de [d:metformina] está lista en la [?:farmacia] de la calle Olmo. Horario 8 a 20.
{F6}, ya salieron los resultados de su [p|l:análisis de sangre]. Llame al {P} para hablar con la [?:enfermera].
Buenas, soy {N6}, nací el {BE}. Necesito cambiar la [a:cita] de mi mamá, tiene [s:fiebre] y mucha [s:tos].
mi hijo {F6} amanecio con [s:vomito] y [s:diarrea], lo llevo a la [?:clinica] o espero? mi num es {P}
Se le recuerda que debe venir en ayunas a su [p:colonoscopia] el {DE}. Dudas: {P}
{F6}, no olvide ponerse la [d|t:insulina] antes de cenar. Su último [l:azúcar 240] está alto. Dra. {L7}
Su [i:seguro médico] aprobó la [p:resonancia magnética]. Número de socio {PLAN}. Le llamará {F7} para darle fecha.
doctora el [d:losartán] me da [s:mareos], puedo tomar la mitad? atte {N6}
[d|p:Vacunas]: a {N6} le toca la segunda dosis de [d|p:hepatitis B] el {DE} en el Centro Las Acacias.
Hola, le escribe {F7} del consultorio dental. Su [p:limpieza] es mañana a las 4. Si tiene [s:dolor de muela] avísenos.
Sr. {L6}: su [t:terapia física] del {DE} se cancela por lluvia. Para otra hora escriba a {E7}.
Me llamo {N6} y vivo en [ad:Calle Sauce 48, 3.º B, Getafe [z:28901]]. Tengo [c:asma] y se me acabó el [d:salbutamol].
La [p:prueba de embarazo] salió [l:positiva], {F6}. La esperamos el {DE} para el primer [p:ultrasonido].
"""),
("spanish note", "note", """
Paciente: {N6}¶Fecha de nacimiento: {BE}¶Expediente: {MRN}¶Ingreso: {DE}¶Mujer de 58 años con [c:hipertensión arterial] y [c:diabetes mellitus tipo 2], acude por [s:dolor torácico]. [p:Electrocardiograma] sin cambios. Se inicia [d:aspirina] y [d:enalapril]. Médico: {N7}
INFORME DE ALTA. {N6}, nacido el {BE}, con domicilio en [ad:Avenida del Puerto 112, Valencia [z:46023]], ingresó el {DE} por [c:neumonía]. Recibió [d:ceftriaxona] y [d:azitromicina] con buena evolución. Teléfono {PI}. Próxima [a:cita] en [h:neumología] el {DE}.
Nota de enfermería: la Sra. {L6} refiere [s:dolor] 6/10 en la herida, se da [d:paracetamol] 1 g. [s|l:TA 150/90]. Su hija {F7} la acompaña. [s:Duerme poco].
Varón de 72 años, {N6}, [c|h:exfumador], con [c:EPOC]. Viene por [s:disnea] y [s:expectoración] amarilla desde hace tres días. [l|s:Saturación 88%]. Se pauta [d:prednisona] y [t:oxígeno].
Psicología: {F6} habla de [s:insomnio] y [s:ansiedad] desde el divorcio. Toma [d:sertralina]. Se acuerda [t:terapia] semanal. Contacto de emergencia: {N7}, {P}.
Pediatría {DE}: niño {N6}, 4 años, [c:otitis media] derecha. [d:Amoxicilina] 7 días. Alergia: ninguna. Madre {N7}, correo {E7}.
[c:Embarazo] de 31 semanas, {N6}, con [c:diabetes gestacional], [l:glucosa 142] en ayunas. Se cita con [?:nutrición]. [i:Medicaid] {PLAN}.
"""),
("spanish sentences", "chat", """
Mi número de tarjeta es {CC} y el titular es {N6}.
Por favor envíen el paquete a {N6}, {A}.
Mi seguro social es {SSN}, ¿necesita algo más?
Me pueden localizar al {P} o por correo en {E6}.
Soy {N6}, nacida el {BE}, y quiero saber si mi [i:póliza] cubre la [p:operación de cataratas].
El pasaporte de mi esposo {N6} es {PP}, vence el año que viene.
Buenos días, habla {N6}. Perdí mi licencia, el número era {DL}.
Pregunte por {F6} en la recepción, ella tiene las llaves.
La placa de mi carro es {PLATE}, un Corolla gris.
Necesito una copia de la [i|?:reclamación] del {DE}, miembro {PLAN}, a nombre de {N6}.
"""),
("mixed languages", "sms", """
Hi Sra. {L6}, su [a:appointment] with Dr. {L7} is on {D} at {t}. Please bring su tarjeta de [i:insurance].
ok {f6} pero my [s:back hurts] un chorro, can I take [d:ibuprofeno] with my [c:blood pressure] pills?
{F6} dice que le dieron [d:amoxicillin] pero le salió un [s:rash], should we go to the [?:ER]?
Gracias for calling! Soy {N6}, my DOB is {B}, quiero refill de mi [d:levothyroxine] porfa
Mija ya salí del [?:hospital], fue [c:kidney stone], me dieron [d:tramadol]. Recógeme, tell {F7} too
Reminder: la [p|d:flu shot] de {N6} is due. Llame al {P} to schedule.
Hola this is {F6}, mi address changed, now it's {A}. Send the [t:test strips] there please
el [t|?h:therapist] says I have [c:anxiety], no sé how to tell {F7}
"""),
("spanish consumer question", "post", """
¿Es normal que la [d:fluoxetina] me quite el [s:hambre]? Llevo dos semanas y [s|?:he bajado 3 kilos].
A mi abuela {F6} de {OLD} años le detectaron [c:Alzheimer] y [s|?:no quiere comer], ¿qué hacemos?
Tengo un [s:bulto] en el cuello desde marzo, mi [p:biopsia] es el {DE} y tengo mucho miedo. Escríbanme: {E7}
¿Se puede tomar [d:omeprazol] con [d:clopidogrel]? Gracias, {N6}
Me [p|?:operaron] de [p:vesícula] y todavía tengo [s:náuseas]. ¿Alguien más?
Desde la [d|p:vacuna] mi niño {F6} tiene [s:ronchas] en los brazos
"""),
("spanish call transcript", "call", """
buenas tardes habla {f6} de la línea de enfermería¶hola este mi nombre es {n7} y y mi bebé tiene [s:calentura]¶¿cuántos meses tiene?¶ocho
sí eh quiero cancelar la [a:cita] de mañana con el doctor {l6}¶¿me da su fecha de nacimiento?¶el [date_of_birth:cuatro de marzo del setenta y uno]
mi teléfono es [phone:cinco cuatro uno, seis cinco cinco, veintiuno ochenta]¶gracias¶y es por la [d:insulina] que no llegó
¿tiene [i:seguro médico]?¶sí este [i:Medicaid] el número es {PLAN}¶¿a nombre de quién?¶de mi esposo {n6}
le hablo del laboratorio para decirle que la [p|l:prueba] de {n6} salió [l:negativa]
pues me [s:duele la rodilla] desde que me caí y y el [d:ibuprofeno] no me hace nada
"""),
("spanish health text", "sms", """
{F6}, su hijo {F7} tiene [a:cita] de [?:pediatría] el {DE}. Traiga la cartilla de [d|p:vacunación].
Farmacia Olmo: {N6}, su [d:atorvastatina] llega mañana. Tel {P}
hola doc, se me [s:inflamó] el pie otra vez, es la [c:gota]? {f6}
Resultado de {F6} del {DE}: [l:colesterol 251]. Pida hora con la Dra. {L7}.
ya nació {F6}!! 3 kilos, fue [p:cesárea], {F7} está bien
la abuela se [s|?:cayó], [c|s:fractura de cadera], la [p:operan] mañana. avisa a {F6}
Recordatorio: [t:diálisis] martes y jueves 6 am. Transporte: {F6}, placas {PLATE}
{F6}, faltan 2 días para su [p:endoscopia]. No tome [d:aspirina].
me dieron incapacidad por [c:ciática], regreso el {DO}. {N6}
Tome su [d:levotiroxina] en ayunas, Sra. {L6}. Control el {DE}.
Su [i:aseguradora] negó el [t:tratamiento] de {F6}. Llame al {P}.
gracias dra {l6}, ya no me [s:pica] con la [d:loratadina]
tengo [c:diabetes] y [s:visión borrosa], soy {N6}, {BE}
Le mandamos los [t:lentes de contacto] a {A}, {F6}.
"""),
]
