"""Spanish and mixed texts about health."""
TEXTS = r"""
# Spanish clinic: sms conversation said
Hola <F6>, su {ap:cita} con el Dr. <L7> es el <DE1> a las 9:30. Responda SÍ.
Recordatorio: {p:mamografía} de <N6>, <DE1>, no use desodorante.
Sus {?h:resultados} están listos, <F6>: {l:glucosa 182}. Llame al <P1>.
Farmacia San Judas: su {d:metformina} y {d:losartán} están listos, Sra. <L6>.
La {h:vacuna} de <F6> toca el <DE1>. Traiga la cartilla.
Su {in:seguro médico} vence en 30 días, <N6>. Renueve su {in:Medicaid}.
{p:Cirugía de vesícula} confirmada, <N6>, ayuno desde medianoche.
<F6>, su {p:ultrasonido} del {h:embarazo} es mañana. Tome agua.
El doctor <L6> recomienda {t:terapia física} tres veces por semana para su {s:dolor de espalda}.
Señor <L6>, no olvide su {d:insulina}. Midió {?l:240} ayer.
{t:Diálisis}: cambio de horario, <F6>, sillón 4 a las 6 am.
Favor de enviar copia de su {in:póliza} <PLAN1> a nombre de <N6>, nacido el <BE1>.
Su {p:limpieza dental} es el <DE1>, <F6>.
{?p:Prueba} de {c:COVID} negativa para <N6>.
{?h:Alta médica} el <DE1>: {?t:reposo}, {d:ibuprofeno} cada 8 horas, {ap:cita} en 10 días. Paciente <N6>
# Spanish patient: inbound whatsapp anon
doctor tengo {s:fiebre} y {s:dolor de garganta} desde el lunes, soy <n6>
mi hijo <F6> tiene {s:vómito} y {s:diarrea}, ¿lo llevo a {t:urgencias}?
Necesito {t:receta} de {d:omeprazol}, mi fecha de nacimiento es <BE1>
se me acabo la {d:enalapril}, soy <N6>, vivo en <A1>
Cancelar mi {ap:cita} del <DE1> por favor, <F6> <L6>
Estoy {c:embarazada} de 5 meses y tengo {s:sangrado}
Mi mamá <N6> de {old:96} años se {s:cayó} y le {s:duele la cadera}
¿Aceptan {in:Medicare}? mi número es <MBI1>
me {s:arde al orinar} y traigo {s:calentura}, que me tomo
tengo {c:diabetes} y {s:veo borroso}
mi esposo <N6> tuvo un {c:infarto} el <DE1>, está en {t:cuidados intensivos}
la niña tiene {c:piojos} otra vez jaja, <F6> de la escuela avisó
{s:Me siento muy triste}, no quiero vivir. <F6>
No me llegó el {t:nebulizador} de <F6>, tel <P1>
Soy {c:alérgico a la penicilina}, se lo dije a la enfermera <F6>
# mixed: inbound whatsapp
hola doc my {d:metformin} se acabó, can u send {t:refill} to walgreens on Calle Luna. <N6>
mi baby <F6> has {s:calentura}, le di {d:tylenol}, ok?
Need to change my {ap:cita} pa'l viernes, <n6>
my {s:espalda} still {s:hurts} after the {p:inyección}
el {in:insurance} dice que no cubre la {p:resonancia}, help, <F6>
Can I take {d:aspirina} con {d:warfarin}?
abuela <F6> is in {t:hospice} now, tell padre <F7>
""".replace("my {s:espalda} still {s:hurts}", "my {?s:espalda} still {s:hurts}")
