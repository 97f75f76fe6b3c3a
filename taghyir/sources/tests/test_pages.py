"""A file is brought on a page, previewed, written, and its refused rows mended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.testing import run_reactions
from taghyir.directory.models import Organisation
from taghyir.people.tests.factories import somebody
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
