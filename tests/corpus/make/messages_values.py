"""Words that fill the slots of the message texts: invented names that are on no list, places, health words. All made up or plain vocabulary."""

# Given names and family names of many origins, mostly absent from the lists of the Census.
GIVEN = """Thuy Oluwadamilare Zbyszek Anneliesje Priyamvada Xiaoqing Bolanle Khadijatou Ruqayyah Meenakshi Siobhan Wojtek Tendai Nkechinyere
Yevgeniya Hoangvy Linh-Chi Sukhwinder Gurmeet Harjot Aishvarya Venkatesan Abdirahim Farhiyo Ikraan Mbali Thandeka Kwabena Adwoa Yaaba
Ewelina Grażyna Mirosław Agnieszka Citlali Itzayana Ligaya Dalisay Bayani Keoni Kawehi Nahimana Taiyuan Ruoxi Zhenghao Weiting Jiaying
Minh-Khoa Quốc Ngọc Bảo Raghunath Sivakumari Thangavel Parvathi Ikechi Chidimma Obinna Ezinne Fikreselam Tsegaye Selamawit Mulugeta
Habtamu Zahraa Nourhan Abdelaziz Moustapha Yasmeena Oluchi Dzidzor Sefakor Kofi Eyram Piotrek Jadzia Bogumił Lubomira Anastazja Svetlana
Dmytro Oksana Bohdanka Ragnhild Torbjørn Sigurveig Aoibheann Caoimhe Tadhg Niamh Eilidh Iolanthe Jaxtyn Brexlee Kynslee Tayvion Daquarius
Shantavia Lakeithra Jontavious Priya Anh Duy Hieu Phuong Xuan Bao-Yu Li-Ming Hye-Jin Seung-Ho Ji-Woo Kiyoko Haruki Etsuko Özlem Çağla
Ümit Zoë Chloé Renée Jürgen Göran Anaïs""".split()
FAMILY = """Wojcieszak Grzegorczyk Przybylowicz Szczepkowski Niedźwiecki Wiśniewska Oyelowo Adebambo Okonjo Nwachukwu Ogundipe Mbeki
Dlamini Ngwenya Tshivhase Asantewaa Boateng Gyamfi Gebremeskel Woldegiorgis Tesfamichael Abdullahzada Al-Khatib El-Masri Haddadian
Karapetyan Thiruvengadam Subramanyan Venkataraghavan Krishnaswamy Balasubramaniam Ranganathan Chakrapani Gopalakrishnan Bhattacharjee
Ouyang Situ Zhuge Xiong Trương Đặng Nguyễn Huỳnh Vongsaravane Phetsarath Keomany Tangonan Macaraeg Dimaculangan Kealoha Nakamatsu
Ishiguro Bjornsson Kvistgaard Lindqvist Haakenstad Vercruysse Debruyne Thibodaux Papadimitrakos Hatzigeorgiou Kowalczewska Jabłonowska
Dvořáček Hrushevsky Shevchuk Quispe Huaman Mamani Ixcot Tzoc Chavajay Dhaliwal Grewal Bhattarai Shrestha Gurung Tamang Wickramasinghe
Jayawardena Siriwardene Rakotomalala Ravelojaona Tuiasosopo Faleolo Ka'ahumanu Ó-Súilleabháin Yazzie Begaye Tsosie Benallie Çelik Yıldız
Şahin Müller-Brandt Größler Strømsnes Mogensen Käärik Õunapuu Jurgelaitis Kazlauskienė Horváthné Szentgyörgyi Ionescu Popescu-Radu""".split()
PARTICLE = ["de la Cruz", "De La Rosa", "Van Dyke", "van der Berg", "Di Stefano", "Del Toro", "de los Santos", "St. Clair", "von Trappe",
            "O'Brien", "O'Rourke", "D'Angelo", "D'Souza", "McAllister", "MacIntyre", "al-Hakim", "El Sayed", "Ben-David", "Le Blanc", "Da Silva"]
