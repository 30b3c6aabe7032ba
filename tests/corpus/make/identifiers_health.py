"""Writes identifiers/: words of health in texts, keys and fields, and the same words where they speak of nobody's health."""
from forms import Forms

f = Forms(4105)
r = f.r

DRUGS = """metformin lisinopril atorvastatin sertraline albuterol gabapentin amoxicillin levothyroxine omeprazole losartan hydrochlorothiazide prednisone tramadol Xanax Lipitor Humira
Ozempic Zoloft Eliquis Keytruda Truvada Suboxone warfarin insulin fluoxetine methotrexate tamoxifen Adderall lithium naloxone Wegovy Biktarvy buprenorphine clonazepam escitalopram""".split()
CONDITIONS = ["type 2 diabetes", "asthma", "hypertension", "HIV", "breast cancer", "depression", "migraine", "epilepsy", "hepatitis C", "COPD", "schizophrenia", "bipolar disorder", "Crohn's disease", "psoriasis", "pneumonia", "arthritis", "lupus",
              "multiple sclerosis", "chlamydia", "anemia", "kidney disease", "opioid use disorder", "PTSD", "glaucoma", "gout", "UTI", "high blood pressure", "prostate cancer", "endometriosis", "sleep apnea", "ADHD", "celiac disease"]
PROCEDURES = ["colonoscopy", "MRI", "knee replacement", "mammogram", "C-section", "biopsy", "appendectomy", "CT scan", "endoscopy", "hysterectomy", "cataract surgery", "vasectomy", "angioplasty", "echocardiogram", "ultrasound", "blood transfusion", "root canal",
              "tonsillectomy", "bypass surgery", "EKG", "dialysis", "IVF", "Pap smear", "lumbar puncture", "bone marrow transplant", "skin graft", "spinal fusion", "hernia repair"]
SYMPTOMS = ["chest pain", "shortness of breath", "fever", "nausea", "dizziness", "a rash", "vomiting", "back pain", "blurred vision", "swollen ankles", "palpitations", "a sore throat", "numbness", "night sweats", "diarrhea", "hot flashes", "a bad cough", "fainting",
            "blood in my urine", "suicidal thoughts", "insomnia", "chills", "headaches", "stomach cramps", "heartburn", "constipation", "fatigue"]
TREATMENTS = ["physical therapy", "chemotherapy", "radiation therapy", "dialysis", "counseling", "wheelchair", "insulin pump", "CPAP", "rehab", "hospice", "home health care", "psychotherapy", "oxygen tank", "hearing aids", "prenatal care", "detox program", "infusion therapy",
              "a walker for her hip", "hormone therapy", "speech therapy", "methadone clinic", "flu shot", "wound care"]
LABS = ["A1c 8.2%", "HbA1c of 7.4", "glucose 212 mg/dL", "cholesterol 245", "TSH 6.1 mIU/L", "PSA 4.8 ng/mL", "creatinine 1.9 mg/dL", "hemoglobin 9.1 g/dL", "blood pressure 162/98", "BP 140/90", "LDL 160 mg/dL", "INR 3.4", "potassium 5.9 mmol/L", "WBC 14.2", "oxygen saturation 88%",
        "platelets 92", "ferritin 8 ng/mL", "vitamin D 14 ng/mL", "HIV test positive", "COVID test: negative", "eGFR 38", "triglycerides 310", "viral load 4500", "BMI 38.2", "hCG 1200", "CD4 count 210", "troponin 0.9 ng/mL", "strep test was positive", "white count 18.1", "ALT 120 U/L"]
PAYERS = ["Blue Cross", "Aetna", "UnitedHealthcare", "Medicare", "Medicaid", "Cigna", "Humana", "Kaiser Permanente", "Tricare", "Anthem", "Molina", "health insurance", "prior authorization", "explanation of benefits", "Medicare Part D"]
KIN = ["my", "her", "his", "your", "mom's", "my son's"]


def say(category, word):
    """The article stands before the mark."""
    for article in ("a ", "the "):
        if word.startswith(article):
            return article + f"⟦{category}:{word[len(article):]}⟧"
    return f"⟦{category}:{word}⟧"


