import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.gatherings.actions import (
    attach_sheet,
    change_gathering,
    count_heads,
    record_attendance,
    record_gathering,
    record_newcomer,
    remove_attendance,
)
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.queries import attendances_and_people
from taghyir.gatherings.tests.factories import AttendanceFactory, GatheringFactory, known_person
from taghyir.gatherings.tests.permissions import PDF
from taghyir.people.models import Person
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
TOMORROW = dt.date.today() + dt.timedelta(days=1)


@pytest.fixture
def recording():
    """A valid meeting: each test changes one thing."""
    return {
        "actor": somebody("leila"),
        "kind": Gathering.Kind.CAFE,
        "title": "Café citoyen",
        "territory": TerritoryFactory(),
        "held_on": dt.date(2026, 3, 14),
    }


@pytest.fixture
def gathering():
    return GatheringFactory()


def test_a_meeting_is_recorded_by_who_organises_it_and_found_by_half_its_title(recording):
    recorded = record_gathering(**recording | {"where": "Maison des jeunes"})
    assert recorded.organised_by == somebody("leila")
    assert "maison des jeunes" in recorded.folded
    assert Entry.objects.get(verb="gathering.recorded").subject == recorded


@pytest.mark.parametrize("name", ["hedi", "fatma", "salma", "ines", "noor"])
def test_nobody_else_records_a_meeting_in_nador(recording, name):
    with pytest.raises(NotAllowed):
        record_gathering(**recording | {"actor": somebody(name)})


def test_a_meeting_cannot_end_before_it_begins(recording):
    with pytest.raises(Refused, match="terminer|finir|before it begins"):
        record_gathering(**recording | {"starts_at": dt.time(15), "ends_at": dt.time(9)})


def test_a_meeting_is_held_in_a_place_of_its_territory(recording):
    place = PlaceFactory()
    with pytest.raises(Refused) as refused:
        record_gathering(**recording | {"place": place})
    assert refused.value.code == "place_elsewhere"
    recording["territory"].places.add(place)
    assert record_gathering(**recording | {"place": place}).place == place


def test_what_came_out_of_a_meeting_is_said_afterwards(recording):
    recorded = record_gathering(**recording)
    facts = {name: recording[name] for name in ("actor", "kind", "title", "held_on")}
    changed = change_gathering(**facts, gathering=recorded, notes="ثلاث حاجيات جديدة")
    assert Gathering.objects.get().notes == changed.notes == "ثلاث حاجيات جديدة"


def test_a_trainer_does_not_change_the_meeting_of_somebody_else(recording, gathering):
    facts = {name: recording[name] for name in ("kind", "title", "held_on")}
    with pytest.raises(NotAllowed):
        change_gathering(**facts, actor=somebody("youssef"), gathering=gathering)


def test_a_meeting_with_names_on_its_sheet_cannot_move_to_the_future(recording):
    attendance = AttendanceFactory()
    facts = {name: recording[name] for name in ("actor", "kind", "title")}
    with pytest.raises(Refused) as refused:
        change_gathering(**facts, gathering=attendance.gathering, held_on=TOMORROW)
    assert refused.value.code == "signed"


def test_twenty_rows_with_three_known_people_add_twenty_attendances_and_seventeen_people(gathering):
    """The acceptance of the programme: attendances +20, unique +17, women and men right."""
    earlier = GatheringFactory(title="Atelier")
    known = [AttendanceFactory(gathering=earlier, person=PersonFactory(sex=sex)).person for sex in "FFM"]
    before = attendances_and_people(Gathering.objects.all())
    for person in known:
        record_attendance(actor=somebody("leila"), gathering=gathering, person=person)
    for number in range(17):
        sex = "F" if number < 12 else "M"
        record_newcomer(actor=somebody("leila"), gathering=gathering, given_name=f"Invitée {number}", sex=sex)
    after = attendances_and_people(Gathering.objects.all())
    assert (after.attendances - before.attendances, after.people - before.people) == (20, 17)
    assert (after.women - before.women, after.men - before.men) == (14, 6)
    assert (after.women_people - before.women_people, after.men_people - before.men_people) == (12, 5)


def test_a_known_person_signs_with_the_organisation_of_that_day(gathering):
    fatma = somebody("fatma").person
    organisation = tifawin()
    attendance = record_attendance(actor=somebody("karim"), gathering=gathering, person=fatma)
    assert (attendance.organisation, attendance.sex) == (organisation, "F")


