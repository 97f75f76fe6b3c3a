"""A file is brought on a page, previewed, written, and its refused rows mended."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from taghyir.core.testing import run_reactions
from taghyir.directory.models import Organisation
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import import_organisations
from taghyir.tables.models import ImportRun

pytestmark = pytest.mark.django_db
HERE = "/fr/organisations/import/"


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("value", ["", "x" * 5_000, "تعاونية", "'; DROP TABLE--", "<b>\u202e{{x}}", "\0", "-1"])
def test_no_value_breaks_the_form(as_user, value):
    answer = as_user(somebody("amina")).post(HERE, dict.fromkeys(("file", "source", "country"), value))
    assert answer.status_code == 200


class TestImportPages:
    def bring(self, browser, content=b"nom;pays;couleur\nRif;MA;bleu\nAutre;Espagne;\n"):
        response = browser.post(HERE, {"file": SimpleUploadedFile("liste.csv", content)})
        return ImportRun.objects.get(), response.url

    def test_a_file_is_previewed_then_written_then_mended(self, as_user):
        pilar = as_user(somebody("pilar"))
        run, here = self.bring(pilar)
        assert 'http-equiv="refresh"' in text_of(pilar.get(here))
        run_reactions()
        page = text_of(pilar.get(here))
        assert 'http-equiv="refresh"' not in page
        assert "couleur" in page
        assert "Espagne" in page
        assert not Organisation.objects.exists()
        pilar.post(f"{HERE}{run.pk}/apply/")
        assert 'http-equiv="refresh"' in text_of(pilar.get(here))
        run_reactions()
        assert "Rif" in text_of(pilar.get(here + "?verdict=add"))
        assert Organisation.objects.get().name == "Rif"
        mend = b"".join(pilar.get(f"{HERE}{run.pk}/rows/?format=csv").streaming_content).decode()
        assert "Autre,Espagne" in mend
        pilar.post(f"{HERE}{run.pk}/apply/")
        run.refresh_from_db()
        assert run.state == "applied"

    @pytest.mark.parametrize("query", ["?verdict=xx", "?verdict=to_mend&page=9", "?page=-1", "?verdict=update"])
    def test_any_address_of_a_run_is_a_page(self, as_user, query):
        pilar = as_user(somebody("pilar"))
        _run, here = self.bring(pilar)
        run_reactions()
        assert pilar.get(here + query).status_code == 200

    def test_a_file_that_cannot_be_read_says_so_on_its_page(self, as_user):
        pilar = as_user(somebody("pilar"))
        run, here = self.bring(pilar, b"[1, 2]")
        run_reactions()
        run.refresh_from_db()
        assert run.sentence in text_of(pilar.get(here)).replace("&#x27;", "'")

    def test_what_one_brought_is_not_shown_to_another(self, as_user):
        _run, here = self.bring(as_user(somebody("pilar")))
        assert as_user(somebody("amina")).get(here).status_code == 404
        assert as_user(somebody("ines")).get(here).status_code == 200


BOOKS = {
    "fr": (
        [["Registre des coopératives", "arrêté au 31/12/2025"], [],
         ["Nom", "Adresse", None, "Contact", None, "Pays"], [None, "rue", "ville", "téléphone", "site web", None],
         ["Tifawin", "12, avenue du Rif", "Zaïo", "0612345678", "tifawin.ma", "Maroc"],
         ["Nahda", "3, rue du Souk", "Nador", "0612345679", None, "Maroc"]],
        ("A3:A4", "B3:C3", "D3:E3", "F3:F4"),
    ),
    "ar": (
        [["لائحة التعاونيات", "2025"],
         ["Nom", "Commune", "Téléphone", "Pays", "Site"], ["الاسم", "الجماعة", "الهاتف", "البلد", "الموقع"],
         ["Tifawin", "زايو", "0612345678", "المغرب", "tifawin.ma"], ["Nahda", "زايو", "0612345679", "المغرب", None]],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_workbook_with_two_rows_of_headings_on_its_second_sheet_comes_in_whole(as_user, ground, language):
    lines, merged = BOOKS[language]
    book = Workbook()
    book.active.append(["Lisez-moi", "Ce registre est tenu par le bureau."])
    for line in lines:
        (book["Registre"] if "Registre" in book.sheetnames else book.create_sheet("Registre")).append(line)
    for cells in merged:
        book["Registre"].merge_cells(cells)
    book.save(file := io.BytesIO())
    pilar, here = as_user(somebody("pilar")), f"/{language}/organisations/import/"
    here = pilar.post(here, {"file": SimpleUploadedFile("registre.xlsx", file.getvalue())}).url
    run_reactions()
    page = text_of(pilar.get(here))
    assert "Tifawin" in page and "Registre" in page
    pilar.post(f"{here}apply/")
    run_reactions()
    found = Organisation.objects.get(name="Tifawin")
    assert (found.phone, found.website) == ("+212612345678", "https://tifawin.ma")
    assert found.address == "12, avenue du Rif, Zaïo" if language == "fr" else found.place.name_fr == "Zaio"
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Tifawin", "Nahda"}


class TestFilesBrought:
    def fill(self, many):
        for number in range(many):
            file = SimpleUploadedFile(f"liste {number:02}.csv", b"nom;pays\nRif;MA\n")
            import_organisations(actor=somebody("pilar"), file=file, source="Registre" if number else "")

    def test_every_file_is_found_and_taken_away_at_the_cost_of_three(self, as_user, django_assert_max_num_queries):
        pilar, here = as_user(somebody("pilar")), f"{HERE}files/"
        assert "Aucun fichier" in text_of(pilar.get(here))
        self.fill(3)
        pilar.get(here)
        with django_assert_max_num_queries(9) as few:
            pilar.get(here)
        self.fill(9)
        with django_assert_max_num_queries(9) as many:
            assert text_of(pilar.get(here)).count('<li class="item') == 12
        assert len(few) == len(many)
        ImportRun.objects.filter(file__name="liste 00.csv").update(state="applied", counts={"add": 7})
        assert text_of(pilar.get(f"{here}?state=applied")).count('<li class="item') == 2
        assert text_of(pilar.get(f"{here}?q=registre")).count('<li class="item') == 10
        assert "liste 08.csv" in text_of(pilar.get(f"{here}?q=liste 08"))
        assert 'class="empty"' in text_of(pilar.get(f"{here}?q=rien"))
        csv = b"".join(pilar.get(f"{here}?format=csv&state=applied").streaming_content).decode()
        assert csv.count("liste 00.csv,,") == 2 and ",7,0,0,0,0" in csv
        assert 'class="empty"' in text_of(as_user(somebody("amina")).get(here)), "those of others are theirs"
