import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.tests.factories import AttendanceFactory, GatheringFactory, known_person
from taghyir.gatherings.tests.permissions import PDF
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE people_person; --",
    "=HYPERLINK(1)",
    "\u202eabc\u200b",
    "{{ 7*7 }}",
    "🙂" * 30,
    "ثِقَةٌ وَتَعَاوُن",
]


@pytest.fixture(autouse=True)
def _in_french():
    with translation.override("fr"):
        yield


@pytest.fixture
def leila(as_user):
    return as_user(somebody("leila"))


@pytest.fixture
def gathering():
    return GatheringFactory()


def test_the_list_is_found_by_half_a_title_and_by_its_filters(leila):
    GatheringFactory(title="Atelier des prix", kind="workshop", held_on="2026-05-02")
    GatheringFactory(title="مقهى مواطن", folded="مقهي مواطن")
    address = reverse("gatherings:gatherings")
    assert "Atelier des prix" in leila.get(address, {"q": "ateli"}).content.decode()
    for query in ({"kind": "workshop"}, {"since": "2026-05-01"}, {"territory": "nador", "since": "2026-05-01"}):
        page = leila.get(address, query).content.decode()
        assert "Atelier des prix" in page and "مقهى" not in page
    assert "مقهى" in leila.get(address, {"q": "مقهى", "until": "2026-04-01"}).content.decode()


@pytest.mark.parametrize(
    "query", ["kind=nothing", "since=yesterday", "territory=%00", "page=999", "q=%D9%80", "page=x"]
)
def test_a_wrong_filter_is_ignored(leila, gathering, query):
    assert leila.get(f"{reverse('gatherings:gatherings')}?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(leila):
    page = leila.get(reverse("gatherings:gatherings"))
    assert reverse("gatherings:record_gathering") in page.content.decode()


def test_three_meetings_cost_as_many_statements_as_thirty(leila, django_assert_max_num_queries):
    address = reverse("gatherings:gatherings")
    counts = []
    for many in (3, 27):
        for _meeting in range(many):
            AttendanceFactory(gathering=GatheringFactory())
        with django_assert_max_num_queries(40) as captured:
            leila.get(address, {"page": "1"})
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_sheet_of_thirty_costs_as_many_statements_as_one_of_three(leila, gathering, django_assert_max_num_queries):
    for address in ("gatherings:gathering", "gatherings:record_attendance", "gatherings:sign_in_sheet"):
        counts = []
        for many in (3, 27):
            for _name in range(many):
                AttendanceFactory(gathering=gathering, organisation=tifawin())
            with django_assert_max_num_queries(40) as captured:
                leila.get(reverse(address, args=[gathering.pk]))
            counts.append(len(captured))
        assert counts[0] == counts[1]


def test_both_figures_stand_side_by_side_with_their_rule(leila, gathering):
    AttendanceFactory(gathering=gathering)
    for address in (reverse("gatherings:gatherings"), gathering.get_absolute_url()):
        page = leila.get(address).content.decode()
        assert "présences" in page and "personnes différentes" in page
        assert "Chaque personne compte une fois" in page


def test_a_meeting_is_recorded_from_its_page(leila):
    facts = {
        "kind": "cafe",
        "title": "مقهى مواطن",
        "held_on": "2026-03-14",
        "territory": _nador().pk,
        "starts_at": "15:00",
    }
    answer = leila.post(reverse("gatherings:record_gathering"), facts)
    recorded = Gathering.objects.get()
    assert answer["Location"] == recorded.get_absolute_url()
    assert recorded.title == "مقهى مواطن"


def _nador():
    return somebody("leila").roles_today[0].territory


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"kind": "war"},
        {"held_on": "31/31/2026"},
        {"territory": "99999"},
        {"ends_at": "9"},
    ],
)
def test_a_wrong_answer_is_said_on_its_field(leila, change):
    facts = {"kind": "cafe", "title": "Café", "held_on": "2026-03-14", "territory": _nador().pk}
    answer = leila.post(reverse("gatherings:record_gathering"), facts | change)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == list(change)
    assert not Gathering.objects.exists()


