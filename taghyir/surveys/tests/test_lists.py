"""The lists of the house: made for who asks, and no answer names what is of another territory."""

import csv
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import etree

from taghyir.core.actions import Refused
from taghyir.core.models import Entry
from taghyir.devices.actions import revoke_device
from taghyir.directory.actions import add_organisation, change_organisation
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.models import Role
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.surveys.actions import add_form_files, publish_form
from taghyir.surveys.models import Form, FormFile, Submission
from taghyir.surveys.queries import form_files_missing
from taghyir.surveys.sheets import SheetRefused
from taghyir.surveys.tests.factories import PublishedFormFactory, StoredFileFactory
from taghyir.surveys.tests.lists import form_with_lists
from taghyir.surveys.tests.phone import Phone, filled
from taghyir.surveys.tests.sheets import sheet

pytestmark = pytest.mark.django_db
ORGANISATIONS, PLACES = "organisations.csv", "places.csv"


@pytest.fixture
def form():
    return form_with_lists()


@pytest.fixture
def places():
    """Zaïo in Nador, Touiref in Le Kef; both in the territory of their name."""
    zaio = PlaceFactory()
    touiref = PlaceFactory(country="TN", code="23-TOUIREF", name_fr="Touiref", name_ar="تويرف", level="delegation")
    TerritoryFactory().places.add(zaio)
    TerritoryFactory(code="KEF").places.add(touiref)
    return zaio, touiref


@pytest.fixture
def phone():
    return Phone(somebody("karim"))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(content.decode().splitlines()))


def listed(phone, form, name=ORGANISATIONS) -> list[dict[str, str]]:
    response = phone.get(f"forms/{form.pk}/files/{name}")
    assert response.status_code == 200
    assert manifest(phone, form)[name] == f"md5:{hashlib.md5(response.content).hexdigest()}"
    return rows(response.content)


def manifest(phone, form) -> dict[str, str]:
    tree = etree.fromstring(phone.get(f"forms/{form.pk}/manifest.xml").content)
    return {line.findtext("{*}filename"): line.findtext("{*}hash") for line in tree}


def message(response) -> str:
    return etree.fromstring(response.content)[0].text


def test_a_phone_sees_the_organisations_and_places_of_its_territory_alone(phone, form, places):
    ours, theirs = tifawin(), OrganisationFactory(code="KEF", name="SMSA El Kef", is_public=True)
    OrganisationFactory(name="Fermée", closed_on="2026-01-01")
    OrganisationFactory(name="Ancienne", merged_into=ours)
    assert manifest(phone, form).keys() == {ORGANISATIONS, PLACES}
    assert listed(phone, form) == [
        {
            "name": str(ours.pk),
            "label": "Coopérative Tifawin – تعاونية تيفاوين",
            "label_fr": "Coopérative Tifawin",
            "label_ar": "تعاونية تيفاوين",
            "commune": "MA-02.381.01.07",
            "territory": "NAD",
            "kind": "enterprise",
            "legal_form": "MA_COOP",
        }
    ]
    assert [(row["name"], row["label"]) for row in listed(phone, form, PLACES)] == [("MA-02.381.01.07", "Zaio – زايو")]
    hedi = Phone(somebody("hedi"))
    assert [row["name"] for row in listed(hedi, form)] == [str(theirs.pk)]
    assert [row["name"] for row in listed(hedi, form, PLACES)] == ["TN-23-TOUIREF"]


def test_who_works_everywhere_sees_all_unless_the_phone_or_the_form_is_of_one_territory(form, places):
    tifawin(), OrganisationFactory(code="KEF", name="SMSA El Kef")
    kef = form_with_lists(territory=TerritoryFactory(code="KEF"))
    everywhere, one = Phone(somebody("pilar")), Phone(somebody("pilar"), territory=TerritoryFactory())
    assert [row["territory"] for row in listed(everywhere, form)] == ["NAD", "KEF"]
    assert [row["territory"] for row in listed(everywhere, kef)] == ["KEF"]
    assert [row["territory"] for row in listed(one, form)] == ["NAD"]
    assert [row["territory"] for row in listed(everywhere, form, PLACES)] == ["NAD", "KEF"]


