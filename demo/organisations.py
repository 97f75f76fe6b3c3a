"""The organisations of the demonstration: all invented, in real places. One line each.

territory | name | name in Arabic | legal form | commune or délégation | activity | activity in Arabic | women | men | led by women |
sector | care or circular
"""

from dataclasses import dataclass

LINES = """
NAD|Coopérative Tifawin|تعاونية تيفاوين|MA_COOP|Zaio|Amandes et huiles|لوز وزيوت|12|2|yes|food|
NAD|Coopérative Aman|تعاونية أمان|MA_COOP|Nador|Filets réparés et sacs|شباك مصلَّحة وحقائب|9|3|yes|crafts|circular
NAD|Groupe Tuizi|مجموعة ثويزي|MA_INF|Zaio|Couscous et pâtes|كسكس ومعجنات|8|0|yes|food|
NAD|Couturières de Selouane|خياطات سلوان|MA_INF|Selouane|Couture et retouche|خياطة وترقيع|7|0|yes|crafts|
NAD|Coopérative Amandes du Rif|تعاونية لوز الريف|MA_COOP|Tiztoutine|Amandes décortiquées|لوز مقشر|5|14|no|farming|
NAD|Miel du Gourougou|عسل كوروكو|MA_COOP|Bni Chiker|Miel de thym et de caroubier|عسل الزعتر والخروب|4|9|no|farming|
NAD|Atelier Nejma|ورشة نجمة|MA_AE|Bni Ansar|Vannerie de palmier nain|سلال من الدوم|3|1|yes|crafts|
NAD|GIE Saveurs de Kebdana|مجموعة نكهات كبدانة|MA_GIE|Arekmane|Vente groupée de produits du terroir|بيع جماعي لمنتوجات مجالية|18|11|no|trade|
BER|Coopérative Zegzel Verte|تعاونية زكزل الخضراء|MA_COOP|Zegzel|Nèfles et confitures|مزاح ومربيات|15|4|yes|food|
BER|Coopérative Tafoughalt Essences|تعاونية عطور تافوغالت|MA_COOP|Tafoughalt|Romarin et lavande|إكليل الجبل والخزامى|10|6|yes|cosmetics|
BER|Clémentines de Madagh|كليمانتين مداغ|MA_COOP|Madagh|Jus et écorces confites|عصير وقشور محلاة|6|17|no|food|
BER|Groupe Les Mains d’Ahfir|مجموعة أيادي أحفير|MA_INF|Ahfir|Broderie|طرز|9|0|yes|crafts|
BER|Association Oued Moulouya|جمعية وادي ملوية|MA_ASSO|Boughriba|Tri et compost|فرز وسماد عضوي|11|8|no|reuse|circular
BER|Coopérative Caprine Chouihia|تعاونية ماعز شويحية|MA_COOP|Chouihia|Fromage de chèvre|جبن الماعز|7|12|no|farming|
BER|Repas de Saïdia|وجبات السعيدية|MA_INF|Saidia|Repas pour les estivants|وجبات للمصطافين|6|1|yes|catering|
TNG|Coopérative Bab Bhar Textile|تعاونية باب البحر للنسيج|MA_COOP|Tanger|Uniformes et tissus récupérés|أزياء مهنية وأقمشة مسترجعة|21|5|yes|crafts|circular
TNG|Coopérative Crèche Bni Makada|تعاونية حضانة بني مكادة|MA_COOP|Tanger|Garde d’enfants à horaires élargis|حضانة أطفال بأوقات موسعة|14|1|yes|care|care
TNG|Fromagères de Dar Chaoui|جبّانات دار الشاوي|MA_COOP|Dar Chaoui|Jben et beurre|جبن وزبدة|13|2|yes|food|
TNG|Jardins d’Assilah|حدائق أصيلة|MA_COOP|Assilah|Maraîchage en paniers|خضر في سلال|6|7|no|farming|
TNG|Collectif Récup’ Charf|جماعة استرجاع الشرف|MA_INF|Tanger|Collecte et réparation|جمع وإصلاح|3|9|no|reuse|circular
TNG|Association Aïcha des Collines|جمعية عائشة التلال|MA_ASSO|Had Al Gharbia|Plantes séchées|أعشاب مجففة|16|4|yes|cosmetics|
TNG|Atelier Gueznaia Numérique|ورشة كزناية الرقمية|MA_SOC|Gueznaia|Catalogue et vente en ligne|كتالوغ وبيع إلكتروني|4|3|no|digital|
KEF|SMSA Jebel Dyr|شركة تعاضدية جبل الدير|TN_SMSA|Kef Est|Huile d’olive et semoule|زيت زيتون وسميد|8|26|no|farming|
KEF|GDA Femmes de Nebeur|مجمع نساء نبر|TN_GDA|Nebeur|Plantes aromatiques|نباتات عطرية|22|0|yes|cosmetics|
KEF|Société communautaire de Dahmani|الشركة الأهلية بالدهماني|TN_SC_L|Dahmani|Pois chiches et farine|حمص ودقيق|12|19|no|food|
KEF|Coopérative Pierre et Argile|تعاضدية الحجر والطين|TN_COOP|Tajerouine|Poterie|فخار|9|2|yes|crafts|
KEF|Groupe Mosaïque de Sakiet|مجموعة فسيفساء الساقية|TN_INF|Sakiet Sidi Youssef|Mosaïque|فسيفساء|5|3|no|crafts|
KEF|Association Théâtre et Terroir|جمعية المسرح والأرض|TN_ASSO|Kef Ouest|Repas et spectacles à la ferme|وجبات وعروض في الضيعة|10|9|no|culture|
KEF|Fromagères de Kalaat Senan|جبّانات قلعة سنان|TN_INF|Kalaat Senan|Fromage de brebis|جبن النعاج|7|0|yes|food|
NEF|Tisseuses de la Corbeille|نسّاجات الكربيل|TN_SMSA|Nefta|Tissage de tissus recyclés|نسيج من أقمشة معاد تدويرها|12|0|yes|crafts|circular
NEF|GDA Oasis de Nefta|مجمع واحة نفطة|TN_GDA|Nefta|Dattes et eau de l’oasis|تمور ومياه الواحة|9|41|no|farming|
NEF|Coopérative Sirop de Dattes|تعاضدية رُبّ التمر|TN_COOP|Tozeur|Sirop et vinaigre de dattes|رُبّ وخل التمر|11|3|yes|food|
NEF|Groupe Palmes de Hazoua|مجموعة جريد حزوة|TN_INF|Hazoua|Vannerie|سعف|8|1|yes|crafts|
NEF|Société communautaire de Tameghza|الشركة الأهلية بتمغزة|TN_SC_L|Tameghza|Gîtes et guides|إقامة ومرافقة الزوار|7|13|no|catering|
NEF|Association Mémoire de Degache|جمعية ذاكرة دقاش|TN_ASSO|Degache|Compost de palmes|سماد من الجريد|6|7|no|reuse|circular
TUN|L’Établi de la Médina|ورشة المدينة|TN_COOP|Médina|Menuiserie et réparation|نجارة وإصلاح|6|11|no|building|circular
TUN|Crèche solidaire d’Ettahrir|حضانة التحرير التضامنية|TN_ASSO|Ettahrir|Garde d’enfants|حضانة أطفال|13|1|yes|care|care
TUN|Cuisine des Femmes de Hraïria|مطبخ نساء الحرايرية|TN_INF|El Hrairia|Plats pour les écoles|وجبات للمدارس|9|0|yes|catering|
TUN|Coopérative Livreurs de Tunis|تعاضدية موزعي تونس|TN_COOP|Bab Souika|Livraison à vélo|توزيع بالدراجة|4|16|no|trade|
TUN|SMSA Potagers de Sidi Hassine|شركة تعاضدية بساتين سيدي حسين|TN_SMSA|Sidi Hassine|Légumes et semences|خضر وبذور|10|12|no|farming|
TUN|Recyclerie de La Goulette|معاد حلق الوادي|TN_ASSO|La Goulette|Filets et plastiques de mer|شباك وبلاستيك البحر|8|6|no|reuse|circular
TUN|Collectif Code en Commun|جماعة البرمجة المشتركة|TN_SOC|El Menzah|Logiciels libres pour coopératives|برمجيات حرة للتعاضديات|5|5|no|digital|
"""


@dataclass(frozen=True)
class Invented:
    territory: str
    name: str
    name_ar: str
    legal_form: str
    place: str
    activity_fr: str
    activity_ar: str
    women: int
    men: int
    is_women_led: bool
    sectors: list[str]
    is_care: bool
    is_circular: bool


def invented_organisations(lines: str = LINES) -> list[Invented]:
    """One of each line."""
    rows = [line.split("|") for line in lines.strip().splitlines()]
    return [
        Invented(
            *row[:7], int(row[7]), int(row[8]), row[9] == "yes", [row[10]], row[11] == "care", row[11] == "circular"
        )
        for row in rows
    ]
