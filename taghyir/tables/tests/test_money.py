from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taghyir.tables.money import Money, OtherCurrency


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
