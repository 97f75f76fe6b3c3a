"""Of a workbook with several sheets, a person chooses the one that is read; the next one of the source is read so."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import choose_sheet, import_organisations
from taghyir.sources.models import Source
from taghyir.tables.models import ImportRun
from taghyir.tables.runs import rows_of

pytestmark = pytest.mark.django_db
HEAD = ["Nom", "Pays"]
SHEETS = {
    "Notes": [["Lu par"], ["Amina"]],
    "2024": [HEAD, ["Rif", "MA"]],
    "2025 (b)": [HEAD, ["Nahda", "MA"], [], ["Amal", "MA"]],
}


def book_of(sheets=SHEETS) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def read(run) -> ImportRun:
    run_reactions()
    run.refresh_from_db()
    return run


def brought(content=None, source="Registre") -> ImportRun:
    file = SimpleUploadedFile("registre.xlsx", content or book_of())
    return read(import_organisations(actor=somebody("pilar"), file=file, source=source, country="MA"))


def names(run) -> list[str]:
    return [row.values["Nom"] for row in rows_of(run)]


def test_another_sheet_is_chosen_among_their_first_lines_and_the_next_workbook_is_read_so(as_user):
    run, pilar = brought(), as_user(somebody("pilar"))
    assert (run.state, run.options["sheet"], names(run)) == ("previewed", "2024", ["Rif"])
    page = pilar.get(f"/fr/organisations/import/{run.pk}/").content.decode()
    assert f"/fr/organisations/import/{run.pk}/sheet/" in page
    choice = pilar.get(f"/fr/organisations/import/{run.pk}/sheet/").content.decode()
    assert "Lu par" in choice and "Nom · Pays" in choice and "Amal · MA" in choice and "Notes" in choice
    wrong = pilar.post(f"/fr/organisations/import/{run.pk}/sheet/", {"sheet": "2030"})
    assert wrong.context["form"].errors.keys() == {"sheet"}
    assert pilar.post(f"/fr/organisations/import/{run.pk}/sheet/", {"sheet": "2025 (b)"}).status_code == 302
    assert (read(run).state, run.options["sheet"], names(run)) == ("previewed", "2025 (b)", ["Nahda", "Amal"])
    assert Source.objects.get().sheet == "2025 (b)"
    assert names(brought(source="REGISTRE")) == ["Nahda", "Amal"]
    assert names(brought(source="Un autre")) == ["Rif"]
    gone = {name: rows for name, rows in SHEETS.items() if name != "2025 (b)"}
    assert names(brought(book_of(gone))) == ["Rif"], "the sheet is not there any more"


def test_a_sheet_without_organisations_is_said_and_another_can_be_chosen(as_user):
    run = brought(source="")
    choose_sheet(actor=somebody("pilar"), run=run, sheet="Notes")
    assert read(run).state == "unreadable" and not Source.objects.exists()
    page = as_user(somebody("pilar")).get(f"/ar/organisations/import/{run.pk}/").content.decode()
    assert f"/ar/organisations/import/{run.pk}/sheet/" in page
    choose_sheet(actor=somebody("pilar"), run=run, sheet="2024")
    assert names(read(run)) == ["Rif"]


def test_a_sheet_is_not_chosen_by_others_nor_of_another_workbook_nor_too_late(as_user):
    run = brought()
    with pytest.raises(NotAllowed):
        choose_sheet(actor=somebody("amina"), run=run, sheet="2024")
    with pytest.raises(Refused):
        choose_sheet(actor=somebody("pilar"), run=run, sheet="2030")
    choose_sheet(actor=somebody("pilar"), run=run, sheet="2024")
    with pytest.raises(Refused):
        choose_sheet(actor=somebody("pilar"), run=run, sheet="2024")  # it is being read
    pilar = as_user(somebody("pilar"))
    assert pilar.get(f"/fr/organisations/import/{run.pk}/sheet/").status_code == 302
    plain = read(import_organisations(actor=somebody("pilar"), file=SimpleUploadedFile("a.csv", b"nom;pays\nRif;MA\n")))
    assert pilar.get(f"/fr/organisations/import/{plain.pk}/sheet/").status_code == 302