def test_a_sector_of_tunisia_is_listed_under_its_delegation(form, places):
    sector = PlaceFactory(country="TN", code="23-T-1", level=Place.Level.SECTOR, parent=places[1], name_fr="Secteur")
    OrganisationFactory(code="KEF", place=sector)
    OrganisationFactory(code="KEF", place=None)
    hedi = Phone(somebody("hedi"))
    assert [row["commune"] for row in listed(hedi, form)] == ["TN-23-TOUIREF", ""]
    assert len(listed(hedi, form, PLACES)) == 1


def test_a_revoked_phone_and_one_whose_person_left_get_no_list(phone, form):
    tifawin()
    left = Phone(somebody("karim"), name="Other")
    revoke_device(actor=somebody("karim"), device=phone.device)
    assert phone.get(f"forms/{form.pk}/files/{ORGANISATIONS}").status_code == 401
    Role.objects.filter(user=somebody("karim")).update(territory=TerritoryFactory(code="KEF"))
    assert left.get(f"forms/{form.pk}/files/{ORGANISATIONS}").status_code == 404
    assert left.get(f"forms/{form.pk}/manifest.xml").status_code == 404


def test_the_hash_follows_the_directory_and_each_territory_has_its_own(phone, form):
    tifawin()
    hedi = Phone(somebody("hedi"))
    before, of_kef = manifest(phone, form), manifest(hedi, form)
    assert before == manifest(phone, form) and before[ORGANISATIONS] != of_kef[ORGANISATIONS]
    change_organisation(actor=somebody("karim"), organisation=Organisation.objects.get(), name="Tifawin des femmes")
    after = manifest(phone, form)
    assert after[ORGANISATIONS] != before[ORGANISATIONS] and after[PLACES] == before[PLACES]
    assert [row["label_fr"] for row in listed(phone, form)] == ["Tifawin des femmes"]
    assert manifest(hedi, form) == of_kef
    add_organisation(actor=somebody("karim"), territory=TerritoryFactory(), name="Nouvelle", country="MA")
    assert len(listed(phone, form)) == 2


def test_three_thousand_organisations_cost_no_more_statements_than_three(phone, form):
    def cost(address) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert phone.get(address).status_code == 200
        return len(asked)

    addresses = [f"forms/{form.pk}/manifest.xml", f"forms/{form.pk}/files/{ORGANISATIONS}", "formList"]
    for _few in range(3):
        OrganisationFactory()
    phone.get("formList")
    cold, few = cost(addresses[0]), [cost(address) for address in addresses]
    assert few[0] < cold <= 9
    names = [Organisation(name=f"Coop {n}", territory=TerritoryFactory(), country="MA") for n in range(2_996)]
    Organisation.objects.bulk_create(names, batch_size=500)
    add_organisation(actor=somebody("karim"), territory=TerritoryFactory(), name="Nouvelle", country="MA")
    assert cost(addresses[0]) == cold
    assert [cost(address) for address in addresses] == few
    assert len(listed(phone, form)) == 3_000
    with CaptureQueriesContext(connection) as asked:
        phone.get("formList")
    assert not [query for query in asked if "directory_" in query["sql"]]


HARD = [
    'Miel, "Or" & Fils',
    "=HYPERLINK('http://example.org')",
    "تعاونية «أركان»، زايو",
    "a;b\tc",
    "<b>x</b>",
    "é" * 200,
]


@pytest.mark.parametrize("name", HARD)
def test_names_survive_the_list(phone, form, name):
    OrganisationFactory(name=name, name_ar="")
    OrganisationFactory(name="", name_ar=name)
    found = {row["label"] for row in listed(phone, form)}
    assert len(listed(phone, form)) == 2 and all(label.startswith(" ".join(name.split())) for label in found)


def test_two_of_one_name_are_told_apart_by_their_commune(phone, form):
    OrganisationFactory(name="Al Amal", name_ar="")
    OrganisationFactory(name="Al Amal", name_ar="", place=PlaceFactory(code="2", name_fr="Selouane", name_ar="سلوان"))
    OrganisationFactory(name="Al Amal", name_ar="", place=None)
    assert {row["label"] for row in listed(phone, form)} == {
        "Al Amal, Zaio – زايو",
        "Al Amal, Selouane – سلوان",
        "Al Amal",
    }


