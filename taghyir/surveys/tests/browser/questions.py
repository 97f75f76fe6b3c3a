"""Forms of the tests, written as XLSForm in Markdown, in Arabic and French. Invented questions, no one's answers."""

VISIT = """
| survey | | | | | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | hint::Arabic (ar) | relevant | constraint | required | appearance |
| | start | began | | | | | | | |
| | end | ended | | | | | | | |
| | text | who | ما اسم التعاونية؟ | Quel est le nom de la coopérative ? | كما يُكتب على الختم | | | yes | |
| | decimal | honey | كم كيلوغرامًا من العسل بعتم؟ | Combien de kilos de miel ? | | | | | |
| | integer | members | كم عدد الأعضاء؟ | Combien de membres ? | | | . >= 5 and . <= 500 | | |
| | select_one yes_no | needs | هل تحتاجون إلى دعم؟ | Avez-vous besoin d’appui ? | | | | yes | |
| | select_multiple need | which | ما الذي تحتاجونه؟ | De quoi ? | | ${needs} = 'yes' | | | |
| | begin_repeat | product | منتوج | Produit | | | | | |
| | text | name | ما اسم المنتوج؟ | Nom du produit ? | | | | | |
| | end_repeat | | | | | | | | |
| | image | photo | صورة للمحل | Photo du local | | | | | |
| choices | | | | |
| | list_name | name | label::Arabic (ar) | label::French (fr) |
| | yes_no | yes | نعم | Oui |
| | yes_no | no | لا | Non |
| | need | money | مال | De l’argent |
| | need | place | محل | Un local |
| settings | | | |
| | form_title | form_id | version |
| | زيارة | visit | 1 |
"""

KINDS = """
| survey | | | | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | relevant | required | appearance | parameters |
| | note | hello | **مرحبا** بكم | **Bienvenue** | | | | |
| | begin_group | people | الأشخاص | Les personnes | | | field-list | |
| | integer | women | عدد النساء | Femmes | | yes | | |
| | integer | men | عدد الرجال | Hommes | | yes | | |
| | text | why | لماذا لا توجد نساء؟ | Pourquoi aucune femme ? | ${women} = 0 | | | |
| | end_group | | | | | | | |
| | range | trust | من 0 إلى 5 | De 0 à 5 | | | | start=0 end=5 step=1 |
| | range | price | ثمن بين 0 و50 | Prix entre 0 et 50 | | | | start=0 end=50 step=0.5 |
| | rank need | order | رتّب | Classez | | | | |
| | select_one need | small | قائمة | Liste | | | minimal | |
| | date | day | اليوم | Jour | | | | |
| | time | hour | الساعة | Heure | | | | |
| | datetime | moment | اليوم والساعة | Jour et heure | | | | |
| | date | month | الشهر | Mois | | | month-year | |
| | geopoint | here | المكان | Lieu | | | | |
| | text | long | احكوا | Racontez | | | multiline | |
| | text | phone | الهاتف | Téléphone | | | numbers | |
| | acknowledge | agreed | موافقة | Accord | | yes | | |
| | audio | voice | صوت | Son | | | | |
| choices | | | | |
| | list_name | name | label::Arabic (ar) | label::French (fr) |
| | need | money | مال | De l’argent |
| | need | place | محل | Un local |
| | need | help | مواكبة | Un appui |
| settings | | | |
| | form_title | form_id | version |
| | كل الأنواع | kinds | 1 |
"""

PLACES = """
| survey | | | | | |
| | type | name | label::French (fr) | choice_filter | required |
| | select_one country | country | Pays | | yes |
| | select_one region | region | Région | country = ${country} | yes |
| choices | | | | |
| | list_name | name | label::French (fr) | country |
| | country | ma | Maroc | |
| | country | tn | Tunisie | |
| | region | oriental | L’Oriental | ma |
| | region | kef | Le Kef | tn |
| | region | tozeur | Tozeur | tn |
| settings | | | |
| | form_title | form_id | version |
| | Lieux | places | 1 |
"""

DRAWN = """
| survey | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | appearance | required |
| | image | signed | توقيع الرئيسة | Signature de la présidente | signature | yes |
| | image | plan | خريطة المحل | Plan du local | draw | |
| | image | shown | أين الخلل؟ | Où est le défaut ? | annotate | |
| settings | | | |
| | form_title | form_id | version |
| | توقيع | drawn | 1 |
"""

