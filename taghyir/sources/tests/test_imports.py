import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.core.testing import run_reactions
from taghyir.directory.actions import mark_merged, record_identifier
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.models import Role, User
from taghyir.people.tests.factories import RoleFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.sources.actions import apply_import, import_organisations
from taghyir.sources.tests.files import brought, counts, sentences
from taghyir.tables import runs
from taghyir.tables.models import ImportedRow, ImportRun
from taghyir.tables.runs import columns_of_rows, rows_of

pytestmark = pytest.mark.django_db
GDA, OSM = "sse/tn_gda_kef_tunis_siliana.json", "sse/tn_osm_sse_tunis_kef_tozeur.json"


@pytest.mark.usefixtures("ground")
class TestRealInput:
    def test_the_260_water_groups_come_in_once(self, real):
        content = real(GDA).read_bytes()
        assert counts(brought(content, name="gda.json", confirm=False)) == (260, 0, 0, 0)
        assert not Organisation.objects.exists()
        assert counts(brought(content, name="gda.json")) == (260, 0, 0, 0)
        assert Organisation.objects.count() == 260
        assert counts(brought(content, name="autre nom.json")) == (0, 0, 260, 0)
        assert Organisation.objects.count() == 260

    def test_one_name_and_two_kinds_are_two_and_what_is_none_of_our_places_is_not_lost(self, real):
        brought(real(GDA).read_bytes(), name="gda.json")
        first, second = Organisation.objects.filter(name_ar="الهرية").order_by("activity_fr")
        assert (first.activity_fr, second.activity_fr) == ("Eau potable", "Irrigation")
        assert first.territory is None
        assert first.country == "TN"
        assert "Siliana" in first.address
        assert first.legal_form.code == "TN_GDA"
        assert first.licence.startswith("licence-nationale")
        assert Organisation.objects.filter(territory__code="KEF").count() == 117
        assert Organisation.objects.filter(place__code="2355").exists()

    def test_the_entries_of_the_map_come_in_once_with_their_reference(self, real):
        content = real(OSM).read_bytes()
        run = brought(content, name="osm.json")
        assert counts(run) == (156, 0, 0, 0)
        assert {column for column, _sentence in sentences(run)} >= {"website", "start_date"}
        entry = Organisation.objects.get(source_ref="node/4367758170")
        assert (entry.source, entry.kind, entry.latitude) == ("OpenStreetMap", "association", 36.8063)
        assert entry.licence.startswith("ODbL")
        assert entry.address == "2 شارع الحرية, 1001 تونس"
        assert Organisation.objects.get(name_ar="المنتدى التونسي للحقوق الاقتصادية والاجتماعية").name.startswith(
            "Forum"
        )
        assert counts(brought(content, name="osm.json")) == (0, 0, 156, 0)

    def test_the_command_is_harmless_until_told_otherwise(self, real, capsys):
        path = str(real(GDA))
        call_command("import_organisations", path)
        assert "260 add, 0 update, 0 skip, 0 differ, 0 refuse" in capsys.readouterr().out
        assert not Organisation.objects.exists()
        assert not ImportRun.objects.exists()
        call_command("import_organisations", path, "--apply", "--source", "GDA 2024")
        assert "260 add" in capsys.readouterr().out
        assert Organisation.objects.filter(source="GDA 2024").count() == 260
        call_command("import_organisations", path, "--apply")
        assert "0 add, 0 update, 260 skip, 0 differ, 0 refuse" in capsys.readouterr().out
        assert Entry.objects.filter(verb="organisation.brought", actor=User.objects.robot()).count() == 260


@pytest.mark.usefixtures("ground")
@pytest.mark.parametrize("options", [[], ["--apply"]])
def test_the_command_names_the_columns_it_leaves_aside(tmp_path, capsys, options):
    path = tmp_path / "liste.csv"
    path.write_text("nom;pays;couleur;élan\nRif;MA;vert;oui\n")
    call_command("import_organisations", str(path), *options)
    assert "Columns left aside: couleur, élan." in capsys.readouterr().out


def test_the_command_says_what_it_cannot_read(tmp_path):
    empty = tmp_path / "vide.csv"
    empty.write_bytes(b"")
    for path in (tmp_path / "absent.csv", empty):
        with pytest.raises(CommandError):
            call_command("import_organisations", str(path))


