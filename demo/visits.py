"""Visits of workshops, answered on a phone in the demonstration: judged, spoken of, one of them corrected. Photos are drawn."""

import datetime as dt
import io
import random
import uuid
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image, ImageDraw

from demo.clock import on_day
from taghyir.corrections.actions import keep_version
from taghyir.drafts.actions import send_draft
from taghyir.people.models import User
from taghyir.review.actions import comment_on_submission, correct_submission, judge_submission
from taghyir.surveys.actions import publish_form, receive_submission
from taghyir.surveys.definitions import Definition, definition_of, forget
from taghyir.surveys.instances import read_sheet
from taghyir.surveys.models import Form, Submission

NAME = "visite_atelier"
Sheets = dict[str, list[list[str]]]
SHEETS: Sheets = {
    "survey": [
        ["type", "name", "label::French (fr)", "label::Arabic (ar)", "label::Spanish (es)"],
        ["text", "workshop", "Quel atelier\u00a0?", "أي ورشة؟", "¿Qué taller?"],
        ["geopoint", "place", "Où est-il\u00a0?", "أين توجد؟", "¿Dónde está?"],
        ["select_multiple works", "works", "Que fait-on ici\u00a0?", "ماذا يُصنع هنا؟", "¿Qué se hace aquí?"],
        ["select_one rooms", "room", "Le local est", "المحل", "El local es"],
        [
            "integer",
            "seats",
            "Combien de postes de travail\u00a0?",
            "كم عدد أماكن العمل؟",
            "¿Cuántos puestos de trabajo?",
        ],
        [
            "image",
            "photo",
            "Une photo du local, sans personne",
            "صورة للمحل من دون أشخاص",
            "Una foto del local, sin personas",
        ],
        ["begin repeat", "tools", "Machines et outils", "الآلات والأدوات", "Máquinas y herramientas"],
        ["text", "tool", "Quel outil\u00a0?", "أي أداة؟", "¿Qué herramienta?"],
        ["integer", "count", "Combien\u00a0?", "كم؟", "¿Cuántas?"],
        ["end repeat", "", "", "", ""],
        ["text", "words", "Ce que l’on vous a dit", "ما قيل لكم", "Lo que le dijeron"],
    ],
    "choices": [
        ["list_name", "name", "label::French (fr)", "label::Arabic (ar)", "label::Spanish (es)"],
        ["works", "food", "de la nourriture", "أغذية", "alimentos"],
        ["works", "weaving", "du tissage", "نسيج", "tejido"],
        ["works", "soap", "des savons et des huiles", "صابون وزيوت", "jabones y aceites"],
        ["rooms", "owned", "à la coopérative", "ملك للتعاونية", "propio"],
        ["rooms", "rented", "loué", "مكترى", "alquilado"],
        ["rooms", "lent", "prêté", "مُعار", "prestado"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "default_language"],
        ["Visite d’atelier · زيارة ورشة", NAME, "1", "French (fr)"],
    ],
}
# who, days ago, workshop, latitude and longitude, what is made, whose room, seats, tools, words
VISITS = (
    ("karim", 40, "Atelier Tifawin, Zaïo", "34.9439 -2.7342", "soap food", "rented", 7, ("presse:1", "bocaux:60"), ""),
    ("karim", 38, "نسيج أمان، الناظور", "35.1681 -2.9335", "weaving", "lent", 5, ("نول:3",), "المكان ضيق في الشتاء."),
    ("karim", 31, "Les amandes de Selouane", "35.0697 -2.9433", "food", "owned", 12, ("balance:1", "four:2"), ""),
    ("karim", 31, "Les amandes de Selouane", "35.0697 -2.9433", "food", "owned", 12, ("balance:1", "four:2"), ""),
    ("karim", 22, "Savonnerie Kariat", "35.1086 -2.7408", "soap", "rented", 40, (), "Quatre femmes à la fois."),
    ("karim", 9, "خبز العروي", "35.0106 -3.0069", "food", "rented", 6, ("فرن:1", "ميزان:1"), "ينقصنا ميزان ثانٍ."),
    ("karim", 2, "Tapis de Gourougou", "35.1905 -2.9792", "weaving", "lent", 4, ("métier:2",), ""),
    ("hedi", 27, "مرقوم الكاف", "36.1742 8.7049", "weaving", "owned", 9, ("نول:4",), "نبيع في السوق كل خميس."),
    ("hedi", 15, "Huilerie de Sers", "36.0747 9.0217", "food soap", "rented", 8, ("pressoir:1",), ""),
    ("hedi", 4, "Harissa de Dahmani", "35.9447 8.8283", "food", "lent", 6, ("bocaux:200",), ""),
)