def spread(category, words, lines, keys, n=64):
    for i in range(n):
        w = words[i % len(words)]
        if i % 4 == 3:
            f.fields(f"{category.split('|')[0]} under its key", {r.choice(keys): say(category, w), "step": 2})
        else:
            line = lines[i % len(lines)]
            f.text(f"{category.split('|')[0]} in a text", line.format(w=say(category, w), kin=r.choice(KIN), K=r.choice(KIN).capitalize()))


spread("drug", DRUGS, ["{K} {w} is ready for pickup", "I ran out of {w} yesterday", "Take {w} 20 mg twice a day", "Is it safe to stop {w}?", "{w} makes me sleepy", "refill {w} please", "The doctor put me on {w}", "started {w} last week", "no more {w} until Monday", "{w} was out of stock"],
       ["medication", "drug", "drugName", "rx_name", "current_medications", "prescribed_drug"])
spread("condition", CONDITIONS, ["I was diagnosed with {w}", "{kin} {w} is getting worse", "She has {w}", "Information about {kin} {w}", "history of {w}", "living with {w} since 2019", "they told me it's {w}", "He suffers from {w}", "{w} runs in the family and now I have it", "screened positive for {w}"],
       ["condition", "diagnosis", "medical_history", "primaryCondition", "health_condition", "problem_list"])
spread("procedure|treatment", PROCEDURES, ["{K} {w} is scheduled for Tuesday", "How do I prepare for {kin} {w}?", "had {w} last year", "results of {kin} {w} are in", "after the {w} I could not walk", "needs {w} soon", "{w} went well", "The {w} costs $400 out of pocket"],
       ["procedure", "procedureName", "scheduled_procedure", "surgery", "planned_procedure"])
spread("symptom|condition", SYMPTOMS, ["I have {w}", "{K} {w} started on Sunday", "Reports {w} and feels weak", "having {w} since last night", "woke up with {w}", "is {w} normal after the shot?", "still {w} this morning", "complains of {w}"],
       ["symptom", "symptoms", "chief_complaint", "reason_for_visit", "presenting_symptom"])
spread("treatment|procedure", TREATMENTS, ["{K} {w} starts Monday", "She is in {w} now", "referred for {w}", "approved: {w}", "session 4 of {w}", "he needs {w}", "{K} {w} was approved", "third week of {w}"],
       ["treatment", "therapy", "treatment_plan", "service_requested", "care_type"])
spread("lab_result", LABS, ["{K} {w}", "your result: {w}", "{w}, please call us", "labs are back, {w}", "today {w}", "last week {w} and today better", "Reading: {w}", "doctor says {w}"],
       ["lab_result", "result", "labResults", "test_result", "last_result"])
spread("insurance", PAYERS, ["I have {w}", "{K} {w} was denied", "do you take {w}?", "covered by {w}", "We billed {w}", "switching to {w} in January", "questions about {kin} {w}", "{w} approved the visit"],
       ["insurance", "payer", "insurer", "insuranceProvider", "primary_insurance", "coverage"])
VISITS = ["{K} ⟦appointment_health:appointment⟧ with Dr. ⟦name:{n}⟧ is at 3pm", "Reminder: ⟦appointment_health:dentist appointment⟧ tomorrow", "⟦appointment_health:telehealth visit⟧ link sent", "{K} ⟦appointment_health:follow-up visit⟧ with the cardiologist is confirmed",
          "Reschedule {kin} ⟦appointment_health:doctor's appointment⟧?", "cita con la doctora: su ⟦appointment_health:cita⟧ es mañana", "⟦appointment_health:annual physical⟧ is due", "{kin} ⟦appointment_health:checkup⟧ with the pediatrician is Friday",
          "You missed {kin} ⟦appointment_health:clinic appointment⟧", "⟦appointment_health:appointment⟧ at the dermatology clinic at 9", "Book {kin} ⟦appointment_health:wellness visit⟧ with us at the clinic", "Confirm {kin} ⟦appointment_health:visit⟧ to the orthopedic surgeon: reply Y"]
