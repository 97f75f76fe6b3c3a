"""How people of each language and country read a date, a number, an amount, a phone."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from taghyir.design import formats
from taghyir.tables.money import Money

JULY = datetime.date(2026, 7, 14)
MAY = datetime.date(2026, 5, 3)


def written(language, country, write, *values):
    with override(language), formats.written_for(country):
        return write(*values)


@pytest.mark.parametrize(
    ("language", "country", "day", "expected"),
    [
        ("ar", "MA", JULY, "14 يوليوز 2026"),
        ("ar", "TN", JULY, "14 جويلية 2026"),
        ("ar", "MA", MAY, "3 ماي 2026"),
        ("ar", "TN", MAY, "3 ماي 2026"),
        ("ar", None, JULY, "14 يوليوز 2026"),
        ("fr", "MA", JULY, "14 juillet 2026"),
        ("fr", "TN", JULY, "14 juillet 2026"),
        ("fr", "MA", datetime.date(2026, 6, 1), "1er juin 2026"),
        ("fr", "MA", datetime.date(2026, 6, 11), "11 juin 2026"),
        ("es", None, JULY, "14 de julio de 2026"),
        ("en", None, JULY, "14 July 2026"),
    ],
)
def test_months_are_those_of_the_country(language, country, day, expected):
    assert written(language, country, formats.date_text, day) == expected


def test_a_country_in_the_language_code_changes_nothing():
    assert written("ar-tn", "TN", formats.date_text, JULY) == "14 جويلية 2026"


def test_digits_are_western_in_every_language():
    for language in ("fr", "ar", "es", "en"):
        for country in ("MA", "TN", None):
            text = written(language, country, formats.number_text, Decimal("1234567.5"))
            assert [c for c in text if c.isdigit()] == list("12345675")
            assert text.isascii() or all(not c.isdigit() or c.isascii() for c in text)


def test_the_dinar_has_three_decimals_and_the_dirham_two():
    assert "1.234,500" in written("ar", "TN", formats.amount_text, Decimal("1234.5"), "TND")
    assert "1.234,50" in written("ar", "MA", formats.amount_text, Decimal("1234.5"), "MAD")
    assert "234,500" in written("fr", "TN", formats.amount_text, Decimal("1234.5"), "TND")
    assert "234,50" in written("fr", None, formats.amount_text, Decimal("1234.5"), "EUR")


def test_money_is_written_with_its_currency():
    with override("fr"), formats.written_for("MA"):
        shown = Template("{{ money|amount }}").render(Context({"money": Money(Decimal(90), "MAD")}))
    assert "90,00" in shown and "MAD" in shown and shown.startswith("<bdi>")


@pytest.mark.parametrize(
    ("country", "number", "expected"),
    [
        ("MA", "+212612345678", "06 12 34 56 78"),
        ("TN", "+21620123456", "20 123 456"),
        (None, "+212612345678", "06 12 34 56 78"),
        ("TN", "+212612345678", "+212 6 12 34 56 78"),
        ("MA", "+21620123456", "+216 20 123 456"),
        ("MA", "+34612345678", "+34 612 34 56 78"),
        ("MA", "0612345678", "06 12 34 56 78"),
        ("MA", "ask Fatma", "ask Fatma"),
        ("MA", "", ""),
    ],
)
def test_a_phone_is_written_as_its_country_does(country, number, expected):
    assert written("fr", country, formats.phone_text, number).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        ("en", 90, "1 h 30"),
        ("fr", 90, "1 h 30"),
        ("fr", 65, "1 h 05"),
        ("fr", 45, "45 min"),
        ("fr", 120, "2 h"),
        ("ar", 90, "1 س 30 د"),
    ],
)
def test_minutes_become_hours(language, minutes, expected):
    assert written(language, None, formats.duration_text, minutes).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("language", "days", "expected"),
    [
        ("fr", 0, "aujourd’hui"),
        ("fr", 1, "hier"),
        ("fr", -1, "demain"),
        ("fr", 3, "il y a 3 jours"),
        ("ar", 0, "اليوم"),
        ("ar", 2, "قبل يومين"),
    ],
)
def test_how_long_ago(language, days, expected):
    assert written(language, "MA", formats.ago_text, days) == expected


def test_an_instant_is_written_in_the_time_of_the_page(settings):
    settings.TIME_ZONE = "Africa/Tunis"
    instant = datetime.datetime(2026, 5, 13, 23, 30, tzinfo=datetime.UTC)
    assert written("fr", "TN", formats.time_text, instant) == "00:30"
    assert written("fr", "TN", formats.date_text, instant) == "14 mai 2026"
    assert written("ar", "TN", formats.moment_text, instant) == "14 ماي 2026 على الساعة 00:30"


def test_percent_takes_a_ratio():
    assert written("fr", None, formats.percent_text, 0.425, 1).replace("\u202f", "\u00a0") == "42,5\u00a0%"
    assert written("en", None, formats.percent_text, 0.42) == "42%"


def test_nothing_is_written_for_nothing():
    for write in (
        formats.date_text,
        formats.short_date_text,
        formats.time_text,
        formats.number_text,
        formats.duration_text,
    ):
        assert write(None) == ""
    assert formats.amount_text(None, "MAD") == formats.percent_text(None) == formats.ago_text(None) == ""


def test_nothing_below_zero_is_written_for_zero():
    """What is written is kept: -0.0, which a rounding leaves, is not the name under which 0 is found."""
    assert {formats.number_text(-0.0, 1), formats.number_text(0, 1), formats.number_text(0.0, 1)} == {"0,0"}
