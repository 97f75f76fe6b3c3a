"""What the living page shows: the people and the places of the demonstration, in invented situations."""

import datetime
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import pgettext_lazy

from taghyir.design import formats

TERRITORIES = [
    ("tanger", pgettext_lazy("sample", "Tanger")),
    ("nador", pgettext_lazy("sample", "Nador")),
    ("berkane", pgettext_lazy("sample", "Berkane")),
    ("kef", pgettext_lazy("sample", "Le Kef")),
    ("nefta", pgettext_lazy("sample", "Nefta")),
    ("tunis", pgettext_lazy("sample", "Tunis")),
]
TRAINED = [
    (name, women, men)
    for (_code, name), women, men in zip(TERRITORIES, (22, 34, 28, 25, 19, 23), (9, 8, 12, 11, 14, 9), strict=True)
]
FOLLOWED = [
    (formats.Month(2025 + (month > 12), (month - 1) % 12 + 1), done, planned)
    for month, done, planned in zip(range(10, 18), (6, 11, 9, 18, 24, 22, 31, 38), range(5, 45, 5), strict=True)
]
NEEDS = [
    (pgettext_lazy("sample", "To sell"), [4, 9, 6, 5, 3, 4]),
    (pgettext_lazy("sample", "Papers"), [6, 7, 3, 4, 2, 8]),
    (pgettext_lazy("sample", "A room, machines"), [3, 5, 2, 2, 6, 1]),
    (pgettext_lazy("sample", "Child care"), [2, 4, 1, 3, 2, 7]),
    (pgettext_lazy("sample", "Water, energy"), [0, 1, 3, 4, 9, None]),
]


class NeedForm(forms.Form):
    """A form with one of each: it is shown with its errors."""

    title = forms.CharField(
        label=pgettext_lazy("sample", "What do you need?"),
        help_text=pgettext_lazy("sample", "In your own words. One sentence is enough."),
    )
    jars = forms.IntegerField(label=pgettext_lazy("sample", "How many jars a month?"))
    territory = forms.ChoiceField(label=pgettext_lazy("sample", "Where?"), choices=TERRITORIES)
    channels = forms.MultipleChoiceField(
        label=pgettext_lazy("sample", "How may we answer you?"),
        choices=[
            ("phone", pgettext_lazy("sample", "By phone")),
            ("paper", pgettext_lazy("sample", "On paper")),
            ("meeting", pgettext_lazy("sample", "At the meeting")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    story = forms.CharField(
        label=pgettext_lazy("sample", "Tell us more"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agreed = forms.BooleanField(label=pgettext_lazy("sample", "I agree that an adviser reads this."), required=False)


class FilterForm(forms.Form):
    """The filters of a list: search, chips, a select."""

    q = forms.CharField(label=pgettext_lazy("sample", "Name, commune"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("sample", "State"),
        choices=[
            ("", pgettext_lazy("sample", "All")),
            ("late", pgettext_lazy("sample", "Late")),
            ("going", pgettext_lazy("sample", "Going on")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    territory = forms.ChoiceField(
        label=pgettext_lazy("sample", "Territory"),
        choices=[("", pgettext_lazy("sample", "All the territories")), *TERRITORIES],
        required=False,
    )


class SampleListing:
    """A list as the rooms give it: its page, its filters, its size."""

    is_filtered = True
    count = 1214

    def __init__(self, prefix: str) -> None:
        self.form = FilterForm({"state": "late"}, auto_id=f"{prefix}-filter-%s")
        self.page = Paginator(range(112), 20).page(2)


class InCountry:
    """The same facts as they are written in one country."""

    def __init__(self, code: str, name: str, currency: str, phone: str) -> None:
        self.name, self.code, self.currency, self.phone_number = name, code, currency, phone

    def _write(self, write, *values) -> str:
        with formats.written_for(self.code):
            return write(*values)

    def day(self) -> str:
        return self._write(formats.date_text, datetime.date(2026, 7, 14), "full")

    def price(self) -> str:
        return self._write(formats.amount_text, Decimal("1234.5"), self.currency)

    def phone(self) -> str:
        return self._write(formats.phone_text, self.phone_number)

    def size(self) -> str:
        return self._write(formats.number_text, Decimal("12345.6"))


COUNTRIES = [
    InCountry("MA", pgettext_lazy("sample", "Morocco"), "MAD", "+212600000012"),
    InCountry("TN", pgettext_lazy("sample", "Tunisia"), "TND", "+21670000014"),
]


def samples(prefix: str) -> dict:
    """One set of examples; `prefix` keeps the identifiers of the two directions apart."""
    return {
        "prefix": prefix,
        "form": NeedForm(
            {"title": "", "jars": "a lot", "territory": "nador", "channels": ["phone"]}, auto_id=f"{prefix}-%s"
        ),
        "listing": SampleListing(prefix),
        "trained": TRAINED,
        "followed": FOLLOWED,
        "needs": NEEDS,
        "territories": [name for _code, name in TERRITORIES],
        "countries": COUNTRIES,
        "day": datetime.date(2026, 5, 13),
        "moment": datetime.datetime(2026, 5, 13, 9, 30),
    }