for i in range(60):
    f.text("appointment_health in a text", VISITS[i % 12].format(K=r.choice(KIN).capitalize(), kin=r.choice(KIN), n=f.last()))
for k in ["appointment_type", "visitType", "visit_reason", "appointmentReason"] * 2:
    f.fields("appointment_health under its key", {k: r.choice(["⟦appointment_health|treatment:well-child visit⟧", "⟦appointment_health:follow-up visit⟧", "⟦appointment_health|procedure:annual physical⟧"])})

# The same words about nobody. Field words are not softened here: what is found in these texts is a false alarm.
f.taste = False
f.texts("not drug", ["Adderall Street Brewing is open", "lithium battery pack 12V", "concert hall tickets", "caffeine-free soda 2 for 1", "gold earrings", "zinc roofing", "iron your shirt", "silver plan members", "Yaz the band on tour", "Premier seats at the stadium", "sugar free gum", "salt and pepper set",
        "charcoal grill", "iodine number 53", "oxygen bar in Vegas", "Lego set 42100", "Smoke-free zone sign", "Alcohol wipes for screens", "ethanol fuel price", "helium balloons", "Copper pots", "Aspen trip", "Niagara Falls pun night",
        "Merton Drive exit", "ecstasy of gold soundtrack", "Speed limit 45", "⟦name:Molly⟧ is at the front desk", "Coke Zero 12 pack", "crack the code", "weed the garden", "mushroom pizza", "poppy seed bagel", "Ambient lighting", "Soma district loft", "Allegra font family",
        "Celebration of summer", "Lyric video", "Balance bike", "Boost mobile plan"])
f.texts("not condition", ["cold beer here", "The server is sick fast", "Allergic to Mondays", "stroke of genius", "heart of the city", "a cancer horoscope for July", "Depression glass auction", "Great Depression documentary", "economic depression of 1929", "The router has a virus", "computer virus scan", "bug fixes", "memory loss of the pod, OOM",
        "gas leak reported", "the fire alarm caught a cold start", "cold start latency 900 ms", "network congestion", "collar of a dog", "spring sale on soup", "spring fever sale", "cabin fever movie", "Saturday Night Fever", "Disco Fever", "Stress test of the servers", "burnout paradise game",
        "hot spot fixed", "insulation problem", "air condition unit", "terms and conditions", "weather conditions", "mint condition comic", "condition: new", "used - good condition", "conditional order", "road conditions", "AIDS to navigation chart", "ED tech conference", "MS Office", "ETA stands for nothing here", "blind auction", "deaf to criticism"])
f.texts("not procedure", ["standard operating procedure 12", "stored procedure failed", "Return procedure", "emergency exit procedure", "Surgical precision pass by the team", "scan the QR code", "Virus scan complete", "barcode scan 4410", "the bypass road opens", "bypass the queue", "Implant a chip in the board",
        "Canal street in Venice is closed", "X-ray specs toy", "Operation Overlord", "operation timed out", "ancient rome tour", "transplant your tomatoes", "a graft of an apple tree", "fusion cuisine", "graft vs corruption", "lift kit for trucks", "tummy time mats", "facial recognition", "nose cone for the Concorde",
        "Gutter of roofs", "cleaning of carpets", "Deep cleaning, 3 rooms", "crown molding", "bridge closed", "filling station", "extraction of zip files", "log extraction done", "brace position", "Braces for jeans", "screening of Dune", "movie screening at 7", "test drive", "A/B test", "unit test passed", "test message"])
f.texts("not symptom", ["pain au chocolat", "painless setup", "pain points of onboarding", "No pain no gain", "headache of taxes: file now", "tax season headache", "a rash decision", "heartbreak hotel", "Fatigue of metals", "dizzying heights", "dizzy gillespie records", "cough up the cash", "the engine coughs", "fever pitch", "Jungle Fever",
        "bleeding edge", "bleeding-edge release", "swollen river", "numb3rs season 2", "Comfortably Numb vinyl", "hot flash sale", "flash sale", "sweat pants", "Chills and thrills", "itchy and scratchy", "itching to travel", "burning man tickets", "weak password", "weak signal", "shortness of staff", "short of breathtaking", "muscle car", "stiff competition",
        "Tired of ads?", "Tired of high bills?", "Sleepless in Seattle", "insomniac games", "Vision 2030", "blurred lines", "sore loser", "nauseam ad"])