def test_nobody_signs_twice(gathering):
    signing = {"actor": somebody("karim"), "gathering": gathering, "person": PersonFactory()}
    record_attendance(**signing)
    with pytest.raises(Refused) as refused:
        record_attendance(**signing)
    assert refused.value.code == "conflict"
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize("name", ["hedi", "fatma", "salma", "ines", "noor"])
def test_only_who_gathers_in_nador_holds_the_sheet(gathering, name):
    actor = somebody(name)
    attendance = AttendanceFactory(gathering=gathering)
    upload = SimpleUploadedFile("a.pdf", PDF)
    for forbidden in (
        lambda: record_attendance(actor=actor, gathering=gathering, person=PersonFactory()),
        lambda: record_newcomer(actor=actor, gathering=gathering, given_name="Zineb", sex="F"),
        lambda: count_heads(actor=actor, gathering=gathering, women_counted=1, men_counted=1),
        lambda: remove_attendance(actor=actor, attendance=attendance),
        lambda: attach_sheet(actor=actor, gathering=gathering, file=upload),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_nobody_can_have_signed_before_the_day():
    coming = GatheringFactory(held_on=TOMORROW)
    karim = somebody("karim")
    for too_early in (
        lambda: record_attendance(actor=karim, gathering=coming, person=PersonFactory()),
        lambda: record_newcomer(actor=karim, gathering=coming, given_name="Zineb", sex="F"),
        lambda: count_heads(actor=karim, gathering=coming, women_counted=1, men_counted=1),
        lambda: attach_sheet(actor=karim, gathering=coming, file=SimpleUploadedFile("a.pdf", PDF)),
    ):
        with pytest.raises(Refused) as refused:
            too_early()
        assert refused.value.code == "to_come"


def test_a_newcomer_is_known_by_their_name_in_the_script_it_was_said_in(gathering):
    attendance = record_newcomer(
        actor=somebody("leila"),
        gathering=gathering,
        given_name="حبيبة",
        family_name="Bennani",
        sex="F",
        age_band="30-44",
    )
    person = attendance.person
    assert (person.given_name_ar, person.family_name, person.given_name) == ("حبيبة", "Bennani", "")
    assert person.territory == gathering.territory
    assert Person.objects.found_by("حبيب").get() == person


def test_somebody_who_sounds_like_a_known_person_is_asked_about_first(gathering):
    known_person("Habiba", "Bennani", "حبيبة", "بناني")
    newcomer = {"actor": somebody("leila"), "gathering": gathering, "sex": "F"}
    for given, family in (("Habiba", "Bennani"), ("حبيبة", "بناني"), ("habíba", "BENNANI")):
        with pytest.raises(Refused, match="Habiba Bennani") as refused:
            record_newcomer(**newcomer, given_name=given, family_name=family)
        assert (refused.value.code, refused.value.field) == ("known", "is_somebody_else")
    record_newcomer(**newcomer, given_name="Habiba", family_name="Bennani", is_somebody_else=True)
    assert Person.objects.filter(given_name="Habiba").count() == 2


def test_a_newcomer_without_a_name_is_refused(gathering):
    with pytest.raises(Refused):
        record_newcomer(actor=somebody("leila"), gathering=gathering, sex="F")
    assert not Attendance.objects.exists()


def test_a_name_written_by_mistake_is_taken_off_and_the_journal_keeps_who(gathering):
    attendance = AttendanceFactory(gathering=gathering)
    person = attendance.person
    remove_attendance(actor=somebody("karim"), attendance=attendance)
    assert not Attendance.objects.exists()
    assert Person.objects.filter(pk=person.pk).exists()
    assert Entry.objects.get(verb="attendance.removed").details == {"person": person.pk}


def test_the_others_are_counted_and_a_new_count_replaces_the_former(gathering):
    count_heads(actor=somebody("leila"), gathering=gathering, women_counted=8, men_counted=3)
    count_heads(actor=somebody("leila"), gathering=gathering, women_counted=9, men_counted=4)
    presence = attendances_and_people(Gathering.objects.all())
    assert (presence.attendances, presence.people, presence.women, presence.men) == (13, 0, 9, 4)


@pytest.mark.parametrize("women", [-1, 3_000_000_000])
def test_a_count_that_no_room_holds_is_refused(gathering, women):
    with pytest.raises(Refused):
        count_heads(actor=somebody("leila"), gathering=gathering, women_counted=women, men_counted=0)


def test_the_signed_sheet_is_kept_with_its_hash(gathering):
    attach_sheet(actor=somebody("leila"), gathering=gathering, file=SimpleUploadedFile("feuille.pdf", PDF))
    kept = Gathering.objects.get().sheet
    assert kept.name == "feuille.pdf"
    assert Entry.objects.get(verb="sheet.attached").details == {"sha256": kept.sha256}


@pytest.mark.parametrize(
    "name, content",
    [("feuille.pdf", b"MZ not a paper"), ("feuille.exe", PDF), ("feuille.pdf.html", PDF), ("a.pdf", b"")],
)
def test_what_is_not_a_sheet_is_refused(gathering, name, content):
    with pytest.raises(Refused):
        attach_sheet(actor=somebody("leila"), gathering=gathering, file=SimpleUploadedFile(name, content))
    assert Gathering.objects.get().sheet is None