REST = """
| survey | | | | | | | | | |
| | type | name | label::fr | hint::fr | appearance | choice_filter | calculation | relevant | media::audio::fr |
| | note | welcome | # Bonjour **à toutes** [le programme](https://example.org) | *Merci* | | | | |
| | select_one animal | animal | Quel animal ? | | | | | | animal.wav |
| | select_one long | town | Quelle commune ? | | minimal autocomplete | | | |
| | select_multiple long | towns | Quelles communes ? | | minimal | | | |
| | select_one mood | mood | Contente ? | | likert | | | |
| | select_one mood | quick | Rapide ? | | quick columns-2 | | | |
| | begin_group | table | Tableau | | table-list | | | |
| | select_one mood | morning | Le matin | | | | | |
| | select_one mood | evening | Le soir | | | | | |
| | end_group | | | | | | | |
| | geotrace | path | Le chemin | | | | | |
| | geoshape | field | Le champ | | | | | |
| | image | photo | Une photo | | new | | | |
| | file | paper | Un papier | | | | | |
| | integer | kilos | Kilos | | | | | |
| | decimal | price | Prix du kilo | | | | | |
| | calculate | total | | | | | ${kilos} * ${price} | |
| | note | said | Total : ${total} dirhams | | | | | ${total} > 0 |
| | begin_repeat | member | Membre | | | | | |
| | text | name | Nom de la membre | | | | | |
| | end_repeat | | | | | | | |
| | calculate | members | | | | | count(${member}) | |
| choices | | | | |
| | list_name | name | label::fr | media::image::fr |
| | animal | goat | Chèvre | goat.png |
| | animal | bee | Abeille | bee.png |
| | mood | no | Non | |
| | mood | so | Un peu | |
| | mood | yes | Oui | |
LONG
| settings | | | |
| | form_title | form_id | version |
| | Le reste | rest | 1 |
"""
TOWNS = [
    "Jerada",
    "Aïn Béni Mathar",
    "Le Kef",
    "Dahmani",
    "Nador",
    "Zeghanghane",
    "Figuig",
    "Bouarfa",
    "Tozeur",
    "Nefta",
]
TOWNS += ["Degache", "Tamerza", "Hazoua", "Berkane", "Ahfir", "Saïdia", "Oujda", "Taourirt"]
REST = REST.replace("LONG", "\n".join(f"| | long | t{place} | {name} | |" for place, name in enumerate(TOWNS)))

SHORT = """
| survey | | | | | |
| | type | name | label::French (fr) | label::Arabic (ar) | media::image::French (fr) |
| | start | began | | | |
| | end | ended | | | |
| | text | who | Qui parle ? | من يتكلم؟ | jar.png |
| | text | words | Dans vos mots | بكلماتكم | |
| settings | | | |
| | form_title | form_id | version |
| | Parole | short | 1 |
"""

PHOTOS = """
| survey | | | |
| | type | name | label::French (fr) |
| | image | photo_1 | Première photo |
| | image | photo_2 | Deuxième photo |
| | image | photo_3 | Troisième photo |
| settings | | | |
| | form_title | form_id | version |
| | Photos | photos | 1 |
"""

LOOKS = """
| survey | | | | | | |
| | type | name | label::French (fr) | appearance | required | parameters |
| | select_one mood | quick | Tout de suite ? | quick | | |
| | begin_group | looks | Les autres | field-list | | |
| | select_one mood | mood | Contente ? | likert | | |
| | select_one mood | columns | En colonnes ? | columns-2 | | |
| | range | picked | Combien d'années ? | picker | | start=0 end=20 step=1 |
| | range | rated | Quelle note ? | rating | | start=1 end=5 step=1 |
| | range | high | Quelle hauteur ? | vertical | | start=0 end=3 step=1 |
| | integer | counted | Combien de ruches ? | counter | | |
| | integer | sum | Quel chiffre d'affaires ? | thousands-sep | | |
| | end_group | | | | | |
| | geopoint | place | Où est le local ? | maps | yes | |
| | geotrace | path | Par où passe-t-on ? | | | |
| choices | | | |
| | list_name | name | label::French (fr) |
| | mood | no | Non |
| | mood | so | Un peu |
| | mood | yes | Oui |
| settings | | | |
| | form_title | form_id | version |
| | Apparences | looks | 1 |
"""

CALENDARS = """
| survey | | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | appearance | required |
| | date | born | متى وُلدت؟ | Quand est-elle née ? | islamic | yes |
| | date | since | منذ أي شهر؟ | Depuis quel mois ? | ethiopian month-year | |
| | date | persian | بالتقويم الفارسي | En persan | persian | |
| | date | coptic | بالتقويم القبطي | En copte | coptic | |
| | date | month | الشهر والسنة | Mois | month-year | |
| | date | buddhist | بالتقويم البوذي | En bouddhique | buddhist | |
| settings | | | |
| | form_title | form_id | version |
| | تقاويم | calendars | 1 |
"""

