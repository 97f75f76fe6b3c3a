"""What a template needs to write for people: dates, numbers, phones, icons, signs, and addresses of the present page."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info, pgettext
from django.utils.translation import gettext as _

from taghyir.design import charts, formats, pieces, signs
from taghyir.design.icons import ICONS, SHAPES, TURNS

register = template.Library()

SHORT = {"fr": "FR", "ar": "ع", "es": "ES", "en": "EN"}


def _left_to_right(text: str) -> SafeString:
    return format_html('<bdi dir="ltr" class="code">{}</bdi>', text) if text else SafeString("")


@register.filter
def on_date(value, style="long"):
    """{{ visit.held_on|on_date }}: 13 mai 2026; |on_date:"full" adds the weekday."""
    return formats.date_text(value, style)


@register.filter
def on_date_short(value):
    """{{ visit.held_on|on_date_short }}: 13 mai, with the year when it is another one."""
    return formats.short_date_text(value)


@register.filter
def in_month(value):
    """{{ period.starts_on|in_month }}: mai 2026."""
    return formats.month_text(value)


@register.filter
def at_time(value):
    """{{ visit.starts_at|at_time }}: 14:30, kept in order inside Arabic."""
    return _left_to_right(formats.time_text(value))


@register.filter
def at_moment(value):
    """{{ entry.at|at_moment }}: 13 mai 2026 à 14:30."""
    return mark_safe(formats.moment_text(value, at_time(value)))


@register.filter
def number(value, decimals=None):
    """{{ members|number }}, {{ score|number:1 }}."""
    return formats.number_text(value, decimals)


@register.filter
def amount(value, currency=None):
    """{{ need.budget|amount }} for money, {{ price|amount:"TND" }} for a number."""
    if value is None or value == "":
        return ""
    if currency is None:
        value, currency = value.amount, value.currency
    return format_html("<bdi>{}</bdi>", formats.amount_text(value, str(currency)))


@register.filter
def percent(ratio, decimals=0):
    """{{ 0.42|percent }}: 42 %."""
    return formats.percent_text(ratio, decimals)


@register.filter
def minutes(value):
    """{{ 90|minutes }}: 1 h 30."""
    return formats.duration_text(value)


@register.filter
def ago_days(value):
    """{{ last_session_on|ago_days }}: 3 days ago; takes a date or a number of days."""
    return formats.ago_text(value)


@register.filter
def phone(value):
    """{{ person.phone|phone }}: 06 12 34 56 78, kept in order inside Arabic."""
    return _left_to_right(formats.phone_text(value))


@register.filter
def code(value):
    """{{ case.reference|code }}: an identifier, a hash, a file name, kept in order inside Arabic."""
    return _left_to_right("" if value is None else str(value))


@register.filter
def initials(name):
    """Two letters for an avatar, in the script of the name; the Arabic article is dropped."""
    return formats.initials_text(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "phone" %}: always beside a word. An unknown name is a mistake of the page and fails."""
    turns = " turns" if name in TURNS else ""
    return mark_safe(f'<svg class="icon{turns}" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')


@register.simple_tag
def sign(stage: str) -> SafeString:
    """{% sign "detect" %}: the woven sign of a stage, or "knot" for the brand."""
    return mark_safe(
        f'<svg class="sign" viewBox="0 0 9 9" aria-hidden="true"><path d="{signs.OUTLINES[stage]}"/></svg>'
    )


@register.simple_tag
def woven_bands() -> list[dict]:
    """The bands of the cloth of the home page: each stage's sign, five times, one band of two in a dye."""
    dyes = ("", "gold", "", "red", "", "green", "")
    return [
        {"sign": stage, "outline": signs.OUTLINES[stage], "dye": dye, "top": 4 + 13 * place}
        for place, (stage, dye) in enumerate(zip(signs.STAGES, dyes, strict=True))
    ]


@register.simple_tag
def shape(status: str) -> SafeString:
    """The shape of a status: late, soon, done, new, going, waiting, no."""
    return mark_safe(f'<svg viewBox="0 0 10 10" aria-hidden="true">{SHAPES[status]}</svg>')


