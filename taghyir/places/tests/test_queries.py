import datetime as dt

import pytest

from taghyir.core.actions import Refused
from taghyir.places import queries
from taghyir.places.models import Holiday, Place
from taghyir.places.phones import as_e164
from taghyir.places.tests.factories import PlaceFactory, TerritoryFactory
from taghyir.tables.search import search_text

NOON = dt.time(12, tzinfo=dt.UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["zio", "Zaïo", "زايو", "ZAI", "02.381.01"])
def test_half_a_name_in_any_script_finds_the_commune(typed):
    zaio = PlaceFactory(folded=search_text("Zaio", "زايو"))
    PlaceFactory(code="02.113.01.09", name_fr="Berkane", name_ar="بركان", folded=search_text("Berkane", "بركان"))
    assert list(queries.places_matching(typed)) == [zaio]


@pytest.mark.django_db
def test_the_other_country_is_left_out_when_one_is_given():
    PlaceFactory(folded=search_text("Zaio", "زايو"))
    assert not queries.places_matching("zaio", country="TN").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["؟؟؟", "%", "' OR 1=1 --"])
def test_signs_without_letters_find_nothing_and_break_nothing(typed):
    PlaceFactory(folded=search_text("Zaio", "زايو"))
    assert list(queries.places_matching(typed)) == []


@pytest.mark.django_db
def test_a_commune_lies_in_the_territory_of_its_province():
    nador = PlaceFactory(code="02.381", level=Place.Level.PROVINCE, name_fr="Nador", name_ar="الناضور")
    zaio = PlaceFactory(parent=nador)
    territory = TerritoryFactory()
    territory.places.add(nador)
    assert queries.territory_of(zaio) == queries.territory_of(nador) == territory
    assert set(queries.places_of(territory)) == {nador, zaio}
    assert queries.territory_of(PlaceFactory(code="02.411")) is None
    assert queries.territory_of(None) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day, offset", [(dt.date(2026, 3, 1), 0), (dt.date(2026, 3, 25), 1)], ids=["in Ramadan", "after Ramadan"]
)
def test_the_clocks_of_morocco_move_in_ramadan_and_those_of_tunisia_do_not(day, offset):
    moment = dt.datetime.combine(day, NOON)
    assert queries.local_time(moment, TerritoryFactory()).utcoffset() == dt.timedelta(hours=offset)
    assert queries.local_time(moment, TerritoryFactory(code="KEF")).utcoffset() == dt.timedelta(hours=1)


@pytest.mark.django_db
def test_people_are_off_on_week_ends_and_on_the_days_of_the_table():
    Holiday.objects.create(country="TN", on=dt.date(2026, 12, 17), name_fr="Révolution", name_ar="الثورة")
    assert queries.is_day_off("TN", dt.date(2026, 12, 17))
    assert not queries.is_day_off("MA", dt.date(2026, 12, 17))
    assert queries.is_day_off("MA", dt.date(2026, 12, 19))
    assert not queries.is_day_off("MA", dt.date(2026, 12, 18))  # Friday
    assert queries.next_working_day("TN", dt.date(2026, 12, 17)) == dt.date(2026, 12, 18)


@pytest.mark.parametrize(
    "typed, country, kept",
    [
        ("0612345678", "MA", "+212612345678"),
        ("06 12-34.56 78", "MA", "+212612345678"),
        ("20 123 456", "TN", "+21620123456"),
        ("00216 20123456", "MA", "+21620123456"),
        ("+34 612 34 56 78", "TN", "+34612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "MA", "+212612345678"),
        ("20123456", "", "+21620123456"),
        ("0612345678", "", "+212612345678"),
        ("  ", "MA", ""),
    ],
)
def test_phones_are_kept_in_one_form_however_they_are_typed(typed, country, kept):
    assert as_e164(typed, country) == kept


@pytest.mark.parametrize("typed", ["12", "20 123 456", "=HYPERLINK(1)", "06123456789", "ا", "\x00", "+" * 9999])
def test_a_wrong_phone_is_refused_with_an_example_of_the_country(typed):
    with pytest.raises(Refused) as refusal:
        as_e164(typed, "MA", field="phone")
    assert "0612345678" in str(refusal.value)
    assert refusal.value.field == "phone"
