"""The planning matrix of the demonstration: its objectives are those of the founding text, its targets are invented."""

GOALS = (
    # parent, level, code, French, Arabic, Spanish, English
    (
        "", "general", "OG",
        "Améliorer les conditions de vie par la cohésion économique, sociale et territoriale, dans l’égalité, pour un travail décent et un territoire sain",
        "تحسين ظروف العيش عبر التماسك الاقتصادي والاجتماعي والترابي، في ظل المساواة، من أجل عمل لائق ومجال سليم",
        "Mejorar las condiciones de vida por la cohesión económica, social y territorial, en igualdad, para un trabajo decente y un territorio sano",
        "Better living conditions through economic, social and territorial cohesion, in equality, for decent work and a healthy territory",
    ),
    (
        "OG", "specific", "A2.OE",
        "Promouvoir un écosystème de l’ESS avec une approche genre et environnementale",
        "تعزيز منظومة الاقتصاد الاجتماعي والتضامني بمقاربة النوع الاجتماعي والبيئة",
        "Promover un ecosistema de ESS con enfoque de género y medioambiental",
        "Promote an SSE ecosystem with a gender and environmental approach",
    ),
    (
        "A2.OE", "result", "A2.OE.R1",
        "Les entreprises de l’ESS sont conseillées et accompagnées selon leurs besoins",
        "تتلقى مقاولات الاقتصاد الاجتماعي والتضامني الاستشارة والمواكبة حسب حاجياتها",
        "Las empresas de ESS reciben asesoría y acompañamiento según sus necesidades",
        "SSE enterprises are advised and accompanied according to their needs",
    ),
    (
        "A2.OE", "result", "A2.OE.R2",
        "Les besoins du territoire sont entendus et reçoivent une réponse",
        "حاجيات المجال الترابي مسموعة ولها جواب",
        "Las necesidades del territorio se escuchan y tienen respuesta",
        "The needs of the territory are heard and answered",
    ),
    (
        "OG", "specific", "A1.OE",
        "Promouvoir l’intercoopération entre OSC, collectivités et université",
        "تعزيز التعاون البيني بين المجتمع المدني والجماعات والجامعة",
        "Promover la intercooperación entre OSC, autoridades locales y universidad",
        "Promote intercooperation between civil society, local authorities and the university",
    ),
    (
        "A1.OE", "result", "A1.OE.R1",
        "Les personnes se rencontrent, se forment et décident ensemble",
        "يلتقي الناس ويتكونون ويقررون معًا",
        "Las personas se encuentran, se forman y deciden juntas",
        "People meet, train and decide together",
    ),
)  # fmt: skip

INDICATORS = (
    # goal, code, computation, unit, target of the year, source, French, Arabic, Spanish, English
    ("A2.OE.R1", "A2.OE.R1.I1", "organisations_accompanied", "count", 40, "Fiches d’accueil signées", "Organisations accompagnées", "المنظمات المواكَبة", "Organizaciones acompañadas", "Organisations accompanied"),
    ("A2.OE.R1", "A2.OE.R1.I2", "new_organisations_accompanied", "count", 12, "Fiches d’accueil signées", "Organisations en création accompagnées", "منظمات مواكَبة قيد التأسيس", "Organizaciones en creación acompañadas", "Organisations being created, accompanied"),
    ("A2.OE.R1", "A2.OE.R1.I3", "existing_organisations_accompanied", "count", 28, "Fiches d’accueil signées", "Organisations existantes accompagnées", "منظمات مواكَبة قائمة من قبل", "Organizaciones existentes acompañadas", "Existing organisations accompanied"),
    ("A2.OE.R1", "A2.OE.R1.I4", "women_led_organisations_accompanied", "count", 24, "Procès-verbaux d’assemblée", "Organisations dirigées par des femmes accompagnées", "منظمات مواكَبة تقودها نساء", "Organizaciones dirigidas por mujeres acompañadas", "Women-led organisations accompanied"),
    ("A2.OE.R1", "A2.OE.R1.I5", "services_given", "count", 400, "Registre des services", "Services rendus", "الخدمات المقدَّمة", "Servicios prestados", "Services given"),
    ("A2.OE.R1", "A2.OE.R1.I6", "hours_of_service", "hours", 800, "Registre des services", "Heures de service", "ساعات الخدمة", "Horas de servicio", "Hours of service"),
    ("A2.OE.R1", "A2.OE.R1.I7", "people_present_at_services", "count", 1500, "Registre des services", "Présences aux services, femmes et hommes", "الحضور في الخدمات، نساء ورجالًا", "Presencias en los servicios, mujeres y hombres", "Presences at services, women and men"),
    ("A2.OE.R1", "A2.OE.R1.I8", "days_to_first_meeting", "days", 15, "Dossiers", "Jours de la demande à la première rencontre", "عدد الأيام من الطلب إلى اللقاء الأول", "Días de la solicitud al primer encuentro", "Days from demand to first meeting"),
    ("A2.OE.R1", "A2.OE.R1.I9", "uses_of_spaces", "count", 120, "Registre des espaces", "Usages des espaces partagés", "استعمالات الفضاءات المشتركة", "Usos de los espacios compartidos", "Uses of shared spaces"),
    ("A2.OE.R1", "A2.OE.R1.I10", "people_present_in_spaces", "count", 1200, "Registre des espaces", "Présences dans les espaces, femmes et hommes", "الحضور في الفضاءات، نساء ورجالًا", "Presencias en los espacios, mujeres y hombres", "Presences in spaces, women and men"),
    ("A2.OE.R2", "A2.OE.R2.I1", "needs_heard", "count", 200, "Fiches d’écoute", "Besoins entendus", "الحاجيات المسموعة", "Necesidades oídas", "Needs heard"),
    ("A2.OE.R2", "A2.OE.R2.I2", "needs_answered", "count", 150, "Fiches d’écoute", "Besoins qui ont reçu une réponse", "حاجيات لقيت جوابًا", "Necesidades respondidas", "Needs answered"),
    ("A1.OE.R1", "A1.OE.R1.I1", "attendances", "count", 900, "Feuilles d’émargement", "Présences aux rencontres", "الحضور في اللقاءات", "Asistencias a encuentros", "Attendances at meetings"),
    ("A1.OE.R1", "A1.OE.R1.I2", "people_met", "count", 400, "Feuilles d’émargement", "Personnes différentes aux rencontres", "أشخاص مختلفون في اللقاءات", "Personas distintas en encuentros", "Different people at meetings"),
    ("A1.OE.R1", "A1.OE.R1.I3", "", "percent", 60, "Enquête de satisfaction", "Part des participants satisfaits", "نسبة المشاركين الراضين", "Parte de participantes satisfechos", "Share of satisfied participants"),
)  # fmt: skip