def test_a_refusal_is_shown_on_the_page(leila):
    facts = {"kind": "cafe", "title": "Café", "held_on": "2026-03-14", "territory": _nador().pk}
    answer = leila.post(reverse("gatherings:record_gathering"), facts | {"starts_at": "15:00", "ends_at": "14:00"})
    assert "finir avant de commencer" in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words(leila, text):
    facts = {
        "kind": "cafe",
        "title": text,
        "held_on": "2026-03-14",
        "territory": _nador().pk,
        "notes": text,
        "where": text,
    }
    leila.post(reverse("gatherings:record_gathering"), facts)
    kept = Gathering.objects.get()
    page = leila.get(kept.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    AttendanceFactory(gathering=kept, person=PersonFactory(given_name=text))
    for address in ("gatherings:gathering", "gatherings:record_attendance", "gatherings:sign_in_sheet"):
        assert "<script>alert(1)" not in leila.get(reverse(address, args=[kept.pk])).content.decode()
    assert leila.get(reverse("gatherings:record_attendance", args=[kept.pk]), {"q": text}).status_code == 200
    exported = b"".join(leila.get(reverse("gatherings:gatherings"), {"format": "csv"}).streaming_content).decode()
    assert ",=HYPERLINK" not in exported


def test_no_naughty_string_breaks_a_page(leila, gathering, real):
    address = reverse("gatherings:record_newcomer", args=[gathering.pk])
    for text in json.loads(real("security/blns.json").read_text())[::12]:
        answer = leila.post(address, {"given_name": text, "family_name": text, "sex": "F", "organisation": text})
        assert answer.status_code in (200, 302)
        assert leila.get(reverse("gatherings:gatherings"), {"q": text}).status_code == 200
        assert leila.get(reverse("gatherings:record_attendance", args=[gathering.pk]), {"q": text}).status_code == 200


def test_many_known_people_are_written_down_at_once(leila, gathering):
    people = [known_person("Habiba", f"Bennani {number}") for number in range(3)]
    address = reverse("gatherings:record_attendance", args=[gathering.pk])
    page = leila.get(address, {"q": "habi"}).content.decode()
    assert all(f'value="{person.pk}"' in page for person in people)
    answer = leila.post(address, {"people": [person.pk for person in people]}, follow=True)
    assert Attendance.objects.count() == 3
    assert "3 personnes sont sur la feuille" in answer.content.decode()


@pytest.mark.parametrize("people", [[], ["x"], ["99999"], [""]])
def test_ticking_nobody_or_somebody_unknown_is_said(leila, gathering, people):
    known_person("Habiba", "Bennani")
    answer = leila.post(reverse("gatherings:record_attendance", args=[gathering.pk]) + "?q=habi", {"people": people})
    assert answer.status_code == 200
    assert "Cochez" in answer.content.decode() or "déjà sur la feuille" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_somebody_of_another_territory_cannot_be_slipped_onto_the_sheet(leila, gathering):
    slim = known_person("Slim", "Jlassi", code="KEF")
    leila.post(reverse("gatherings:record_attendance", args=[gathering.pk]), {"people": [slim.pk]})
    assert not Attendance.objects.exists()


def test_a_newcomer_is_added_with_their_organisation_by_half_its_name(leila, gathering, as_user):
    organisation = tifawin()
    karim = as_user(somebody("karim"))
    facts = {"given_name": "حبيبة", "family_name": "بناني", "sex": "F", "age_band": "30-44", "organisation": "tifaw"}
    karim.post(reverse("gatherings:record_newcomer", args=[gathering.pk]), facts)
    assert Attendance.objects.get().organisation == organisation


def test_an_organisation_that_is_not_found_or_not_alone_is_said(gathering, as_user):
    OrganisationFactory(name="Coopérative Aman"), OrganisationFactory(name="Coopérative Amandes")
    karim = as_user(somebody("karim"))
    for text, words in (("nulle part ailleurs", "Aucune organisation"), ("aman", "Coopérative Amandes")):
        facts = {"given_name": "Zineb", "sex": "F", "organisation": text}
        answer = karim.post(reverse("gatherings:record_newcomer", args=[gathering.pk]), facts)
        assert words in answer.content.decode()
    assert not Attendance.objects.exists()


def test_who_sounds_known_is_shown_and_one_tick_settles_it(leila, gathering):
    known_person("Habiba", "Bennani", "حبيبة", "بناني")
    address = reverse("gatherings:record_newcomer", args=[gathering.pk])
    facts = {"given_name": "Habiba", "family_name": "Bennani", "sex": "F"}
    page = leila.post(address, facts).content.decode()
    assert 'name="is_somebody_else"' in page and "Habiba Bennani" in page
    assert leila.post(address, facts | {"is_somebody_else": "on"}).status_code == 302


def test_heads_are_counted_from_their_page(leila, gathering):
    address = reverse("gatherings:count_heads", args=[gathering.pk])
    for wrong in ({}, {"women_counted": "-1", "men_counted": "2"}, {"women_counted": "99999", "men_counted": "trois"}):
        assert leila.post(address, wrong).status_code == 200
    assert leila.post(address, {"women_counted": "7", "men_counted": "2"}).status_code == 302
    assert Gathering.objects.get().women_counted == 7


def test_a_name_is_taken_off(leila, gathering):
    attendance = AttendanceFactory(gathering=gathering)
    leila.post(reverse("gatherings:remove_attendance", args=[attendance.pk]))
    assert not Attendance.objects.exists()


def test_the_signed_sheet_is_attached_opened_and_its_opening_remembered(leila, gathering):
    address = reverse("gatherings:attach_sheet", args=[gathering.pk])
    assert "PDF" in leila.post(address, {"file": SimpleUploadedFile("a.exe", b"MZ")}).content.decode()
    assert leila.post(address, {}).status_code == 200
    leila.post(address, {"file": SimpleUploadedFile("feuille.pdf", PDF)})
    answer = leila.get(reverse("gatherings:signed_sheet", args=[gathering.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert Entry.objects.filter(verb="file.opened", actor=somebody("leila")).exists()


def test_a_meeting_without_a_sheet_has_none_to_open(leila, gathering):
    assert leila.get(reverse("gatherings:signed_sheet", args=[gathering.pk])).status_code == 404


def test_the_attendance_leaves_as_a_workbook_in_the_reader_s_language(leila, gathering, tmp_path):
    AttendanceFactory(gathering=gathering, organisation=tifawin())
    answer = leila.get(f"/ar/gatherings/{gathering.pk}/?format=xlsx")
    file = tmp_path / "attendance.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0][0] == "الاسم"
    assert rows[1][0] == "حبيبة بناني" and rows[1][4] == "تعاونية تيفاوين"


def test_a_meeting_to_come_has_no_figures_and_no_sheet_to_fill(leila):
    coming = GatheringFactory(held_on="2031-03-14")
    page = leila.get(coming.get_absolute_url()).content.decode()
    assert "présences" not in page and reverse("gatherings:record_attendance", args=[coming.pk]) not in page
    assert "pas encore eu lieu" in leila.get(reverse("gatherings:record_attendance", args=[coming.pk])).content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_every_page_stands_in_every_language(leila, gathering, language):
    AttendanceFactory(gathering=gathering)
    names = (
        "gathering",
        "change_gathering",
        "record_attendance",
        "record_newcomer",
        "count_heads",
        "attach_sheet",
        "sign_in_sheet",
    )
    for name in names:
        address = reverse(f"gatherings:{name}", args=[gathering.pk]).replace("/fr/", f"/{language}/")
        assert leila.get(address).status_code == 200
    for name in ("", "record/"):
        assert leila.get(f"/{language}/gatherings/{name}").status_code == 200
