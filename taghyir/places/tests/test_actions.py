import datetime as dt

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.people.tests.factories import somebody
from taghyir.places.actions import add_holiday, change_holiday, load_places, load_territories, remove_holiday
from taghyir.places.models import Holiday, Place
from taghyir.places.open_files import PlaceRow

pytestmark = pytest.mark.django_db
EID = {
    "country": "MA",
    "on": dt.date(2027, 3, 10),
    "name_fr": "Aïd el-Fitr",
    "name_ar": "عيد الفطر",
    "is_expected": True,
}


@pytest.fixture
def eid():
    return Holiday.objects.create(**EID)


def test_a_coordinator_adds_a_day_to_the_table_of_their_country():
    amina = somebody("amina")
    holiday = add_holiday(actor=amina, **EID)
    assert Entry.objects.get(verb="holiday.added").subject == holiday
    with pytest.raises(NotAllowed):
        add_holiday(actor=amina, **EID | {"country": "TN"})
    add_holiday(actor=somebody("pilar"), **EID | {"country": "TN"})


def test_nobody_else_touches_the_table(eid):
    for name in ("karim", "hedi", "ines", "fatma", "salma"):
        actor = somebody(name)
        for attempt in (
            lambda actor=actor: add_holiday(actor=actor, **EID),
            lambda actor=actor: change_holiday(actor=actor, holiday=eid, on=eid.on, name_fr="x", name_ar="x"),
            lambda actor=actor: remove_holiday(actor=actor, holiday=eid),
            lambda actor=actor: load_territories(actor=actor),
            lambda actor=actor: load_places(actor=actor, rows=[]),
        ):
            with pytest.raises(NotAllowed):
                attempt()
    assert Holiday.objects.count() == 1


def test_the_same_day_is_not_added_twice(eid):
    with pytest.raises(Refused, match="already|déjà"):
        add_holiday(actor=somebody("amina"), **EID)


def test_a_lunar_day_is_moved_and_confirmed_when_it_is_announced(eid):
    change_holiday(
        actor=somebody("amina"), holiday=eid, on=dt.date(2027, 3, 11), name_fr=eid.name_fr, name_ar=eid.name_ar
    )
    eid.refresh_from_db()
    assert (eid.on, eid.is_expected) == (dt.date(2027, 3, 11), False)
    assert Entry.objects.get(verb="holiday.changed").details == {"from": "2027-03-10", "to": "2027-03-11"}


def test_a_day_stays_in_its_year(eid):
    with pytest.raises(Refused) as refusal:
        change_holiday(actor=somebody("amina"), holiday=eid, on=dt.date(2028, 3, 1), name_fr="x", name_ar="x")
    assert refusal.value.field == "on"


def test_a_day_taken_out_is_a_working_day_again(eid):
    remove_holiday(actor=somebody("amina"), holiday=eid)
    assert not Holiday.objects.exists()
    assert Entry.objects.filter(verb="holiday.removed").count() == 1


def test_a_blank_never_erases(eid):
    pilar = somebody("pilar")
    full = PlaceRow("TN", "gouvernorat", "23", "", "Le Kef", "الكاف", "7100", 36.0, 8.7)
    load_places(actor=pilar, rows=[full])
    plan = load_places(actor=pilar, rows=[PlaceRow("TN", "gouvernorat", "23", "", "", "الكاف")])
    assert plan.counts == {"add": 0, "update": 0, "skip": 1, "refuse": 0}
    kef = Place.objects.get(country="TN", code="23")
    assert (kef.name_fr, kef.postcode, kef.latitude) == ("Le Kef", "7100", 36.0)


def test_a_place_twice_in_one_file_is_added_once():
    row = PlaceRow("TN", "gouvernorat", "23", "", "Le Kef", "الكاف")
    plan = load_places(actor=somebody("pilar"), rows=[row, row])
    assert plan.counts == {"add": 1, "update": 0, "skip": 1, "refuse": 0}