FIELD = """
| survey | | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | appearance | media::image::Arabic (ar) |
| | select_multiple part | wet | أي أجزاء الحقل مبللة؟ | Quelles parties du champ sont humides ? | image-map | field.svg |
| | select_one part | best | أيها الأفضل؟ | Laquelle est la meilleure ? | image-map | field.svg |
| | select_one part | plain | وبلا صورة؟ | Et sans image ? | image-map | absent.svg |
| choices | | | | |
| | list_name | name | label::Arabic (ar) | label::French (fr) |
| | part | upper | الأعلى | Le haut |
| | part | lower | الأسفل | Le bas |
| | part | well | البئر | Le puits |
| | part | road | الطريق | Le chemin |
| settings | | | |
| | form_title | form_id | version |
| | الحقل | field | 1 |
"""
FIELD_DRAWN = b"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     viewBox="0 0 200 100" onload="window.wasRun = 1">
<script>window.wasRun = 1</script>
<style>.earth { fill: #d8c49a; stroke: #201a15 }</style>
<image href="https://example.org/seen.png" width="9" height="9"/>
<a xlink:href="javascript:window.wasRun = 1">
<rect class="earth" id="upper" x="5" y="5" width="190" height="42" style="opacity:.9" onclick="window.wasRun = 1"/></a>
<g transform="translate(0 50)"><g id="lower" class="earth"><path d="M5 3H140V45H5z"/></g></g>
<circle id="well" cx="170" cy="75" r="15" fill="#9cc5d8" stroke="#201a15"/>
</svg>"""

ELSEWHERE = """
| survey | | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | hint::French (fr) | appearance |
| | decimal | sun | أين تشرق الشمس؟ | Où se lève le soleil ? | Depuis la porte | bearing |
| | begin_group | others | أخرى | Autres | | field-list |
| | integer | breaths | عدد الأنفاس | Respirations par minute | | ex:org.example.BREATHCOUNT(age='4') |
| | image | shown | صورة | Image | | ex:org.example.camera |
| | date | day | اليوم | Jour | | bikram-sambat |
| | text | ticket | تذكرة | Étiquette | | printer |
| | end_group | | | | | |
| settings | | | |
| | form_title | form_id | version |
| | أخرى | elsewhere | 1 |
"""

LISTED = """
| survey | | | | | | |
| | type | name | label::French (fr) | label::Arabic (ar) | appearance | choice_filter |
| | begin_group | all | Tout | الكل | field-list | |
| | text | word | Un mot ? | كلمة؟ | | |
| | select_one town | town | Quelle commune ? | أية جماعة؟ | minimal | |
| | select_one town | near | Et à côté ? | والمجاورة؟ | minimal | side = ${word} |
| | end_group | | | | | |
| choices | | | | | |
| | list_name | name | label::French (fr) | label::Arabic (ar) | side |
| | town | jer | **Jerada** &amp; environs | جرادة | est |
| | town | nad | Nador | الناظور | nord |
| | town | fig | | فكيك | sud |
| settings | | | |
| | form_title | form_id | version |
| | Communes <b>&amp;</b> listes | listed | 1 |
"""

CODES = """
| survey | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | constraint |
| | barcode | sack | رمز الكيس | Code du sac | regex(., '^[0-9 ]+$') |
| settings | | | |
| | form_title | form_id | version |
| | رموز | codes | 1 |
"""

NEAR = """
| survey | | | | | |
| | type | name | label::Arabic (ar) | label::French (fr) | appearance |
| | select_one shop | shop | أي محل؟ | Quel local ? | map |
| | select_one plain | plain | بلا أماكن | Sans lieux | map |
| choices | | | | | |
| | list_name | name | label::Arabic (ar) | label::French (fr) | geometry |
| | shop | kef | الكاف | Le Kef | 36.1742 8.7049 0 0 |
| | shop | unknown | غير معروف | Inconnu | |
| | shop | nador | الناظور | Nador | 35.1681 -2.9335 |
| | shop | street | الزنقة | La rue | 35.5 -2.7 0 0;34.9103 -2.7443 0 0 |
| | shop | odd | آخر | Autre | somewhere |
| | shop | town | المدينة | La ville | 34.9403 -2.7343 0 0 |
| | plain | a | أ | A | |
| settings | | | |
| | form_title | form_id | version |
| | القرب | near | 1 |
"""