@pytest.mark.usefixtures("ground")
class TestRows:
    def test_nothing_is_written_before_the_person_says_so(self):
        run = brought("nom;pays\nTifawin;Maroc\n", confirm=False)
        assert (run.state, counts(run)) == ("previewed", (1, 0, 0, 0))
        assert not Organisation.objects.exists()

    def test_columns_are_known_by_many_names_and_the_others_are_said(self):
        content = (
            "Dénomination;الشكل القانوني;Commune;Tél;Site web;Adhérentes;Dirigée par des femmes;Couleur\n"
            "Coopérative Rif;تعاونية;زايو;0612345678;www.rif.ma;12;oui;bleu\n"
        )
        run = brought(content)
        organisation = Organisation.objects.get()
        assert (organisation.place.name_fr, organisation.territory.code) == ("Zaio", "NAD")
        assert organisation.legal_form.code == "MA_COOP"
        assert (organisation.phone, organisation.website) == ("+212612345678", "https://www.rif.ma")
        assert organisation.women_members == 12
        assert organisation.is_women_led
        assert organisation.source == "liste.csv"
        assert ["Couleur", ""] in run.columns

    def test_each_cell_that_cannot_be_read_has_its_sentence_and_the_rest_comes_in(self):
        run = brought("nom;pays;e-mail;lat;téléphone;adhérentes\nRif;MA;rif;nord;7418;douze\n")
        assert [column for column, _why in sentences(run)][:3] == ["e-mail", "lat", "adhérentes"]
        assert len(sentences(run)) == 4
        assert Organisation.objects.get().email == ""

    @pytest.mark.parametrize(
        "line", ["Rif;Espagne;", ";MA;", "Rif;;", f"{'n' * 201};MA;", "Rif;MA;999999"], ids=lambda line: line[:12]
    )
    def test_a_row_that_cannot_come_in_is_refused_with_a_sentence(self, line):
        run = brought(f"nom;pays;numero taghyir\n{line}\nAtelier;MA;\n")
        assert counts(run) == (1, 0, 0, 1)
        assert sentences(run)[-1][1]
        assert Organisation.objects.get().name == "Atelier"

    def test_the_rows_to_mend_keep_their_columns_and_say_why(self):
        run = brought("nom;pays;couleur\nRif;Espagne;bleu\nAtelier;MA;vert\n")
        columns = columns_of_rows(run)
        (row,) = rows_of(run, "to_mend")
        assert [str(heading) for heading, _read in columns][:3] == ["nom", "pays", "couleur"]
        assert [read(row) for _heading, read in columns][:3] == ["Rif", "Espagne", "bleu"]
        assert "Espagne" in columns[-1][1](row)

    def test_a_blank_cell_never_erases_and_what_changes_is_shown_before(self):
        brought("nom;pays;activité;téléphone\nRif;MA;Miel;0612345678\n")
        run = brought("nom;pays;activité;téléphone\nRif;MA;Miel et noix;\n", confirm=False)
        assert counts(run) == (0, 1, 0, 0)
        ((_label, before, after),) = run.rows.get().changes
        assert (before, after) == ("Miel", "Miel et noix")
        brought("nom;pays;activité;téléphone\nRif;MA;Miel et noix;\n")
        organisation = Organisation.objects.get()
        assert (organisation.activity_fr, organisation.phone) == ("Miel et noix", "+212612345678")

    def test_the_same_row_twice_in_a_file_comes_in_once(self):
        assert counts(brought("nom;pays\nRif;MA\nRIF;MA\n")) == (1, 0, 1, 0)
        assert counts(brought("nom;pays;ice\nA;MA;001561191000066\nB;MA;001561191000066\n")) == (1, 0, 1, 0)

    def test_one_written_by_hand_is_found_again_by_its_name_and_only_once(self):
        organisation = tifawin()
        lines = [f"Coopérative Tifawin;Zaio;coopérative;{category}" for category in ("miel", "huile")]
        content = "\n".join(["nom;commune;legal form;type", *lines])
        assert counts(brought(content)) == (1, 1, 0, 0)
        organisation.refresh_from_db()
        assert organisation.source_ref
        assert counts(brought(content)) == (0, 0, 2, 0)

    def test_the_zero_that_a_spreadsheet_ate_is_given_back(self):
        brought("nom;pays;ice\nRif;MA;15611910000078\n")
        assert Organisation.objects.get().identifiers.get().value == "015611910000078"

    def test_one_is_found_again_by_its_number(self):
        organisation = tifawin()
        record_identifier(actor=somebody("karim"), organisation=organisation, type="ice", value="001561191000066")
        run = brought("nom;pays;ice;activité\nTifawin Zaio;MA;1561191000066;Amlou\n")
        assert counts(run) == (0, 1, 0, 0)
        organisation.refresh_from_db()
        assert organisation.source_ref
        assert organisation.name == "Coopérative Tifawin", "what people wrote here stays; both are shown"
        assert len(sentences(run)) == 2

    @pytest.mark.parametrize("who", ["pilar", "amina"])
    def test_a_number_that_nobody_has_is_refused_before_anything_is_written(self, who):
        run = brought("notre numéro;nom;pays\n999999;Rif;MA\n", by=somebody(who), confirm=False)
        assert counts(run) == (0, 0, 0, 1)
        assert sentences(run)[0][1] == "Aucune organisation n’a ce numéro."

    def test_a_file_is_answered_in_the_language_of_the_page_it_was_brought_on(self):
        pilar = somebody("pilar")
        pilar.language = "es"
        pilar.save()
        with override("ar"):
            run = brought("notre numéro;nom;pays\n999999;Rif;MA\n", by=pilar, confirm=False)
        assert sentences(run)[0][1] == "لا توجد منظمة بهذا الرقم."

    def test_what_lies_elsewhere_is_refused_to_a_partner(self):
        OrganisationFactory(name="Du Kef", name_ar="", code="KEF", legal_form=None)
        content = "nom;commune;pays;téléphone\nDe Nador;Zaio;;\nDu Kef;;TN;\nNulle part;;MA;\n"
        run = brought(content, by=somebody("amina"))
        assert counts(run) == (1, 0, 0, 2)
        assert set(Organisation.objects.values_list("name", flat=True)) == {"Du Kef", "De Nador"}

    def test_a_rule_met_only_when_writing_refuses_that_row_alone(self):
        run = brought("nom;pays\nRif;MA\nAtelier;MA\n", by=somebody("pilar"), confirm=False)
        pilar = somebody("pilar")
        apply_import(actor=pilar, run=run)
        pilar.roles.update(kind=Role.Kind.ADVISER, territory=TerritoryFactory())
        run_reactions()
        run.refresh_from_db()
        assert (run.state, counts(run)) == ("applied", (0, 0, 0, 2))

    def test_hostile_names_come_in_as_harmless_text(self):
        names = ["\u202eRif\u202c", "A\0B", "<script>alert(1)</script>", "=HYPERLINK(1)", "'; DROP TABLE x", "\ud800"]
        run = brought(json.dumps([{"name": name, "country": "MA"} for name in names]), name="noms.json")
        assert counts(run) == (5, 0, 0, 1)
        kept = set(Organisation.objects.values_list("name", flat=True))
        assert kept == {"Rif", "A B", "<script>alert(1)</script>", "=HYPERLINK(1)", "'; DROP TABLE x"}

    def test_a_row_about_one_that_was_merged_changes_nothing(self):
        stays = tifawin(name_ar="")
        brought("nom;pays;ref\nTifawin bis;MA;R1\n", source="registre")
        mark_merged(actor=somebody("pilar"), organisation=Organisation.objects.get(source_ref="R1"), into=stays)
        before = list(Organisation.objects.order_by("pk").values())
        assert counts(brought("nom;pays;ref;activité\nTifawin bis;MA;R1;Amlou\n", source="registre")) == (0, 0, 1, 0)
        assert list(Organisation.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("ground")
class TestRuns:
    def test_coordinators_and_focal_points_bring_files_and_nobody_else(self):
        file = SimpleUploadedFile("liste.csv", b"nom;pays\nRif;MA\n")
        for name in ("karim", "fatma", "ines", "noor", "leila"):
            with pytest.raises(NotAllowed):
                import_organisations(actor=somebody(name), file=file)
        focal_point = RoleFactory(kind=Role.Kind.FOCAL_POINT, territory=TerritoryFactory()).user
        assert import_organisations(actor=focal_point, file=file)

    def test_only_who_brought_it_writes_it_and_once(self):
        run = brought("nom;pays\nRif;MA\n", confirm=False)
        with pytest.raises(NotAllowed):
            apply_import(actor=somebody("amina"), run=run)
        apply_import(actor=somebody("pilar"), run=run)
        with pytest.raises(Refused) as refusal:
            apply_import(actor=somebody("pilar"), run=run)
        assert refusal.value.code == "state"

    def test_there_is_nothing_to_write_of_a_file_already_in(self):
        content = "nom;pays\nRif;MA\n"
        brought(content)
        run = brought(content)
        with pytest.raises(Refused) as refusal:
            apply_import(actor=somebody("pilar"), run=run)
        assert refusal.value.code == "nothing"

    @pytest.mark.parametrize(
        "name, content",
        [
            ("vide.csv", b""),
            ("liste.csv.exe", b"nom\nRif"),
            ("liste.exe", b"MZ\x90\0"),
            ("liste.csv", b"MZ\x90\0"),
            ("a.png", b"nom"),
        ],
    )
    def test_a_file_of_another_kind_is_refused_at_the_door(self, name, content):
        with pytest.raises(Refused):
            brought(content, name=name)
        assert not ImportRun.objects.exists()

    @pytest.mark.parametrize(
        "name, content",
        [("x.xlsx", b"PK\x03\x04 broken"), ("x.json", b"[1]"), ("x.csv", b"couleur\nbleu"), ("x.csv", b"\n\n")],
    )
    def test_a_file_that_cannot_be_read_says_why(self, name, content):
        run = brought(content, name=name)
        assert run.state == "unreadable"
        assert run.sentence

    def test_a_double_extension_is_read_for_what_it_holds(self):
        assert counts(brought(b"nom;pays\nRif;MA\n", name="liste.xlsx.csv")) == (1, 0, 0, 0)

    def test_a_reading_or_a_writing_that_is_run_twice_does_it_once(self):
        run = brought("nom;pays\nRif;MA\nAtelier;MA\n", confirm=False)
        ImportRun.objects.update(state="reading")
        runs.preview_import(run.pk)
        runs.preview_import(run.pk)
        assert ImportedRow.objects.count() == 2
        run.refresh_from_db()
        apply_import(actor=somebody("pilar"), run=run)
        runs.apply_import(run.pk)
        runs.apply_import(run.pk)
        assert Organisation.objects.count() == 2

    def test_twenty_thousand_rows_are_previewed_with_their_progress(self, monkeypatch):
        seen = []
        monkeypatch.setattr(
            "taghyir.tables.runs._set",
            lambda run, **facts: (seen.append(facts), ImportRun.objects.filter(pk=run.pk).update(**facts)),
        )
        lines = "".join(f"Coopérative {number};MA;{number % 90} rue\n" for number in range(20_000))
        run = brought(f"nom;pays;adresse\n{lines}", confirm=False)
        assert counts(run) == (20_000, 0, 0, 0)
        steps = [facts["rows_read"] for facts in seen if "rows_read" in facts]
        assert steps == list(range(200, 20_001, 200))
        assert run.rows_total == 20_000


words = st.text(st.sampled_from("Tifawin زايو تعاونية=+'\"éÉ0;,\n\t\u202e<&"), max_size=12)
record = st.fixed_dictionaries(
    {"name": words},
    optional={
        "name_ar": words,
        "category": st.sampled_from(["drinking_water_gda", "irrigation_gda", "craft=bakery", "rien"]),
        "country": st.sampled_from(["MA", "Tunisie", "Espagne", ""]),
        "delegation": st.sampled_from(["Zaio", "Tajerouine", "Kesra", ""]),
        "phone": st.sampled_from(["0612345678", "20 123 456", "7418", ""]),
        "ice": st.sampled_from(["001561191000066", "1", ""]),
        "lat": st.sampled_from(["34,9", "x", ""]),
        "number": st.sampled_from(["", "", "1"]),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(record, min_size=1, max_size=6))
def test_twice_is_no_change_whatever_the_file(ground, records):
    content = json.dumps(records)
    brought(content, name="liste.json", country="MA")
    before = list(Organisation.objects.order_by("pk").values())
    run = brought(content, name="liste.json", country="MA")
    assert counts(run)[:2] == (0, 0) or run.state == "unreadable"
    assert list(Organisation.objects.order_by("pk").values()) == before