@register.simple_tag
def thread_stages(present: str = "") -> list[dict]:
    """The seven stages with their names: past, now or to come, as seen from the present one."""
    names = list(signs.STAGES)
    here = names.index(present) if present else -1
    return [
        {
            "sign": name,
            "name": signs.STAGES[name],
            "promise": signs.PROMISES[name],
            "state": "past" if place < here else "now" if place == here else "",
        }
        for place, name in enumerate(names)
    ]


@register.simple_tag(takes_context=True)
def piece(context, template: str, **values) -> SafeString:
    """{% piece "accompaniment/case_history.html" history=file.history %}: an include that sees these values alone."""
    return pieces.draw(context.template.engine, template, values)


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """{% query_with page=2 %}: the present search with a change; None takes a key away."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return "?" + query.urlencode()


@register.simple_tag
def other_script() -> str:
    """{% other_script %}: the language of a name in the other script than the page's, for `lang`: ar, or fr in an Arabic page."""
    return "fr" if get_language_bidi() else "ar"


@register.simple_tag
def between_names() -> str:
    """{% between_names %}: the comma of the language of the page."""
    return pgettext("between two names", ", ")


@register.simple_tag
def in_language(thing, field: str) -> str:
    """{% in_language organisation "name" %}: the field in the language of the page, else in another one, which is said."""
    present = (get_language() or "fr").split("-")[0]
    for language in dict.fromkeys((present, "fr", "ar", "es", "en")):
        if text := getattr(thing, f"{field}_{language}", ""):
            if language == present:
                return text
            return format_html('<bdi lang="{}">{}</bdi>', language, text)
    return ""


@register.simple_tag(takes_context=True)
def languages_here(context) -> list[dict]:
    """The present page in each language, for the switch in the masthead."""
    present = (get_language() or "fr").split("-")[0]
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    return [
        {
            "code": language,
            "name": get_language_info(language)["name_local"],
            "short": SHORT.get(language, language),
            "url": _in(language, here, present),
            "is_present": language == present,
        }
        for language, _name in settings.LANGUAGES
        if "-" not in language
    ]


def _in(language: str, address: str, present: str) -> str:
    """The address in another language: only its first word changes, also where no page answers it."""
    rest = address.removeprefix(f"/{present}/")
    return f"/{language}/{rest}" if rest != address else address


@register.filter
def widget(field, extra=""):
    """The control of a bound field, tied to its help and to its error."""
    described = [f"{field.auto_id}_help"] if field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    attributes = {"class": f"input {extra}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    drawn = field.as_widget(attrs=attributes)
    return mark_safe(
        drawn.replace(">---------<", format_html(">{}<", _("Choose")))
    )  # Django's own empty choice says nothing


@register.filter
def kind_of_field(field) -> str:
    """How a field is laid out: hidden, check (one box), choices (several boxes), or input."""
    kind = field.widget_type
    if field.is_hidden:
        return "hidden"
    if kind == "checkbox":
        return "check"
    return "choices" if field.use_fieldset and hasattr(field.field, "choices") else "input"


@register.filter
def tone(level: str) -> str:
    """The tone of a notice for the level of a message."""
    return {"success": "done", "warning": "warn", "error": "stop"}.get(level, "info")


@register.simple_tag
def bars(rows) -> dict:
    """The drawing of horizontal bars, see charts.bars."""
    return charts.bars(rows, mirrored=get_language_bidi())


@register.simple_tag
def lines(points) -> dict:
    """The drawing of a line, see charts.lines."""
    return charts.lines(points)


@register.simple_tag
def heat_rows(rows) -> list[dict]:
    """Rows (label, values) of a heat map, each value with its step from 0 to 5."""
    rows = [(label, list(values)) for label, values in rows]
    flat = iter(charts.steps([value for _, values in rows for value in values]))
    return [
        {"label": label, "cells": [{"value": value, "step": next(flat)} for value in values]} for label, values in rows
    ]