def answers(enterprise="", commune="", met=()) -> str:
    visits = "".join(f"<visits><met>{codes}</met></visits>" for codes in met)
    return f"<commune>{commune}</commune><enterprise>{enterprise}</enterprise>{visits}"


def test_answers_that_name_what_is_listed_are_kept_and_read_by_name(phone, form, places, as_user):
    ours, other = tifawin(), OrganisationFactory(name="Afoulki", name_ar="أفولكي")
    sent = answers(ours.pk, "MA-02.381.01.07", [f"{ours.pk} {other.pk}", other.pk])
    assert phone.send(filled(form, sent)).status_code == 201
    stored = Submission.objects.get()
    assert stored.answers["enterprise"] == str(ours.pk)
    for language, name in (("fr", "Coopérative Tifawin"), ("ar", "تعاونية تيفاوين"), ("es", "Afoulki")):
        assert name in as_user(somebody("amina")).get(f"/{language}/forms/answers/{stored.pk}/").content.decode()
    page = as_user(somebody("amina")).get(f"/ar/forms/{form.pk}/answers/").content.decode()
    assert "زايو" in page and "تعاونية تيفاوين" in page


def hostile_codes() -> list[str]:
    return ["0", "-1", "999999999", "9" * 40, "1.0", "٣", "x", "MA-02.381.01.07", "'; DROP TABLE people_user; --"]


@pytest.mark.parametrize("code", ["theirs", *hostile_codes()])
@pytest.mark.parametrize("where", ["alone", "in a repeat"])
def test_an_answer_that_names_another_territory_s_or_nothing_is_refused_and_nothing_is_kept(phone, form, code, where):
    ours, theirs = tifawin(), OrganisationFactory(code="KEF", name="SMSA El Kef", is_public=True)
    code = str(theirs.pk) if code == "theirs" else code
    sent = answers(code) if where == "alone" else answers(ours.pk, met=[ours.pk, f"{ours.pk} {code.replace(' ', '')}"])
    response = phone.send(filled(form, sent))
    assert response.status_code == 403
    assert ("Coopérative" if where == "alone" else "Rencontrées") in message(response)
    assert not Submission.objects.exists() and not Entry.objects.filter(verb="submission.received").exists()


@pytest.mark.parametrize("code", ["TN-23-TOUIREF", "MA-23-TOUIREF", "MA", "-", "02.381.01.07", "MA-02.381.01.0"])
def test_a_place_of_another_territory_is_refused(phone, form, places, code):
    assert phone.send(filled(form, answers(commune=code))).status_code == 403
    assert not Submission.objects.exists()
    assert Phone(somebody("hedi")).send(filled(form, answers(commune="TN-23-TOUIREF"))).status_code == 201


def test_the_refusal_is_said_in_the_language_of_the_phone(form):
    somebody("karim").__class__.objects.filter(pk=somebody("karim").pk).update(language="ar")
    response = Phone(somebody("karim")).send(filled(form, answers("77")))
    assert (response.status_code, response["Content-Language"]) == (403, "ar")
    with translation.override("ar"):
        assert "77" in message(response) and "not in the list" not in message(response)


def test_what_was_closed_or_merged_since_the_phone_fetched_its_list_is_still_taken(phone, form):
    ours = OrganisationFactory()
    closed = OrganisationFactory(closed_on="2026-01-01")
    merged = OrganisationFactory(merged_into=ours)
    for number, one in enumerate((closed, merged)):
        assert phone.send(filled(form, answers(one.pk), instance_id=f"uuid:{number}")).status_code == 201


def test_answers_already_here_get_their_receipt_again_even_if_the_organisation_moved(phone, form):
    ours = tifawin()
    first = phone.send(filled(form, answers(ours.pk)))
    Organisation.objects.update(territory=TerritoryFactory(code="KEF"))
    again = phone.send(filled(form, answers(ours.pk)))
    assert (first.status_code, again.status_code, message(first) == message(again)) == (201, 201, True)