WORDNAMES = ["Grace Hill", "Will May", "Rose Young", "Hope Winters", "Mark Stone", "Faith Banks", "Joy Rivers", "April Day", "June Fields",
             "Art Price", "Bill Cash", "Penny Sharp", "Dawn Bright", "Ivy Woods", "Summer Banks", "Chase Long", "Drew Peace", "Hunter Fox",
             "Pat Small", "Ruby Glass", "Olive Marsh", "Jack Winter", "Rich Field", "Skip Porter", "Angel Cross", "Christian Bishop",
             "Robin Church", "Guy Best", "Mercy Love", "Sandy Cook", "Frank Moody", "Autumn Mills", "Cliff Waters", "Gene Poole"]
NICK = "Bobby Liz Tiff Mandy Chuy Lupita Memo Pepe Nacho Beto Kiki Jojo Didi Moe Gigi Abby Sully Trey Buddy Junie Pops Mimi Tito Vicky".split()
ESGIVEN = """María José Lupe Guadalupe Xiomara Yadira Marisol Rigoberto Heriberto Anselmo Eustaquio Remedios Milagros Consuelo Nayeli Itzel
Jesús Ángel Inés Belén Rocío Ximena Iván Óscar Adrián Sofía Valeria Mateo Thiago Yolanda Griselda Evangelina Concepción""".split()
CITIES = """Troy|MI|480 Toledo|OH|436 Boise|ID|837 Reno|NV|895 Tulsa|OK|741 El Paso|TX|799 Waco|TX|767 Laredo|TX|780 Fresno|CA|937 Chico|CA|959
Eugene|OR|974 Yakima|WA|989 Spokane|WA|992 Provo|UT|846 Pueblo|CO|810 Salina|KS|674 Omaha|NE|681 Ames|IA|500 Duluth|MN|558 Racine|WI|534
Peoria|IL|616 Gary|IN|464 Akron|OH|443 Erie|PA|165 Utica|NY|135 Yonkers|NY|107 Salem|MA|019 Nashua|NH|030 Bangor|ME|044 Newark|NJ|071
Dover|DE|199 Macon|GA|312 Tampa|FL|336 Hialeah|FL|330 Mobile|AL|366 Biloxi|MS|395 Monroe|LA|712 Durham|NC|277 Roanoke|VA|240 Mesa|AZ|852"""
CITIES = [c.split("|") for line in CITIES.split("\n") for c in
          __import__("re").findall(r"[A-Z][A-Za-z ]+\|[A-Z]{2}\|\d{3}", line)]
STREETS = """Elm Maple Oakridge Willow Birchwood Juniper Magnolia Sycamore Harvest Foxglove Meadowlark Quail_Run Stonebridge Lakeview Hillcrest
Prairie Wagon_Wheel Old_Mill Cedar_Creek Martin_Luther_King Washington Jefferson Lincoln Chestnut Walnut Spruce Main Church Park 1st 2nd
3rd 5th 9th 14th 42nd 103rd Cesar_Chavez Peachtree Bluebonnet Saguaro Mesquite Cherry_Blossom Pine Orchard Union Delancey Kossuth Pulaski""".split()
SUFFIX = "St Ave Rd Dr Ln Blvd Ct Pl Way Ter Cir Street Avenue Road Drive Lane Boulevard Court Place Parkway Trail".split()