f.texts("not treatment", ["window treatments", "spa treatments 20% off", "royal treatment", "VIP treatment", "water treatment plant", "Retail therapy", "retail therapy weekend", "wood treatment", "heat treatment of steel", "rehab of the old mill", "home rehab loan", "patch tuesday", "patch notes", "Security patch", "shot on iPhone", "screenshot",
        "a shot of espresso", "snap shot", "big shot", "booster pack of cards", "booster seat", "rocket booster", "walker, texas ranger", "dog walker", "baby walker", "ski lift", "pump up the jam", "gas pump 4", "heat pump rebate", "sump pump", "counsel for the defense", "career counseling", "credit counseling",
        "debt counseling", "marriage of figaro", "detox your inbox", "injection molding", "SQL injection", "dependency injection", "fuel injection", "infusion tea"])
f.texts("not lab_result", ["Score 120/80 on the quiz", "pH 7 pool test", "iron 9 golf", "Sodium 12 lamp", "lead 4 points", "lead score 88", "INR 3400 flight to Delhi", "fare INR 4,500", "price INR 999", "a1c connector", "glucose syrup 500 g", "protein 20 g per bar", "calcium 15% daily value", "cholesterol free oil", "Sugar 12 g, sodium 140 mg", "CO2 420 ppm",
        "pressure 32 psi", "tire pressure 34", "barometric pressure 1013", "BP station 4.19 a gallon", "BP 40.12 on NYSE", "test positive: 14 passed", "negative balance", "positive feedback 98%", "negative test case", "oxygen level of the tank 40", "PSA: road closed", "PSA 2026 graded 10 card", "PSA 10 Charizard", "WBC bout on Saturday", "ALT 64 key", "press ALT 4",
        "TSH mast 12", "LDL loader 2", "CPU temperature 72", "temperature 68 F", "pulse 80 watch sale", "HR 45 employees", "weight 14 lb parcel", "count 210", "load 4500"])
f.texts("not appointment_health", ["hair appointment at 3", "nail appointment Friday", "Oil change appointment", "Your appointment with Geek Squad", "visit our store", "Visit us today", "Thanks for your visit to the zoo", "site visit by the plumber", "appointment of the new CEO", "by appointment only showroom", "tattoo appointment", "car service appointment 9am",
        "DMV appointment", "vet appointment for Rex", "cable install appointment", "appointment viewing", "page visit 12", "unique visitors", "Return visit rate", "visita guiada al museo", "cita textual", "meeting with sales", "demo scheduled", "book a table", "consultation with our designer", "kitchen consultation", "free tax consultation", "checkup for your furnace",
        "furnace checkup", "tire check-up", "visit Boston", "last visit to page /home", "house visit by the realtor", "college visit", "campus visit", "prison visit", "royal visit", "state visit", "passport appointment", "bank appointment at 2"])
f.texts("not insurance", ["car insurance quote", "auto insurance card", "pet insurance", "renters insurance", "travel insurance", "home insurance claim", "claim your prize", "baggage claim 4", "claim your coupon", "copyright claim", "warranty claim", "coverage map 5G", "news coverage", "cell coverage is poor", "test coverage 84%", "insurance for your phone", "phone insurance",
        "life insurance", "flood insurance", "policy update", "privacy policy", "return policy", "cookie policy", "security policy", "premium plan", "data plan", "premium gas", "deductible business meal", "tax deductible", "network coverage", "in-network call", "Anthem of the sea", "national anthem", "Humana Festival of plays", "Oscar night", "Oscar the Grouch",
        "Bright lights", "A better deal", "Guardian of the Galaxy", "Shield season 2", "blue crossing sign"])

f.save("identifiers/health_words.ndjson")
