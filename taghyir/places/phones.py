"""Telephone numbers, kept in the international form (E.164) whatever way people write them. Depends on the country alone."""

from functools import lru_cache

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from taghyir.core.actions import Refused

EXAMPLES = {"MA": "0612345678", "TN": "20123456", "ES": "612345678"}  # as people of the country write them
COUNTRIES = tuple(EXAMPLES)


def as_e164(typed: str, country: str = "", *, field: str = "phone") -> str:
    """`typed` as +212612345678. Without a country, Morocco then Tunisia then Spain are tried; nothing stays nothing.

    Refused, on `field`, when no such number exists; the sentence shows one that would be accepted.
    """
    if not typed.strip():
        return ""
    for region in (country, *COUNTRIES) if country in COUNTRIES else COUNTRIES:
        if number := _valid(typed, region):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if country:
            break
    raise Refused(
        _("Write a phone number, for example %(example)s, or with its country: %(international)s.")
        % {"example": EXAMPLES.get(country, EXAMPLES["MA"]), "international": _international(country)},
        code="phone",
        field=field,
    )


def phone_in(text: str, country: str = "") -> str:
    """The first phone number written in `text`, among other words; "" when there is none."""
    for region in (country,) if country in COUNTRIES else COUNTRIES:
        for match in phonenumbers.PhoneNumberMatcher(text[:200], region):
            return phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return ""


@lru_cache(maxsize=1_000)  # a list is judged, then written
def _valid(typed: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(typed[:40], region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) and not number.extension else None


def _international(country: str) -> str:
    region = country if country in COUNTRIES else "MA"
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    return phonenumbers.format_number(example, PhoneNumberFormat.E164) if example else ""
