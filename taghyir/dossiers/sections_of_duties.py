"""What the law asks, the assemblies and the register, in words, for a page or a paper."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from taghyir.design.formats import amount_text, number_text, time_text
from taghyir.dossiers.wording import Row, Section, day_of, joined, said

_STATES = {  # of a duty
    "late": pgettext_lazy("duty", "late"),
    "soon": pgettext_lazy("duty", "soon"),
    "later": pgettext_lazy("duty", "later"),
    "unsaid": pgettext_lazy("duty", "done or not? nobody said"),
    "undated": pgettext_lazy("duty", "without a date"),
    "done": pgettext_lazy("duty", "done"),
    "not_applicable": pgettext_lazy("duty", "does not concern us"),
}
_STATES_OF_ASSEMBLY = {
    "held": pgettext_lazy("assembly", "Held"),
    "given_up": pgettext_lazy("assembly", "Given up"),
    "called": pgettext_lazy("assembly", "Called"),
}


def sections_of_duties(whole: dict[str, Any]) -> list[Section]:
    """Duties, then each assembly, then who is and was a member, with the sums of today."""
    register = [*map(_line_of_holder, whole["register"]), *map(_line_of_total, whole["register_today"])]
    return [
        Section(_("What the law asks"), lines=[_line_of_duty(one) for one in whole["duties"]]),
        *(_section_of_assembly(one) for one in whole["assemblies"]),
        Section(_("Register of members"), lines=register),
    ]


def _line_of_duty(one: dict[str, Any]) -> Row:
    became = one["outcome"]
    period = "" if one["period"] == "once" else one["period"]
    said = joined(became["kind"]["words"], day_of(became["on"]), became["words"], became["said_by"]) if became else ""
    state = "" if became else str(_STATES[one["state"]])
    return joined(one["words"], period), joined(day_of(one["due_on"]), state, said, one["law"])


def _section_of_assembly(one: dict[str, Any]) -> Section:
    hour = time_text(dt.time.fromisoformat(one["starts_at"]))
    facts = [
        (_("State"), str(_STATES_OF_ASSEMBLY[one["state"]])),
        (_("Day"), joined(day_of(one["held_on"]), hour)),
        (_("Place"), one["place"]),
        (_("Which call"), _("second call") if one["is_second_call"] else ""),
        (_("Financial year that ends in"), str(one["financial_year"] or "")),
        (_("Chaired by"), one["chaired_by"]),
        (_("Minutes written by"), one["minutes_by"]),
        (_("Who came"), _who_came(one) if one["state"] == "held" else ""),
    ]
    lines = [(item["words"], joined(item["decision"], _votes(item))) for item in one["items"]]
    title = joined(capfirst(one["kind"]["words"]), day_of(one["held_on"]))
    return Section(title, facts=said(facts), lines=lines)


def _who_came(one: dict[str, Any]) -> str:
    counted = {
        "members": number_text(one["members"]),
        "women": number_text(one["present"]["women"]),
        "men": number_text(one["present"]["men"]),
        "women_represented": number_text(one["represented"]["women"]),
        "men_represented": number_text(one["represented"]["men"]),
    }
    came = _("Members: %(members)s. Present: women %(women)s, men %(men)s.")
    return f"{came} {_('Represented: women %(women_represented)s, men %(men_represented)s.')}" % counted


def _votes(item: dict[str, Any]) -> str:
    if item["for"] is None:
        return ""
    votes = {"ayes": item["for"], "noes": item["against"] or 0, "others": item["abstentions"] or 0}
    shown = {name: number_text(count) for name, count in votes.items()}
    return _("For: %(ayes)s. Against: %(noes)s. Abstentions: %(others)s.") % shown


def _line_of_holder(one: dict[str, Any]) -> Row:
    held = _("%(shares)s shares, %(amount)s") % _shares(one)
    entered = _("entered on %(day)s") % {"day": day_of(one["entered_on"])}
    left = _("left on %(day)s") % {"day": day_of(one["left_on"])} if one["left_on"] else ""
    return joined(str(one["number"]), one["name"]), joined(entered, left, held)


def _line_of_total(one: dict[str, Any]) -> Row:
    return _("Together: %(shares)s shares, %(amount)s") % _shares(one), ""


def _shares(one: dict[str, Any]) -> dict[str, str]:
    return {"shares": number_text(one["shares"]), "amount": amount_text(Decimal(one["amount"]), one["currency"])}
