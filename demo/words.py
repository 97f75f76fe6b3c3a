"""What people say in the demonstration: needs, demands, objectives, services. Invented, in the languages they speak."""

# theme, said in French or Arabic, short answer
NEEDS = (
    (
        "market",
        "On vend au souk le samedi, et le reste de la semaine rien ne part.",
        "Un étal commun est ouvert le mercredi.",
    ),
    ("market", "لا نعرف كيف نبيع خارج السوق الأسبوعي.", "وضعنا لائحة بثلاثة محلات تشتري المنتوج."),
    (
        "production",
        "Les bocaux coûtent plus cher que ce qu’on met dedans.",
        "Commande groupée avec une coopérative voisine.",
    ),
    ("production", "نحتاج إلى رخصة السلامة الصحية لنبيع في المتاجر.", "بدأ إعداد الملف مع المكتب المختص."),
    ("model", "On ne sait pas ce que nous coûte un kilo.", "Prix de revient calculé ensemble, feuille remise."),
    ("model", "لا نميز بين مال المجموعة ومال البيت.", "دفتر صندوق بسيط، وعضوتان تكوّنتا على مسكه."),
    (
        "status",
        "Nous sommes huit, sans papiers. Par où commencer ?",
        "Choix de la forme juridique fait, dossier de dénomination déposé.",
    ),
    ("status", "انتهت مدة المكتب ولم نعقد الجمع العام.", "انعقد الجمع العام وحُرر المحضر."),
    (
        "governance",
        "C’est toujours la même qui décide et qui signe.",
        "Deux signatures et une réunion par mois, décidées en assemblée.",
    ),
    ("care", "Qui garde les enfants pendant la réunion ?", "Les rencontres se font avec une garde d’enfants."),
    ("care", "لا نستطيع التنقل بعد الرابعة بسبب البيت.", "تغيّر وقت اللقاءات إلى الصباح."),
    ("gender", "Au marché de gros, on ne nous parle pas à nous.", "Une vente accompagnée, puis deux seules."),
    (
        "digital",
        "La page Facebook est au nom d’un cousin.",
        "Page reprise au nom du groupe, mots de passe gardés à deux.",
    ),
    (
        "circular",
        "L’eau du puits baisse, on jette l’eau de lavage.",
        "Bac de récupération installé, mesure chaque semaine.",
    ),
    ("circular", "نرمي بقايا القشور ولا نعرف ماذا نصنع بها.", "تجربة سماد عضوي مع جمعية قريبة."),
    (
        "network",
        "On cherche un local avec d’autres, seules on ne peut pas.",
        "Visite de la salle partagée, essai de trois mois.",
    ),
    ("work", "Nous sommes payées à la pièce, quand on est payées.", "Tarif à l’heure voté, affiché dans l’atelier."),
    (
        "project",
        "On ne sait plus si on veut grandir ou rester petites.",
        "Une journée ensemble pour en parler, décision écrite.",
    ),
)

SAID_BY = (
    "une couturière, à la foire",
    "منتجة في السوق الأسبوعي",
    "un membre du bureau",
    "شابة في المقهى المواطن",
    "la trésorière",
    "رئيس مجموعة",
)

DEMANDS = (
    "Nous voulons vendre avec une étiquette en règle et à un prix qui nous paie.",
    "نريد أن نؤسس تعاونية ولا نعرف الخطوات.",
    "On cherche quelqu’un pour nous aider à tenir les comptes.",
    "نحتاج مواكبة لتنظيم الجمع العام وتجديد المكتب.",
    "Nous voulons acheter ensemble nos emballages.",
)

