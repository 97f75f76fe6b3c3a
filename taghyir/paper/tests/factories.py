"""Printed sheets and what comes back, for the tests: everything through the actions, every picture from a real PDF."""

import io
import random
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.core.testing import run_reactions
from taghyir.paper import actions, printed
from taghyir.paper.models import Bringing, PaperSheet, PrintedBatch
from taghyir.paper.tests.drawn import Pen, pages_of, photographed
from taghyir.paper.tests.instrument import souk_form
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Form
from taghyir.surveys.tests.factories import FormFactory, FormVersionFactory

souk = cache(souk_form)


def souk_published(territory=None) -> Form:
    """The form of the souk, which anybody in the field may fill."""
    asked = souk()
    form = FormFactory(xform_id=asked.form.xform_id, title=asked.form.title, territory=territory)
    kept = {name: getattr(asked, name) for name in ("version", "xform", "md5", "questions", "languages")}
    form.current = FormVersionFactory(form=form, **kept)
    form.save()
    return form


def printed_batch(language="fr", copies=1, by="karim", form=None) -> PrintedBatch:
    form = form or souk_published()
    return actions.print_form(actor=somebody(by), version=form.current, language=language, copies=copies, blocks=2)


def blank_pages(sheet: PaperSheet) -> list[Image.Image]:
    """The pages of a sheet as the printer gives them."""
    batch, version = sheet.batch, sheet.batch.version
    drawn = printed.sheets_as_pdf(batch.layout, version.form.title, batch.language, version.md5[:4], [sheet.number])
    return pages_of(drawn)


def ticked_pages(sheet: PaperSheet, ticks: dict[str, list[str]], written: tuple[str, ...] = ()) -> list[Image.Image]:
    """The pages with these choices ticked, by the key of the field, and something written by hand in others."""
    pages = blank_pages(sheet)
    pens = [Pen.on(page, random.Random(7)) for page in pages]
    for one in sheet.batch.layout["fields"]:
        for value, page, x, y in one["boxes"]:
            if value in ticks.get(one["key"], ()):
                pens[page - 1].tick(x, y)
        if one["key"] in written:
            page, *where = one["crops"][0]
            pens[page - 1].write(*where)
    return pages


def photo(page: Image.Image, seed=1, turned=8.0, name="photo.jpg") -> SimpleUploadedFile:
    """A photo of the page, as a phone sends it."""
    return SimpleUploadedFile(name, photographed(page, random.Random(seed), turned=turned), "image/jpeg")


def flat(page: Image.Image, name="page.jpg") -> SimpleUploadedFile:
    """The page as a good scanner gives it: cheaper than a photo where the photo is not what is tried."""
    written = io.BytesIO()
    page.save(written, "JPEG", quality=85)
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")


def scan(pages: list[Image.Image], name="scan.pdf") -> SimpleUploadedFile:
    """A PDF of the pages at 254 dpi, as a scanner sends it."""
    written = io.BytesIO()
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:], resolution=254)
    return SimpleUploadedFile(name, written.getvalue(), "application/pdf")


def brought(*files, by="karim") -> Bringing:
    """Bring files back, and let the worker read them."""
    bringing = actions.bring_sheets(actor=somebody(by), files=list(files))
    run_reactions()
    bringing.refresh_from_db()
    return bringing


def sheet_back(ticks=None, written=(), language="fr", batch=None) -> PaperSheet:
    """A sheet that was filled and scanned: it waits for somebody."""
    batch = batch or printed_batch(language)
    sheet = batch.sheets.filter(state="printed").order_by("pk").first()
    chosen = {"market/sells": ["yes"], "market/products": ["honey"], "mood": ["good"]} if ticks is None else ticks
    brought(*(flat(page) for page in ticked_pages(sheet, chosen, written)))
    sheet.refresh_from_db()
    return sheet