def test_a_form_of_one_territory_is_answered_about_it_alone(places):
    kef = form_with_lists(territory=TerritoryFactory(code="KEF"))
    ours, theirs = tifawin(), OrganisationFactory(code="KEF", name="SMSA El Kef")
    pilar = Phone(somebody("pilar"))
    assert pilar.send(filled(kef, answers(ours.pk))).status_code == 403
    assert pilar.send(filled(kef, answers(theirs.pk))).status_code == 201


def test_a_browser_is_offered_the_same_list_and_held_to_it(as_user, form):
    ours, theirs = tifawin(), OrganisationFactory(code="KEF", name="SMSA El Kef")
    client = as_user(somebody("karim"))
    response = client.get(f"/fr/forms/versions/{form.current.pk}/media/{ORGANISATIONS}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [row["name"] for row in rows(response.content)] == [str(ours.pk)]
    sent = {"xml_submission_file": SimpleUploadedFile("sheet.xml", filled(form, answers(theirs.pk)).encode())}
    assert client.post(f"/fr/forms/{form.pk}/submit/", sent).status_code == 403
    assert not Submission.objects.exists()
    assert client.get(f"/fr/forms/versions/{form.current.pk}/media/other.csv").status_code == 404
    kept = client.get("/fr/forms/kit.json").json()["forms"][0]["lists"]
    assert kept == [f"/fr/forms/versions/{form.current.pk}/media/{name}" for name in (ORGANISATIONS, PLACES)]


def test_only_a_form_that_shows_a_list_gives_it(phone):
    plain = PublishedFormFactory()
    assert phone.get(f"forms/{plain.pk}/files/{ORGANISATIONS}").status_code == 404
    assert manifest(phone, plain) == {}


HEAD = ["type", "name", "label::Français (fr)", "choice_filter"]


def test_a_sheet_that_names_a_list_needs_no_file(as_user, places):
    survey = [HEAD, ["select_one_from_file places.csv", "commune", "Commune", ""]]
    survey += [["select_multiple_from_file organisations.csv", "met", "Coops", "commune=${commune}"]]
    version = publish_form(actor=somebody("pilar"), sheet=sheet(survey=survey))
    assert [question["list"] for question in version.questions] == [PLACES, ORGANISATIONS]
    assert form_files_missing(version) == []
    page = as_user(somebody("amina")).get(f"/fr/forms/{version.form.pk}/").content.decode()
    assert "manquent" not in page and ORGANISATIONS in page
    ours = tifawin()
    phone = Phone(somebody("karim"))
    assert phone.send(filled(version.form, f"<met>{ours.pk} 0</met>")).status_code == 403
    assert phone.send(filled(version.form, f"<met>{ours.pk}</met>")).status_code == 201


def test_a_list_of_the_house_is_not_sent_by_hand_and_one_sent_before_stays(phone, form):
    upload = SimpleUploadedFile(ORGANISATIONS, b"name,label\n1,Kef\n")
    with pytest.raises(Refused, match=ORGANISATIONS):
        add_form_files(actor=somebody("pilar"), version=form.current, files=[upload])
    with pytest.raises(Refused):
        publish_form(actor=somebody("pilar"), sheet=sheet(), files=[upload])
    assert not FormFile.objects.exists() and Form.objects.count() == 1
    FormFile.objects.create(version=form.current, name=ORGANISATIONS, file=StoredFileFactory(), md5="0" * 32)
    assert manifest(phone, form)[ORGANISATIONS] == f"md5:{'0' * 32}"


def test_an_answer_is_the_code_of_the_list_never_another_column():
    survey = [[*HEAD, "parameters"], ["select_one_from_file organisations.csv", "met", "Coop", "", "value=label"]]
    with pytest.raises(SheetRefused, match="met"):
        publish_form(actor=somebody("pilar"), sheet=sheet(survey=survey))
    shown = [survey[0], [*survey[1][:4], "label=label_ar"]]
    assert publish_form(actor=somebody("pilar"), sheet=sheet(survey=shown)).questions[0]["list"] == ORGANISATIONS
