"""Clean texts of several sentences: calls, voicemails, e-mails, notes of agents, reviews. `\\n` breaks a line."""
THEMES = {
    "long_calls": r"""
Agent: Thanks for calling {firm}, this is {n}. Customer: Hi, my name is {N}, I have an order, number {ord}, and it never came. Agent: I'm sorry to hear that. Can I get a phone number? Customer: {ph}. Agent: Thank you. It shows delivered to {ad}. Customer: We moved from there in {mon}.
Hi, this is {N} calling about the gray Civic. I can come by {day} after {tm}. My number is {ph}. Again, {ph}. Thanks, bye.
Hello {n}, it's {n} from the garage. We looked at the brakes, the front rotors are dead and the rears will live another year. Total {usd}. Call me at {ph} before we close at {tm}.
Customer wants to cancel the gym plan. Says the price is insane and the showers are cold. Offered {k} months at {pct} off, declined. Cancelled as of {dt}. Ref {o8}.
Caller {N}, verified by ZIP {zip} and last four {o4}. Asked why card was declined in {city}. Lifted travel block until {dt}. Caller was happy and joked that the hold music nearly killed her.
Agent: Roadside assistance, are you in a safe place? Customer: Yes, at the Shell on Lincoln Ave. Agent: What happened? Customer: The engine choked, coughed and died. Agent: Plate number? Customer: {plate}.
Transcript: uh yeah hi um I'd like to uh book a table for {k} on {day}, under {L}, L as in lemon. And do you have high chairs? Okay great, thank you.
Agent: Acme Internet. Customer: The router is blinking red since {tm}. Agent: Please read me the MAC on the label. Customer: {mac}. Agent: I'm running a health check on the line now. It looks fine, so let's reset the box. Customer: It's alive!
Summary: {N} called about the invoice {inv}. The agent explained the late fee of {usd}, waived it once, and sent a receipt to {em}. Sentiment: neutral. Next step: none.
Voicemail from unknown: this is the final notice about your car's extended warranty. Press one to speak to a representative or two to be removed.
Buenas tardes, habla {ES}. Quisiera saber si ya llegó la llanta que pedí el {dia}. Mi número es {ph}. Muchas gracias, que tenga buen día.
Agente: Gracias por llamar a la tienda. Cliente: Quiero devolver una licuadora, el pedido es {ord}. Agente: Con gusto, ¿me da su correo? Cliente: {em}. Agente: Listo, el reembolso de {usd} llega en {k} días.
Agent: Thank you for calling the Dallas Zoo. Customer: Is the gorilla pregnant, like the news said? Agent: Yes, the ultrasound was last week and the vet says mom is doing great. Customer: Wow. Two tickets for {day} please. Agent: Name? Customer: {N}.
Hey, it's {n}. The deploy broke again, health checks are red and half of the workers are dead. I aborted the rollout and pinned {ver}. Can you page {n}? I'm on {ph}.
Customer asked whether the flight {fl} on {dt} is refundable. It is not. Offered a voucher. Passenger {N}, locator {pnr}, seat by the window because the view over St. Louis is nice.
Agent: Bank of Madison, how can I help? Customer: I want to dispute {usd} at a store in {city}. Agent: Card number please? Customer: {card}. Agent: And your full name? Customer: {N}. Agent: Done, a new card goes to {ad}.
Caller shouted about the potholes on Martin Luther King Blvd, says the city is blind and deaf to it. Logged as case {o8}. Would like a call back, {ph}.
Good morning, this is the office of Lincoln High. There is no school on {day} because of the storm. Buses resume on {dt}. This is a recorded message.
The winner of the chili cook-off is {N}! The judges said it was so hot it should come with a warning from the Surgeon General. Prize pickup at {tm}.
Agent notes: cust. is moving from {city} to {city}, wants transfer of service. New address {ad}. Start {dt}. Acct {acct}. Deposit {usd}. Dog in yard named {pet}, tech please call first.
""",
    "long_mails": r"""
Dear {n},\n\nThank you for your purchase. Your invoice {inv} over {usd} is attached.\n\nKind regards,\n{N}\nBilling | {sup} | {toll}
Hi team,\n\nthe migration is a migraine but the patient will live. We cut over {day} at {tm}; if p95 goes above {kk} ms we abort.\n\n{n}
{n},\n\nyou left your scarf (heather gray) and a book about the Great Depression at our place. {n} will drop them at {st} on {day}.\n\nxo {n}
To whom it may concern: I, {N}, residing at {ad}, hereby cancel my subscription {o8} effective {dt}. Please confirm to {em}.
Review: ★★★★★ The staff at {firm} in {city} was lovely. {n} helped me find boots that don't squeak. Will come back in May.
Review: ★ I waited {kk} minutes for a cold burger. The manager, some {n}, laughed. Never again. I want my {usd} back.
Newsletter\n1. Charity run for cancer research: {usd} raised\n2. New in the shop: Grace dress, Hunter boots\n3. Horoscope: Cancer should save, Virgo should spend\nUnsubscribe: {link}
Subject: Your trip to {city}\nFlight {fl}, {dt}, {tm}\nPassenger: {N}\nLocator: {pnr}\nHotel: Santa Rosa Inn, {k} nights\nTotal: {usd}
Minutes {dt}: present {n}, {n}, {n}. 1) budget ok 2) virus on laptop {o4} removed 3) {n} orders pizza 4) next meeting {day} {tm}
Recipe of the week: cured salmon. Rub 500 g salt and 300 g sugar into the fish, add dill, let it rest for 48 hours. Slice thin. Serves {k}. Contains fish.
Homework for Biology 101: 1) draw a cancer cell and a normal cell 2) explain how a vaccine trains the immune system 3) define insulin, antibody, enzyme. Due {dt}, {kk} points.
Estimado {ES}:\nsu factura {inv} por {usd} vence el {dt}. Puede pagar en línea o llamar al {ph}.\nAtentamente, Servicios del Norte
Hola vecinos, el {dia} no hay agua de {tm} a {tm} por reparación. Junten agua. Cualquier duda con {es}, depto {k}.
Job: Registered Nurse recruiter (not clinical!), remote, {usd}k. You source nurses and physicians for hospitals in {city}. Send a resume to {em}.
Release {ver}: fixes SQL injection in search, kills zombie workers, heals split-brain clusters, drops Python 3.7. Checksum {sha}.
RSVP for the wedding of {N} and {N}: we are {k} adults and {k} kids, one vegetarian, staying at the Hilton. Can't wait! {N}
For sale: 2014 Subaru, one owner, {kk}k miles, new clutch, VIN {vin}. Asking {usd}. Text {n} at {ph}, no lowballers.
Lost and found: silver ring engraved "⟦name:Grace⟧ & ⟦name:Will⟧", found near gate {gate}. Owner please mail {sup}.
Vet clinic newsletter: spring is tick season. Ask about the Lyme vaccine for your dog, {pct} off dental cleaning for cats in {mon}.
Complaint {o8}: {N} says the lawn crew killed the rose bushes at {st}. Crew lead {n} denies it. Refund {usd} offered.
""",
}
