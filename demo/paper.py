"""The quick listening on paper, in the demonstration: ten sheets printed, three brought back from the souk of Zaïo."""

import datetime as dt
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from demo.clock import on_day
from taghyir.paper.actions import bring_sheets, confirm_sheet, print_form, set_sheet_aside
from taghyir.paper.finding import PX
from taghyir.paper.models import PaperSheet, PrintedBatch
from taghyir.paper.printed import TYPEFACES, pages_as_pictures
from taghyir.paper.taking import take_bringing
from taghyir.people.models import User
from taghyir.surveys.models import Form

INK = (28, 44, 120)
# ticked boxes by question, words written by hand, and whether coffee was spilt on it
FILLED: tuple[tuple[dict[str, list[str]], dict[str, str], bool], ...] = (
    (
        {"consent": ["OK"], "sex": ["F"], "territory": ["NAD"], "stage": ["start"], "theme": ["market"]}
        | {"priority": ["3"], "adviser_priority": ["2"]},
        {
            "said_by": "une tisseuse",
            "place": "souk de Zaïo",
            "activity": "tapis et couvertures",
            "words": "On vend à perte quand il pleut, le souk est loin.",
        },
        False,
    ),
    (
        {"consent": ["OK"], "sex": ["F"], "territory": ["NAD"], "stage": ["manage"], "theme": ["model", "work"]},
        {"said_by": "la trésorière", "place": "Zaïo", "words": "Nous ne savons pas calculer nos prix."},
        True,
    ),
    ({"sex": ["M"], "territory": ["NAD"], "theme": ["status"]}, {"words": "Les papiers traînent."}, False),
)


def bring_paper_back(today: dt.date) -> int:
    """Print, fill and bring back, once: one sheet is an answer, one waits to be decided, one is set aside."""
    if PrintedBatch.objects.exists():
        return 0
    karim = User.objects.get(email="karim@taghyir.example")
    form = Form.objects.select_related("current__form").get(xform_id="ecoute_rapide")
    with on_day(today - dt.timedelta(days=9)):
        batch = print_form(actor=karim, version=form.current, language="fr", copies=10, blocks=1)
    with on_day(today - dt.timedelta(days=2)):
        sheets = list(batch.sheets.order_by("pk")[: len(FILLED)])
        for sheet, filled in zip(sheets, FILLED, strict=True):
            take_bringing(bring_sheets(actor=karim, files=_photos(sheet, *filled)))
            sheet.refresh_from_db()
        said = {one["key"]: "" for one in batch.layout["fields"]} | FILLED[0][1]
        said |= {key: values[0] for key, values in FILLED[0][0].items()}
        confirm_sheet(actor=karim, sheet=sheets[0], answers=said)
        set_sheet_aside(actor=karim, sheet=sheets[2], reason="La personne n’a pas donné son accord.")
    return len(FILLED)


def _photos(sheet: PaperSheet, ticks: dict[str, list[str]], words: dict[str, str], is_stained: bool) -> list[Any]:
    """The pages of a sheet, filled with a blue pen."""
    batch, version = sheet.batch, sheet.batch.version
    drawn = pages_as_pictures(
        batch.layout, version.form.title, batch.language, version.md5[:4], sheet.number, PX * 25.4
    )
    pages = [Image.open(io.BytesIO(page)).convert("RGB") for page in drawn]
    pens = [ImageDraw.Draw(page) for page in pages]
    hand = ImageFont.truetype(TYPEFACES / "IBMPlexSansArabic_400Regular.ttf", round(4.6 * PX))
    for one in batch.layout["fields"]:
        for value, page, x, y in one["boxes"]:
            if value in ticks.get(one["key"], ()):
                tick = [(x + 0.9, y + 2.4), (x + 2.1, y + 4.2), (x + 4.9, y + 0.2)]
                pens[page - 1].line([(a * PX, b * PX) for a, b in tick], fill=INK, width=4, joint="curve")
        if one["key"] in words:
            page, x, y, _width, _height = one["crops"][0]
            pens[page - 1].text(((x + 8) * PX, (y + 3.4) * PX), words[one["key"]], fill=INK, font=hand)
    if is_stained:
        pens[0].ellipse([700, 1500, 1040, 1820], outline=(196, 164, 128), width=16)
    return [_photo(page, number) for number, page in enumerate(pages, 1)]


def _photo(page: Image.Image, number: int) -> SimpleUploadedFile:
    """The page, turned a little on a wooden table."""
    turned = page.rotate(3.5 * (-1) ** number, expand=True, fillcolor=(120, 92, 66), resample=Image.Resampling.BICUBIC)
    written = io.BytesIO()
    turned.save(written, "JPEG", quality=80)
    return SimpleUploadedFile(f"page-{number}.jpg", written.getvalue(), "image/jpeg")
