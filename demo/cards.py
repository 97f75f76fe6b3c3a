"""Cards that speak, in the demonstration: words, hours, drawn pictures, relations."""

import datetime as dt
import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from taghyir.cards.actions import add_photo, propose_relation, set_hours, write_words
from taghyir.cards.models import Words
from taghyir.directory.models import Organisation
from taghyir.people.models import User

_TIFAWIN = (
    "Nous sommes quatorze, à Zaïo. Nous cassons les amandes à la main et pressons l’huile à froid, le matin.\n\n"
    "Un tiers de ce que nous gagnons va à la garde des enfants pendant le travail."
)
_TIFAWIN_AR = (
    "نحن أربع عشرة، في زايو. نكسر اللوز باليد ونعصر الزيت على البارد في الصباح.\n\n"
    "ثلث ما نربحه يذهب إلى حضانة الأطفال أثناء العمل."
)
SAID = (
    ("Tifawin", "fr", _TIFAWIN),
    ("Tifawin", "ar", _TIFAWIN_AR),
    ("Aman", "fr", "Nous réparons les filets du port et cousons des sacs avec ceux qui ne se réparent plus."),
    ("Gourougou", "ar", "عسل الزعتر والخروب من جبل كوروكو. نبيع في السوق كل خميس."),
    ("Nejma", "zgh", "ⴰⵣⵓⵍ. ⵏⴽⴽⵏⵉ ⴷ ⵜⵉⵎⵖⴰⵔⵉⵏ ⵙⴳ ⴱⵏⵉ ⴰⵏⵚⴰⵔ."),  # Hello. We are women of Bni Ansar.
    ("Nebeur", "ar", "نساء من نبر يجمعن النباتات العطرية ويجففنها دون أن تُقلع الجذور."),
)
SEEN = (("Un tas d’amandes, dessin", "كومة لوز، رسم"), ("Trois bouteilles d’huile, dessin", "ثلاث قارورات زيت، رسم"))
TIES = (("Gourougou", "supplies", "Kebdana"), ("Tifawin", "supplies", "Kebdana"), ("Aman", "works_with", "Selouane"))


def let_cards_speak() -> int:
    """Write each, once. Returns how many cards speak."""
    robot = User.objects.robot()
    if Words.objects.exists():
        return 0
    for name, language, words in SAID:
        write_words(actor=robot, organisation=_card(name), words={language: words})
    morning, afternoon = (dt.time(8, 30), dt.time(12, 30)), (dt.time(14), dt.time(17))
    week = {day: [morning, afternoon] for day in range(4)} | {4: [morning]}
    set_hours(
        actor=robot, organisation=_card("Tifawin"), hours=week, whatsapp="+212520123456",
        note_fr="Fermée le matin du souk, le jeudi.", note_ar="مغلقة صباح السوق يوم الخميس.",
    )  # fmt: skip
    evenings = {day: [(dt.time(19), dt.time(1))] for day in range(3, 7)}
    set_hours(actor=robot, organisation=_card("Saïdia"), hours=evenings, note_fr="En été.", note_ar="في الصيف.")
    for seed, (seen_fr, seen_ar) in enumerate(SEEN):
        add_photo(
            actor=robot, organisation=_card("Tifawin"), file=_drawing(seed), agreed=True, seen_fr=seen_fr, seen_ar=seen_ar
        )  # fmt: skip
    for subject, kind, to in TIES:
        propose_relation(actor=robot, organisation=_card(subject), kind=kind, other=_card(to))
    return Words.objects.values("organisation").distinct().count()


def _card(name: str) -> Organisation:
    return Organisation.objects.filter(name__endswith=name).order_by("pk")[0]


def _drawing(seed: int) -> SimpleUploadedFile:
    """A plain drawing, so that nobody takes it for a photo of somebody."""
    luck, image = random.Random(seed), Image.new("RGB", (960, 720), "#f3ead8")
    draw = ImageDraw.Draw(image)
    if seed == 0:
        for _almond in range(160):
            x, y = luck.gauss(480, 150), 640 - abs(luck.gauss(0, 150))
            draw.ellipse(
                (x - 34, y - 20, x + 34, y + 20),
                fill=luck.choice(("#b5763a", "#a3652c", "#c98a4b")),
                outline="#7a4a1f",
                width=3,
            )
    else:
        for number in range(3):
            x = 230 + 220 * number
            draw.rectangle((x, 280, x + 120, 640), fill="#d9a92f", outline="#7a4a1f", width=5)
            draw.rectangle((x + 40, 180, x + 80, 280), fill="#d9a92f", outline="#7a4a1f", width=5)
            draw.rectangle((x + 10, 420, x + 110, 560), fill="#fffaf0", outline="#7a4a1f", width=3)
    written = io.BytesIO()
    image.save(written, "PNG")
    return SimpleUploadedFile("dessin.png", written.getvalue())