HOW = (  # with what, and how one will know; for every other action nobody said
    {},
    {
        "means": "La salle du vendredi et l’imprimante du mécanisme",
        "known_by": "Le registre est à jour trois mois de suite",
    },
    {"means": "300 de la caisse commune", "known_by": "Vingt bocaux vendus par semaine hors du souk"},
    {},
    {"means": "مساعدة الطالبات يوم السبت", "known_by": "كل عضوة تقرأ الحساب وحدها"},
)
OBJECTIVES = (
    ("Vendre chaque semaine hors du souk", ("Photos et fiche de dix produits", "Trois magasins visités")),
    ("Tenir une caisse que tout le monde comprend", ("Cahier de caisse ouvert", "Point de caisse à chaque réunion")),
    ("عقد جمع عام كل سنة", ("إعداد الاستدعاء وجدول الأعمال", "تحرير المحضر وإيداعه")),
    ("Connaître son prix de revient", ("Fiche de coût par produit", "Nouveau prix affiché")),
    ("تقليل الماء والنفايات", ("قياس الماء كل أسبوع", "حوض لاسترجاع الماء")),
    ("Se réunir avec une garde d’enfants", ("Garde organisée à chaque réunion", "Heures de soin comptées")),
)

PRACTISED = "Mis en pratique ensemble, pendant la séance."  # why a training left nothing to practise
NOTES = {
    "legal": "Formes juridiques comparées, statuts lus article par article.",
    "governance": "تحضير الجمع العام: الاستدعاء، جدول الأعمال، النصاب.",
    "accounts": "Cahier de caisse rempli ensemble sur un mois.",
    "pricing": "حساب ثمن الكلفة لمنتوجين، بالقلم والورقة.",
    "finance": "Trois aides possibles lues ensemble, une retenue.",
    "quality": "زيارة الورشة ومراجعة شروط السلامة الصحية.",
    "selling": "Visite de deux magasins, une commande d’essai.",
    "communication": "صور المنتوجات وبطاقة تعريف بلغتين.",
    "gender_care": "Une semaine racontée heure par heure : qui fait quoi.",
    "circular": "قياس الماء والنفايات وما يمكن استرجاعه.",
    "digital": "Téléphone rangé, mots de passe changés, page reprise.",
    "mediation": "Les deux côtés entendus, un accord écrit.",
    "other": "Point sur la semaine.",
}

NEXT_STEPS = (
    "Rappeler pour le dossier d’étiquettes",
    "إحضار محضر الجمع العام",
    "Apporter les factures du mois",
    "زيارة الورشة",
    "Fixer la date de l’assemblée",
    "الاتصال بالمكتب بخصوص الرخصة",
)

MEETINGS = (
    ("cafe", "Café citoyen : vendre près de chez soi", True),
    ("workshop", "ورشة حساب ثمن الكلفة", True),
    ("training", "Tenir une caisse, jour 1", True),
    ("training", "Tenir une caisse, jour 2", True),
    ("committee", "Comité du mécanisme", False),
    ("fair", "معرض الاقتصاد الاجتماعي والتضامني", False),
    ("workshop", "Atelier étiquettes et photos", True),
    ("assembly", "لقاء التعاونيات والمجموعات", True),
)

GIVEN = (
    ("Habiba", "حبيبة", "F"), ("Naïma", "نعيمة", "F"), ("Rachida", "رشيدة", "F"), ("Mounia", "منية", "F"),
    ("Zohra", "زهرة", "F"), ("Aziza", "عزيزة", "F"), ("Latifa", "لطيفة", "F"), ("Jamila", "جميلة", "F"),
    ("Hassan", "حسن", "M"), ("Mourad", "مراد", "M"), ("Anis", "أنيس", "M"), ("Driss", "إدريس", "M"),
)  # fmt: skip
FAMILY = (
    ("Bennani", "بناني"), ("Amrani", "العمراني"), ("Chaoui", "الشاوي"), ("Dridi", "الدريدي"), ("Ayari", "العياري"),
    ("Bouzid", "بوزيد"), ("Tahiri", "الطاهري"), ("Khelifi", "الخليفي"), ("Saidi", "السعيدي"), ("Mejri", "الماجري"),
)  # fmt: skip

# The example numbers of each country's numbering plan: nobody answers them
PHONES = {"MA": "+212520123456", "TN": "+21630010123"}
