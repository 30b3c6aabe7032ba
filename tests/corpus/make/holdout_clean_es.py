"""Texts without health in Spanish and in both languages."""
TEXTS = r"""
# Spanish life: sms whatsapp conversation
Hola <F6>, su pedido <o> ya va en camino. Llega hoy entre 3 y 5.
Buenas tardes señora <L6>, la cita para ver el departamento es mañana a las 10.
Mijo, ya llegamos a Laredo, <F6> maneja. Te marco luego
Don <F6>, el presupuesto del techo sale en 4,200. Queda pendiente el drenaje.
Tu código es <k>. No lo compartas con nadie.
Recordatorio: junta de padres el jueves a las 6 en la cafetería. Habrá intérprete.
La misa por el descanso de <N6> será el domingo a mediodía.
Se venden tamales: puerco, rajas, dulce. Pedidos con <F6> al <P1>
¿A qué hora cierran hoy? Necesito recoger una llave para <F6>.
Su paquete fue entregado en <A1>. Firmó: <L6>.
Feliz cumpleaños <F6>!! que cumplas muchos más, te quiere tu prima <F7>
El equipo de <F6> ganó 3 a 1, pura calidad en el segundo tiempo.
Oferta: llantas 4 por 280, alineación gratis. Taller Hermanos <L6>
Licenciado <L6>, mande el poder notarial y copia de su pasaporte <PP1>.
Necesitamos dos meseros para el sábado, pago en efectivo, pregunte por <F6>
Qué dolor de cabeza con este tráfico, llego en 20
Me muero de risa con el video de <F6> jajaja
Su recibo de luz vence el día 15. Cuenta <ACC1>.
Ya firmé el contrato, <N6> tiene las llaves
El veterinario dice que Canela está bien, solo hay que darle sus gotas. <F6>
Clases de zumba martes y jueves 7 pm con <F6>, trae agua.
Mañana no hay agua en la colonia de 9 a 4, llenen cubetas.
Receta: mole de <F6>. Tostar los chiles, moler con ajonjolí, hervir a fuego lento.
Señor <L6>, su auto está listo. Se cambió la bomba y el filtro.
Paciencia, que Roma no se hizo en un día
# Spanglish: inbound whatsapp
oye did u get the rent, <f6> says he paid the lunes
porfa send me the address del party, is it at <F6>'s house or where
my tía <F6> is visiting, can we switch the carpool to viernes
Necesito un refund, la blusa llegó rota, order <o>
hey jefe, el truck no prende, <F6> is gonna bring jumper cables
te mando el invoice al rato, mi email es <E1>
Is <N6> working hoy? tell him que me llame al <P1>
"""
