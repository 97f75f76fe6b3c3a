"""How a date, a number, an amount or a phone is written, for a language AND a country.

Arabic months differ between Morocco and Tunisia (غشت, أوت), and so do French digits. The country is a context variable,
set once a request by whoever knows the territory; `None` means a page that belongs to no country. Digits are Western always.
"""

import datetime
import re
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, gettext, override, pgettext

country: ContextVar[str | None] = ContextVar("country", default=None)

BY_LANGUAGE = {"ar": "ar_MA", "fr": "fr", "es": "es_ES", "en": "en_GB"}
BY_COUNTRY = {("ar", "MA"): "ar_MA", ("ar", "TN"): "ar_TN", ("fr", "MA"): "fr_MA", ("fr", "TN"): "fr_TN"}
GROUPS = {"MA": (2, 2, 2, 2, 2), "TN": (2, 3, 3), "ES": (3, 2, 2, 2)}
NO_BREAK = "\u00a0"


@contextmanager
def written_for(place: str | None):
    """Write for this country ("MA", "TN" or None) inside the block."""
    before = country.set(place)
    try:
        yield
    finally:
        country.reset(before)


@contextmanager
def written_in(language: str, place: str | None):
    """Write in this language, with the words, the months and the figures of this country, inside the block."""
    with written_for(place), override("ar-tn" if (language, place) == ("ar", "TN") else language):
        yield


def locale() -> Locale:
    """The Babel locale of the present language and country; Moroccan Arabic where no country is known."""
    language = (get_language() or "fr").split("-")[0]
    return _locale_named(BY_COUNTRY.get((language, country.get() or "")) or BY_LANGUAGE.get(language, "fr"))


@lru_cache
def _locale_named(name: str) -> Locale:
    return Locale.parse(name)


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime.datetime) and timezone.is_aware(value) else value


def _day(value) -> datetime.date:
    value = _local(value)
    return value.date() if isinstance(value, datetime.datetime) else value


def date_text(value: datetime.date | None, style: str = "long") -> str:
    """13 mai 2026, ‎13 ماي 2026; `style` "full" adds the weekday. Nothing for None."""
    return _with_first(format_date(_day(value), style, locale=locale())) if value else ""


def short_date_text(value: datetime.date | None) -> str:
    """13 mai; with the year when it is not the present one."""
    if not value:
        return ""
    day = _day(value)
    skeleton = "MMMd" if day.year == timezone.localdate().year else "yMMMd"
    return _with_first(format_skeleton(skeleton, day, locale=locale()))


def _with_first(text: str) -> str:
    """In French the first of a month is 1er."""
    return re.sub(r"(?<!\d)1 (?=[^\W\d])", "1er ", text) if locale().language == "fr" else text


def month_text(value: datetime.date | None) -> str:
    """mai 2026."""
    return format_skeleton("yMMMM", _day(value), locale=locale()) if value else ""


def time_text(value: datetime.datetime | datetime.time | None) -> str:
    """14:30, in the time zone of the page, twenty-four hours in every language."""
    return format_time(_local(value), "HH:mm", locale=locale()) if value is not None else ""


def moment_text(value: datetime.datetime | None, time: str | None = None) -> str:
    """13 mai 2026 à 14:30; `time` is how the hour is already written, when it is marked up."""
    if value is None:
        return ""
    return gettext("%(day)s at %(time)s") % {"day": date_text(value), "time": time or time_text(value)}


def said_in(language: str) -> str:
    """in French, en français, بالفرنسية: what stands beside words of another language than the page or the paper around them."""
    return gettext("in %(language)s") % {"language": locale().languages[language]}


def number_text(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """1 234,5; `decimals` fixes how many are shown."""
    if value is None or value == "":
        return ""
    return _number_text(value or 0, decimals, locale())  # 0 and -0.0 are kept under one name


@lru_cache(maxsize=4096)
def _number_text(value: Decimal | float, decimals: int | None, where: Locale) -> str:
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=where, numbering_system="latn")


def amount_text(value: Decimal | None, currency: str) -> str:
    """1 234,500 TND with three decimals, 1 234,50 MAD and EUR with two."""
    if value is None:
        return ""
    return format_currency(value, currency, locale=locale(), numbering_system="latn")


def percent_text(ratio: Decimal | float | None, decimals: int = 0) -> str:
    """42 % for 0.42."""
    if ratio is None:
        return ""
    pattern = locale().percent_formats[None].pattern
    if decimals:
        pattern = (
            pattern.replace("0", "0." + "0" * decimals, 1)
            if "#,##0" not in pattern
            else pattern.replace("#,##0", "#,##0." + "0" * decimals)
        )
    return format_percent(ratio, format=pattern, locale=locale(), numbering_system="latn")


def duration_text(minutes: int | None) -> str:
    """1 h 30 for 90, 45 min for 45, 2 h for 120."""
    if minutes is None:
        return ""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


def days_ago(value: datetime.date | int | None) -> int | None:
    """Days between `value` and today, negative for a day to come; a number of days is kept as it is."""
    if value is None or isinstance(value, int):
        return value
    return (timezone.localdate() - _day(value)).days


def ago_text(value: datetime.date | int | None) -> str:
    """today, yesterday, 3 days ago, tomorrow, in 3 days."""
    days = days_ago(value)
    if days is None:
        return ""
    near = {0: pgettext("day", "today"), 1: pgettext("day", "yesterday"), -1: pgettext("day", "tomorrow")}
    if days in near:
        return near[days]
    return format_timedelta(datetime.timedelta(days=-days), threshold=2, add_direction=True, locale=locale())


def phone_text(value: str | None) -> str:
    """06 12 34 56 78 for people of its country, +212 6 12 34 56 78 for the others; what was typed when it is no number."""
    if not value:
        return ""
    try:
        number = phonenumbers.parse(str(value), country.get())
    except phonenumbers.NumberParseException:
        return str(value)
    region = phonenumbers.region_code_for_number(number)
    home = country.get() in (None, region)
    if region not in GROUPS:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    digits = phonenumbers.national_significant_number(number)
    if region == "MA":
        digits = "0" + digits
    grouped = _grouped(digits, GROUPS[region])
    return grouped if home else f"+{number.country_code}{NO_BREAK}{grouped.removeprefix('0')}"


def _grouped(digits: str, sizes: tuple[int, ...]) -> str:
    parts = []
    for size in sizes:
        parts.append(digits[:size])
        digits = digits[size:]
    return NO_BREAK.join(part for part in (*parts, digits) if part)


_WORDS = re.compile(r"[^\W_]+")


class Month:
    """A month that is written when it is shown, so that it follows the language and the country."""

    def __init__(self, year: int, month: int) -> None:
        self.first = datetime.date(year, month, 1)

    def __str__(self) -> str:
        return format_skeleton("MMM", self.first, locale=locale())


def initials_text(name: object) -> str:
    """Two letters for an avatar, in the script of the name; the Arabic article is dropped."""
    words = [word for written in _WORDS.findall(str(name)) if (word := written.removeprefix("ال"))]
    if not words:
        return ""
    return words[0][:2] if len(words) == 1 else (words[0][0] + words[-1][0]).upper()
