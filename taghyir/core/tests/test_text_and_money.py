from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from taghyir.core.money import Money, OtherCurrency
from taghyir.core.text import folded, listed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Zaïo", "zaio"),
        ("Coopérative  L'Œuvre", "cooperative l oeuvre"),
        ("جمعيّة", "جمعيه"),
        ("جمعيه", "جمعيه"),
        ("أحـمـد", "احمد"),
        ("مُـؤمن", "مومن"),
        ("القلعة الخصباء", "القلعه الخصبا"),
        ("٢٠٢٦", "2026"),
        ("㏗", "ph"),
        ("على", "علي"),
        ("  ", ""),
    ],
)
def test_folding_gives_one_form(written, kept):
    assert folded(written) == kept


@given(st.text())
def test_folding_twice_is_folding_once_whatever_the_text(text):
    assert folded(folded(text)) == folded(text)


def test_money_keeps_the_decimals_of_its_currency():
    assert str(Money(Decimal("1234.5"), "TND")) == "1234.500 TND"
    assert str(Money(Decimal("0.125"), "MAD")) == "0.13 MAD"


def test_two_currencies_are_never_added():
    with pytest.raises(OtherCurrency):
        Money(Decimal(1), "MAD") + Money(Decimal(1), "EUR")
    assert Money(Decimal(100), "MAD").at_rate(Decimal("0.0921"), "EUR") == Money(Decimal("9.21"), "EUR")


@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(-(10**9), 10**9, places=3))
def test_adding_is_exact(one, other):
    assert Money(one, "TND") + Money(other, "TND") == Money(one + other, "TND")


@pytest.mark.parametrize(("language", "expected"), [("fr", "Amina, Karim"), ("ar", "Amina، Karim")])
def test_names_are_parted_by_the_comma_of_the_language(language, expected):
    with override(language):
        assert listed(["Amina", "Karim"]) == expected
