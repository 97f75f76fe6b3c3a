"""Money is an amount and a currency, never one without the other, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

DECIMALS = {"MAD": 2, "TND": 3, "EUR": 2}  # ISO 4217 minor units; the Tunisian dinar has millimes
CURRENCIES = [(code, code) for code in DECIMALS]


class OtherCurrency(ValueError):
    """Two currencies are never added without a rate."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, rounded half up to the decimals of its currency."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        step = Decimal(1).scaleb(-DECIMALS[self.currency])
        object.__setattr__(self, "amount", Decimal(self.amount).quantize(step, ROUND_HALF_UP))

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise OtherCurrency(f"{self.currency} + {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def at_rate(self, rate: Decimal, currency: str) -> "Money":
        """The same money in `currency`, one unit of ours being worth `rate` of theirs."""
        return Money(self.amount * Decimal(rate), currency)