DRUG = """metformin lisinopril atorvastatin amlodipine levothyroxine omeprazole losartan albuterol gabapentin sertraline Zoloft Lipitor
Ozempic Wegovy Mounjaro Jardiance Farxiga Trulicity Humira Enbrel Eliquis Xarelto warfarin Coumadin Plavix Lantus Humalog Tresiva insulin
prednisone amoxicillin Augmentin azithromycin Zithromax doxycycline Keflex ibuprofen Tylenol Advil naproxen oxycodone Percocet tramadol
Suboxone methadone naltrexone Vivitrol buprenorphine Narcan Truvada Descovy Biktarvy Genvoya acyclovir Valtrex Paxlovid Tamiflu
fluoxetine Prozac Lexapro escitalopram Wellbutrin bupropion Cymbalta duloxetine Abilify Seroquel quetiapine lithium Lamictal lamotrigine
Adderall Vyvanse Ritalin Concerta Xanax alprazolam Ativan lorazepam Klonopin Ambien trazodone Keppra Depakote topiramate Aimovig sumatriptan
Synthroid furosemide Lasix metoprolol carvedilol spironolactone Entresto digoxin clonidine hydrochlorothiazide pantoprazole famotidine
Singulair montelukast Flonase Symbicort Advair Spiriva EpiPen Zyrtec methotrexate hydroxychloroquine Plaquenil Xeljanz Dupixent Otezla
tamoxifen letrozole Keytruda Herceptin Ibrance Revlimid Gleevec finasteride tamsulosin Flomax Viagra sildenafil Cialis estradiol
levonorgestrel Mirena Depo-Provera letrozole Clomid progesterone Aricept donepezil Namenda Sinemet latanoprost timolol Restasis""".split()
TYPODRUG = """metforman metformine lisinipril lisinopral ibuprofin ibuprophen amoxicilin amoxacillin zolof lexipro adderal addarall seroquil
gabapentine synthyroid prednizone oxycodon percoset tramadole albuteral azithromicin hydroclorothiazide atorvastatine xanex ozempick
suboxon omeprazol levothyroxin wellbutrine losarten warfrin tylonol""".split()
COND = """diabetes|type 2 diabetes|high blood pressure|hypertension|asthma|COPD|depression|major depression|anxiety|bipolar disorder|schizophrenia|
PTSD|ADHD|autism|HIV|hepatitis C|hepatitis B|chlamydia|gonorrhea|syphilis|herpes|HPV|breast cancer|prostate cancer|lung cancer|leukemia|lymphoma|
melanoma|heart failure|atrial fibrillation|coronary artery disease|stroke|kidney failure|chronic kidney disease|cirrhosis|Crohn's disease|
ulcerative colitis|IBS|celiac disease|GERD|lupus|rheumatoid arthritis|osteoarthritis|osteoporosis|gout|fibromyalgia|multiple sclerosis|
Parkinson's disease|Alzheimer's disease|dementia|epilepsy|migraine|sleep apnea|insomnia|hypothyroidism|anemia|sickle cell disease|hemophilia|
psoriasis|eczema|shingles|pneumonia|bronchitis|COVID-19|influenza|strep throat|sinus infection|ear infection|UTI|kidney stones|gallstones|
appendicitis|diverticulitis|endometriosis|PCOS|preeclampsia|gestational diabetes|glaucoma|cataracts|macular degeneration|diabetic retinopathy|
periodontitis|gingivitis|opioid use disorder|alcohol use disorder|eating disorder|bulimia|obesity|high cholesterol|scoliosis|Lyme disease|
tuberculosis|cystic fibrosis|Down syndrome|cerebral palsy|spina bifida|tinnitus|vertigo|neuropathy|carpal tunnel syndrome|plantar fasciitis""".replace("\n", "").split("|")
TYPOCOND = """diabeetus|diabetis|diabities|high blood presure|hi blood pressure|astma|depresion|axiety|anxeity|bi polar|athritis|arthritus|pnemonia|
bronchitus|alzheimers|altzheimers|parkinsons|migrane|fibromyalga|crohns|celiacs|excema|shingels|hypertention|epilepsi|scizophrenia""".replace("\n", "").split("|")
SYMP = """chest pain|shortness of breath|a fever|fever of 102|a bad cough|sore throat|a rash|nausea|vomiting|diarrhea|constipation|headaches|
dizziness|blurry vision|back pain|stomach pain|swollen ankles|numbness|heart palpitations|trouble sleeping|hot flashes|night sweats|
fatigue|weight loss|bleeding gums|toothache|wheezing|itching|hives|muscle cramps|joint pain|ringing in the ears|blood in the urine|
suicidal thoughts|panic attacks|hallucinations|tremors|fainting|seizures|cramping|spotting|contractions|a stuffy nose|chills|heartburn|
swelling|burning when peeing|hair loss|memory loss|low mood|cravings|withdrawal""".replace("\n", "").split("|")
PROC = """colonoscopy|mammogram|MRI|CT scan|ultrasound|X-ray|knee replacement|hip replacement|cataract surgery|C-section|hysterectomy|
appendectomy|tonsillectomy|biopsy|skin biopsy|endoscopy|EKG|echocardiogram|stress test|cardiac catheterization|bypass surgery|pap smear|
root canal|tooth extraction|dental cleaning|crown placement|LASIK|eye exam|hearing test|sleep study|bone density scan|PET scan|
blood draw|vasectomy|tubal ligation|amniocentesis|IUD insertion|gastric bypass|hernia repair|kidney transplant|wisdom teeth removal""".replace("\n", "").split("|")
TREAT = """physical therapy|chemotherapy|radiation therapy|dialysis|cognitive behavioral therapy|group therapy|detox|hospice care|home health|
inpatient rehab|methadone maintenance|insulin pump|CPAP|wheelchair|oxygen tank|hearing aid|pacemaker|occupational therapy|speech therapy|
wound care|immunotherapy|IV infusion|couples counseling|IVF|nebulizer|walker|cardiac rehab|electroconvulsive therapy|PrEP|hormone therapy""".replace("\n", "").split("|")
LAB = """A1c 7.2%|A1C of 9.1|HbA1c: 8.4 %|glucose 243 mg/dL|fasting glucose 131|blood sugar is 312|LDL 162 mg/dL|HDL 38|total cholesterol 241|
TSH 6.8 mIU/L|hemoglobin 9.2 g/dL|Hgb 8.9|WBC 14.2|platelets 92 K/uL|creatinine 2.1 mg/dL|eGFR 38|potassium 5.9 mmol/L|sodium 128|INR 3.4|
PSA 6.1 ng/mL|viral load 420 copies/mL|CD4 count 310|blood pressure 158/94|BP 162/101|BMI 34.2|oxygen saturation 88%|ferritin 8 ng/mL|
vitamin D 14 ng/mL|ALT 88 U/L|hCG 1250 mIU/mL|triglycerides 288|troponin 0.09 ng/mL|A1c=10.3|COVID PCR positive|strep test negative|
HIV test negative|urine drug screen positive for fentanyl""".replace("\n", "").split("|")
PAYER = ["Aetna", "Cigna", "Humana", "UnitedHealthcare", "Blue Cross Blue Shield", "Anthem", "Kaiser Permanente", "Molina Healthcare",
         "Medicare", "Medicaid", "Medi-Cal", "Tricare", "Delta Dental", "VSP", "Ambetter", "Centene", "WellCare", "Medicare Advantage"]
SHOP = ["Brightleaf", "Harbor & Pine", "Copperline", "Nimbus Mart", "Fernway", "Tidal Goods", "Oakline Home", "Peppergrove", "Lumen Electric",
        "Quickroad", "Stellar Fiber", "Northgate Motors", "Bluebird Rentals", "Kettle Bank", "Parcelo", "Wheelhouse", "Yardly", "Snapfresh"]
CLINIC = ["Lakeside Family Clinic", "Riverbend Health", "Cedar Valley Medical", "Bayview Clinic", "Summit Pediatrics", "Northstar Health",
          "Prairie Health Center", "Harborview Care", "Sunrise Medical Group", "Greenfield Clinic"]
