"""Workbooks for the tests, as people write them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

SURVEY = [
    ["type", "name", "label::Français (fr)", "label::العربية", "relevant"],
    ["text", "words", "Dans vos mots", "بكلماتكم", ""],
    ["select_one themes", "theme", "Sur quoi", "حول ماذا", ""],
]
CHOICES = [
    ["list_name", "name", "label::Français (fr)", "label::العربية"],
    ["themes", "market", "Vendre", "البيع"],
    ["themes", "care", "Le soin", "الرعاية"],
]


def workbook(**sheets: list[list]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def settings(form_id="listening", version="1", **more) -> list[list]:
    named = {"form_title": "Écoute du souk", "form_id": form_id, "version": version} | more
    named = {key: value for key, value in named.items() if value is not None}
    return [list(named), list(named.values())]


def sheet(survey=SURVEY, choices=CHOICES, name="listening.xlsx", **named) -> SimpleUploadedFile:
    """A sheet ready to be sent; `version=None` leaves the version out."""
    return SimpleUploadedFile(name, workbook(survey=survey, choices=choices, settings=settings(**named)))