def visit_workshops(today: dt.date) -> int:
    """All of it, once. Returns how many visits there are."""
    if Form.objects.filter(xform_id=NAME).exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    with on_day(today - dt.timedelta(days=45)):
        publish_form(actor=users["pilar"], sheet=_workbook(SHEETS))
    forget(NAME, "1")  # of another demonstration, in the same process
    definition = definition_of(NAME, "1")
    assert definition, "it was published a moment ago"
    luck = random.Random(1956)
    answers = []
    for who, ago, *visit in VISITS:
        with on_day(today - dt.timedelta(days=ago)):
            answers.append(_answered(users[who], definition, luck, *visit))
    _judge(users, answers, today)
    with on_day(today - dt.timedelta(days=1)):
        send_draft(actor=users["pilar"], sheet=_workbook(_next_sheets()))
    return len(answers)


def _next_sheets() -> Sheets:
    """The version being tried: a question in other words, one moved, one new, and a room that is lent no more."""
    head, *asked = SHEETS["survey"]
    seats = next(row for row in asked if row[1] == "seats")
    others = [row for row in asked if row is not seats]
    said = [
        "text",
        "words",
        "Ce que l’on vous a dit, mot pour mot",
        "ما قيل لكم حرفيًا",
        "Lo que le dijeron, palabra por palabra",
    ]
    paid = [
        "integer",
        "paid",
        "Combien de postes sont payés\u00a0?",
        "كم منها مدفوع الأجر؟",
        "¿Cuántos puestos se pagan?",
    ]
    survey = [head, *(said if row[1] == "words" else row for row in others), seats, paid]
    choices = [row for row in SHEETS["choices"] if row[1] != "lent"]
    return {
        "survey": survey,
        "choices": choices,
        "settings": [SHEETS["settings"][0], [*SHEETS["settings"][1][:2], "2", "French (fr)"]],
    }


def _workbook(sheets: Sheets) -> SimpleUploadedFile:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(f"{NAME}.xlsx", file.getvalue())


def _answered(
    user: User,
    definition: Definition,
    luck: random.Random,
    workshop: str,
    place: str,
    works: str,
    room: str,
    seats: int,
    tools: tuple[str, ...],
    words: str,
) -> Submission:
    named = uuid.UUID(int=luck.getrandbits(128), version=4)
    turns = "".join(
        f"<tools><tool>{tool}</tool><count>{count}</count></tools>" for tool, count in (t.split(":") for t in tools)
    )
    xml = (
        f'<data id="{NAME}" version="1"><workshop>{escape(workshop)}</workshop><place>{place} 0 0</place><works>{works}</works>'
        f"<room>{room}</room><seats>{seats}</seats><photo>{named.hex[:8]}.jpg</photo>{turns}<words>{escape(words)}</words>"
        f"<meta><instanceID>uuid:{named}</instanceID></meta></data>"
    )
    photo = SimpleUploadedFile(f"{named.hex[:8]}.jpg", _drawn(luck), "image/jpeg")
    return receive_submission(
        actor=user, definition=definition, sheet=read_sheet(xml.encode()), files=[photo], device="Tecno, ODK Collect"
    )


def _drawn(luck: random.Random) -> bytes:
    """A woven pattern in the place of a photo: nobody's workshop is shown."""
    image = Image.new("RGB", (800, 600), luck.choice(("#edeae2", "#d6d0c3", "#f2cb6c")))
    draw = ImageDraw.Draw(image)
    for row in range(0, 600, 50):
        for column in range(0, 800, 50):
            if luck.random() < 0.4:
                colour = luck.choice(("#213f7d", "#9a291f", "#3c5a18", "#0a5a62"))
                draw.polygon(
                    [(column + 25, row), (column + 50, row + 25), (column + 25, row + 50), (column, row + 25)], colour
                )
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()


def _judge(users: dict[str, User], answers: list[Submission], today: dt.date) -> None:
    amina, karim, rania = users["amina"], users["karim"], users["rania"]
    first, second, third, twice, soap, bread, *_rest = answers
    with on_day(today - dt.timedelta(days=20)):
        for answer in (first, second, third):
            judge_submission(actor=amina, submission=answer, state="approved")
        judge_submission(
            actor=amina, submission=twice, state="rejected", words="Envoyé deux fois\u00a0: la première suffit."
        )
        judge_submission(
            actor=amina, submission=soap, state="has_issues", words="Quarante postes pour quatre femmes\u00a0?"
        )
        judge_submission(actor=rania, submission=answers[7], state="approved", words="زيارة كاملة، شكرا.")
    with on_day(today - dt.timedelta(days=19)):
        comment_on_submission(actor=karim, submission=soap, words="Un zéro de trop, je corrige.")
        began, mended = soap.answers, soap.answers | {"seats": "4"}
        correct_submission(actor=karim, submission=soap, answers=mended, reason="Un zéro de trop", based_on=1)
        counted = {"answers": began | {"seats": "14"}, "reason": "Recompté au téléphone"}
        keep_version(actor=amina, submission=soap, based_on=1, **counted)  # both corrected it at once
    with on_day(today - dt.timedelta(days=6)):
        judge_submission(actor=amina, submission=bread, state="has_issues", words="كم عدد الأفران بالضبط؟")
