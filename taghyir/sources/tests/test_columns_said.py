"""What the columns of a source are is asked once, kept, and refused with a sentence where it cannot be."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.sources.actions import import_organisations, map_columns
from taghyir.sources.models import Source
from taghyir.sources.policies import visible_sources
from taghyir.sources.tests.files import brought, counts
from taghyir.tables.runs import rows_of

pytestmark = pytest.mark.django_db
HERE = "/fr/organisations/import/"
FILE = "Groupement;Téléphone du siège;Pays;Couleur\nRif;0536 33 44 55;MA;bleu\nTifawin;;MA;vert\n"
SAID = ["name", "phone", "country", ""]


def asked(by, content=FILE, source="Registre des groupements"):
    """A file of a named source, read as far as what is to be said of its columns."""
    upload = SimpleUploadedFile("registre.csv", content.encode())
    run = import_organisations(actor=by, file=upload, source=source, licence="CC BY 4.0")
    run_reactions()
    run.refresh_from_db()
    return run


@pytest.fixture
def pilar():
    return somebody("pilar")


class TestMapping:
    def test_what_is_said_once_is_known_of_the_next_file(self, pilar):
        run = asked(pilar)
        assert (run.state, run.rows.count()) == ("asking", 0)
        map_columns(actor=pilar, run=run, columns=SAID)
        run_reactions()
        run.refresh_from_db()
        assert (run.state, counts(run)) == ("previewed", (2, 0, 0, 0))
        source = Source.objects.get()
        assert (source.owner, source.licence, source.columns_said) == (pilar, "CC BY 4.0", 3)
        second = brought(
            FILE.replace("Rif", "Nahda"), by=somebody("amina"), source="registre des GROUPEMENTS", confirm=False
        )
        assert second.state == "previewed"
        assert {row.title for row in rows_of(second)} >= {"Nahda · 0536 33 44 55 · MA"}
        assert second.options["licence"] == "CC BY 4.0"

    def test_a_column_that_is_new_is_asked_about_and_the_others_are_kept(self, pilar):
        map_columns(actor=pilar, run=asked(pilar), columns=SAID)
        run = asked(pilar, "Groupement;Gérante\nRif;Amal\n")
        assert run.state == "asking"
        map_columns(actor=pilar, run=run, columns=["name", ""])
        assert Source.objects.get().columns == {
            "groupement": "name", "telephone du siege": "phone", "pays": "country", "couleur": "", "gerante": ""
        }  # fmt: skip

    def test_what_people_say_of_a_column_beats_what_its_heading_says(self, pilar):
        run = asked(pilar, "Nom;Enseigne;Pays\nX12;Rif;MA\n")
        map_columns(actor=pilar, run=run, columns=["source_ref", "name", "country"])
        run_reactions()
        brought("Nom;Enseigne;Pays\nX12;Rif;MA\n", by=pilar, source="Registre des groupements")
        organisation = Organisation.objects.get()
        assert (organisation.name, organisation.source_ref) == ("Rif", "X12")

    @pytest.mark.parametrize(
        ("columns", "code", "field"),
        [
            (["name", "name", "country", ""], "twice", "column_1"),
            (["", "phone", "country", ""], "nameless", None),
            (["name", "shoe_size", "country", ""], "unknown", "column_1"),
            (["name"], "state", None),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_kept(self, pilar, columns, code, field):
        run = asked(pilar)
        with pytest.raises(Refused) as refusal:
            map_columns(actor=pilar, run=run, columns=columns)
        assert (refusal.value.code, refusal.value.field) == (code, field)
        assert Source.objects.get().columns == {}

    def test_only_who_brought_the_file_says_what_its_columns_are(self, pilar):
        run = asked(somebody("amina"))
        for other in (pilar, somebody("ines"), somebody("karim")):
            with pytest.raises(NotAllowed):
                map_columns(actor=other, run=run, columns=SAID)

    def test_a_file_already_written_is_not_read_again(self, pilar):
        run = brought("nom;pays\nRif;MA\n", by=pilar)
        assert run.state == "applied"
        with pytest.raises(Refused):
            map_columns(actor=pilar, run=run, columns=["name", "country"])

    def test_a_file_without_a_source_is_not_asked_about_and_what_is_said_holds_for_it_alone(self, pilar):
        run = brought("Groupement;Contrée\nRif;MA\n", by=pilar, confirm=False)
        assert run.state == "unreadable"
        map_columns(actor=pilar, run=run, columns=["name", "country"])
        run_reactions()
        run.refresh_from_db()
        assert counts(run) == (1, 0, 0, 0)
        assert not Source.objects.exists()

    def test_the_command_reads_with_the_same_mapping_and_asks_nothing(self, pilar, tmp_path, capsys):
        map_columns(actor=pilar, run=asked(pilar), columns=SAID)
        file = tmp_path / "suite.csv"
        file.write_text(FILE)
        call_command("import_organisations", str(file), source="Registre des groupements")
        assert capsys.readouterr().out.startswith("2 add, 0 update, 0 skip, 0 differ, 0 refuse")
        call_command("import_organisations", str(file), source="Registre des groupements", apply=True)
        assert Organisation.objects.get(name="Rif").phone == "+212536334455"
        assert Organisation.objects.get(name="Rif").licence == "CC BY 4.0"

    def test_two_headings_that_are_one_when_folded_do_not_undo_each_other(self, pilar):
        run = asked(pilar, "Groupement;GROUPEMENT;Pays\nRif;x;MA\n")
        map_columns(actor=pilar, run=run, columns=["name", "", "country"])
        run_reactions()
        run.refresh_from_db()
        assert [row.verdict for row in rows_of(run)] == ["add"]


class TestMappingPage:
    def test_it_shows_three_values_and_guesses_and_says_what_is_wrong_beside_it(self, as_user, pilar):
        run, browser = asked(pilar), as_user(pilar)
        here = f"{HERE}{run.pk}/columns/"
        assert browser.get(f"{HERE}{run.pk}/").url == here
        page = browser.get(here).content.decode()
        assert "Rif · Tifawin" in page
        assert page.count(" selected") >= 4
        assert '<option value="phone" selected>' in page
        sent = {"column_0": "name", "column_1": "name", "column_2": "country", "column_3": "-"}
        answer = browser.post(here, sent)
        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {"column_1"}
        assert browser.post(here, sent | {"column_1": "phone"}).status_code == 302
        run_reactions()
        assert "Rif" in browser.get(f"{HERE}{run.pk}/").content.decode()

    def test_no_name_is_said_above_the_form(self, as_user, pilar):
        run = asked(pilar)
        answer = as_user(pilar).post(f"{HERE}{run.pk}/columns/", dict.fromkeys([f"column_{n}" for n in range(4)], "-"))
        assert answer.context["form"].non_field_errors()

    @pytest.mark.parametrize("value", ["", "x" * 5_000, "\0", "<b>", "-1", "اسم"])
    def test_no_value_breaks_it(self, as_user, pilar, value):
        run = asked(pilar)
        sent = dict.fromkeys([f"column_{n}" for n in range(4)], value)
        assert as_user(pilar).post(f"{HERE}{run.pk}/columns/", sent).status_code == 200

    def test_a_written_file_has_no_columns_to_say(self, as_user, pilar):
        run = brought("nom;pays\nRif;MA\n", by=pilar)
        assert as_user(pilar).get(f"{HERE}{run.pk}/columns/").status_code == 302


class TestSources:
    def fill(self, many):
        robot, now = User.objects.robot(), timezone.now()
        Source.objects.bulk_create(
            Source(name=f"Registre {n:02}", owner=robot, used_at=now, country="MA" if n % 2 else "TN")
            for n in range(many)
        )

    def test_the_list_costs_the_same_for_three_and_for_thirty(self, as_user, django_assert_max_num_queries):
        browser = as_user(somebody("pilar"))
        self.fill(3)
        browser.get(HERE + "sources/")
        with django_assert_max_num_queries(9) as few:
            browser.get(HERE + "sources/")
        Source.objects.all().delete()
        self.fill(30)
        with django_assert_max_num_queries(9) as many:
            assert "page=2" in browser.get(HERE + "sources/").content.decode()
        assert len(few) == len(many)

    def test_it_is_searched_filtered_and_taken_away(self, as_user):
        browser = as_user(somebody("pilar"))
        assert (
            "/organisations/import/" in browser.get(HERE + "sources/").content.decode()
        )  # what to do when it is empty
        self.fill(4)
        assert browser.get(HERE + "sources/?q=registre+03").context["listing"].count == 1
        assert browser.get(HERE + "sources/?country=TN").context["listing"].count == 2
        lines = b"".join(browser.get(HERE + "sources/?country=TN&format=csv").streaming_content).decode().splitlines()
        assert len(lines) == 3
        assert browser.get(HERE + "sources/?format=xlsx").status_code == 200

    def test_who_brings_files_and_the_auditor_see_them_all_and_nobody_else(self):
        self.fill(2)
        assert [visible_sources(somebody(name)).count() for name in ("amina", "pilar", "ines", "karim")] == [2, 2, 2, 0]

    def test_a_source_chosen_in_the_list_is_written_in_the_form(self, as_user):
        assert 'value="Registre 01"' in as_user(somebody("pilar")).get(HERE + "?source=Registre+01").content.decode()
