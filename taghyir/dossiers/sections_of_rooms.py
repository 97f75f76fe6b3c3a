"""What other rooms keep of a file, in words, for a page or a paper."""

from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.conventions.queries import blocks_of
from taghyir.design.formats import amount_text, number_text
from taghyir.dossiers.sections_of_duties import sections_of_duties
from taghyir.dossiers.wording import Row, Section, day_of, joined, people_counted


def sections_of_rooms(whole: dict[str, Any]) -> list[Section]:
    """In the order of the page: diagnoses, conventions, documents, hand-overs, milestones, care, duties, assemblies, register."""
    care = whole["care"]
    return [
        *(_section_of_diagnosis(one) for one in whole["diagnoses"]),
        *(_section_of_convention(one) for one in whole["conventions"]),
        Section(_("Documents"), lines=[_line_of_document(one) for one in whole["documents"]]),
        Section(_("What was handed over"), lines=[_line_of_handover(one) for one in whole["handovers"]]),
        Section(_("Milestones"), lines=[_line_of_milestone(one) for one in whole["milestones"]]),
        Section(_("Care and feminist economy"), lines=[*map(_line_of_marker, care["markers"]), *_lines_of_care(care)]),
        *sections_of_duties(whole),
    ]


def _section_of_diagnosis(one: dict[str, Any]) -> Section:
    title = joined(_("Diagnosis"), one["moment"], one["depth"]["words"], day_of(one["given_back_on"]))
    lines = [line for dimension in one["dimensions"] for line in _lines_of_dimension(dimension)]
    lines += [(_("What they want to change first"), one["words"])] if one["words"] else []
    return Section(title, lines=lines + _lines_of_signatures(one["signatures"]))


def _lines_of_dimension(one: dict[str, Any]) -> list[Row]:
    """What it comes to, then what was answered to each question."""
    said = [(item["question"], item["answer"]["words"]) for item in one["answers"] if item["answer"]]
    return [(one["name"], _about_dimension(one)), *said]


def _about_dimension(one: dict[str, Any]) -> str:
    score = _("not enough was answered")
    if one["score"] is not None:
        score = _("%(score)s of 100") % {"score": number_text(one["score"])}
    own, other = one["priority"], one["adviser_priority"]
    said = _("for the enterprise: %(words)s") % {"words": own["words"]} if own else ""
    also = _("for the adviser: %(words)s") % {"words": other["words"]} if other else ""
    return joined(score, said, also, one["evidence"])


def _section_of_convention(one: dict[str, Any]) -> Section:
    facts = [
        (_("State"), capfirst(one["state"]["words"])),
        (capfirst(_("first day")), day_of(one["starts_on"])),
        (capfirst(_("last day")), day_of(one["ends_on"])),
        (_("Signed on"), day_of(one["signed_on"])),
        (_("Signed paper"), (one["signed_paper"] or {}).get("sha256", "")),
        (_("Ended on"), joined(day_of(one["ended_on"]), one["end_reason"])),
        (_("SHA-256"), one["sha256"]),
    ]
    text = [(("• " if block["kind"] == "point" else "") + block["words"], "") for block in blocks_of(one["text"])]
    shown = [(label, words) for label, words in facts if words]
    return Section(_("The convention"), facts=shown, lines=_lines_of_signatures(one["signatures"]) + text)


def _lines_of_signatures(signatures: list[dict[str, Any]]) -> list[Row]:
    return [
        (
            joined(_("Signature: %(name)s") % {"name": one["name"]}, one["function"], one["side"]["words"]),
            joined(day_of(one["signed_on"]), one["sha256"]),
        )
        for one in signatures
    ]


def _line_of_document(one: dict[str, Any]) -> Row:
    versions = [
        joined(
            _("version %(n)s") % {"n": number_text(version["number"])},
            version["name"],
            day_of(version["sent_on"]),
            version["sent_by"],
            version["what_changed"],
            version["sha256"],
        )
        for version in one["versions"]
    ]
    return one["title"], "\n".join([joined(capfirst(one["type"]["words"]), one["service"]), *versions])


def _line_of_handover(one: dict[str, Any]) -> Row:
    money = amount_text(Decimal(one["amount"]), one["currency"]) if one["amount"] else ""
    state, deed = (one["state"] or {}).get("words", ""), one["deed"]
    signed = _("deed not signed yet")
    if deed:
        signed = joined(_("Signature: %(name)s") % {"name": deed["name"]}, day_of(deed["signed_on"]), deed["sha256"])
    elif one["deed_on_paper"]:
        signed = _("deed signed on paper: %(title)s") % {"title": one["deed_on_paper"]}
    facts = joined(capfirst(one["kind"]["words"]), money, one["serial"], state, one["whose_money"])
    return one["what"], joined(facts, day_of(one["handed_on"]), one["handed_by"], signed)


def _line_of_milestone(one: dict[str, Any]) -> Row:
    words = capfirst(one["moment"]["words"])
    if not one["held_on"]:
        return words, joined(_("planned for %(day)s") % {"day": day_of(one["planned_for"])}, one["postponed_because"])
    jobs = people_counted(_("earn their living there"), one["jobs_women"], one["jobs_men"])
    members = people_counted(_("members"), one["members_women"], one["members_men"])
    sold = joined(_("sold in twelve months"), one["turnover"]["words"]) if one["turnover"] else ""
    facts = joined(day_of(one["held_on"]), one["held_by"] or "", one["standing"]["words"], jobs, members, sold)
    judged = ""
    if one["satisfaction"] is not None:
        judged = _("they judge it %(n)s of 5") % {"n": number_text(one["satisfaction"])}
    return words, joined(facts, one["words"], judged)


def _line_of_marker(one: dict[str, Any]) -> Row:
    title = joined(capfirst(one["marker"]["words"]), str(one["level"]["code"]), one["level"]["words"])
    return title, joined(one["why_chosen"], " ".join(one["reasons"]))


def _lines_of_care(care: dict[str, Any]) -> list[Row]:
    notes = [
        (joined(*one["words"]) or day_of(one["noted_on"]), joined(day_of(one["noted_on"]), one["noted_by"]))
        for one in care["notes"]
    ]
    worth = [
        (_("Unpaid work is worth"), joined(amount_text(Decimal(one["amount"]), one["currency"]), _hours(one["hours"])))
        for one in care["unpaid_work"]
    ]
    return notes + worth


def _hours(hours: str) -> str:
    return _("%(hours)s h") % {"hours": number_text(Decimal(hours))}
