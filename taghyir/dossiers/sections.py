"""The whole file in words, part by part, for a page or a paper."""

from typing import Any

from django.utils.translation import gettext as _

from taghyir.design.formats import duration_text, phone_text
from taghyir.dossiers.queries import lines_of_plan
from taghyir.dossiers.sections_of_rooms import sections_of_rooms
from taghyir.dossiers.wording import Row, Section, day_of, joined, people_counted, said


def sections_of(whole: dict[str, Any]) -> list[Section]:
    """The whole file in words, for a page or a paper. Parts that hold nothing say so by being absent."""
    file, it, demand = whole["file"], whole["organisation"], whole["demand"]
    facts = [
        (_("File"), file["number"]),
        (_("Territory"), file["territory"]),
        (_("Adviser"), file["adviser"]),
        (_("Accompanied since"), day_of(file["opened_on"])),
        (_("Closed on"), day_of(file["closed_on"])),
        (_("How it ended"), joined((file["exit"] or {}).get("words", ""), file["exit_reason"])),
        (_("Next step"), joined(file["next_step"], day_of(file["next_step_on"]))),
    ]
    organisation = [
        (_("Name"), joined(it["name"], it["name_ar"])),
        (_("Legal form"), it["legal_form"]),
        (_("Place"), it["place"]),
        (_("Activity"), it["activity"]),
        (_("Phone"), phone_text(it["phone"])),
        *((one["type"], one["value"]) for one in it["identifiers"]),
    ]
    people = [(one["name"], one["function"]["words"]) for one in whole["people"]]
    asked = [(demand["words"], joined(day_of(demand["received_on"]), demand["channel"]["words"]))]
    agreed = [
        (one["purpose"], joined(", ".join(one["people"]) or _("not asked yet"), day_of(one["given_on"])))
        for one in whole["agreements"]
    ]
    sections = [
        Section(_("The file"), facts=said(facts)),
        Section(_("The organisation"), facts=said(organisation)),
        Section(_("People"), lines=people),
        Section(_("The demand"), lines=asked),
        Section(_("Needs"), lines=[_line_of_need(one) for one in whole["needs"]]),
        *(_section_of_objective(one) for one in whole["plan"]),
        Section(_("Services"), lines=[_line_of_service(one) for one in whole["services"]]),
        *sections_of_rooms(whole),
        Section(_("What they agreed to"), lines=agreed),
        Section(_("What was said not to be right"), lines=[_line_of_objection(one) for one in whole["not_right"]]),
        *_sections_of_signatures(whole["signatures"]),
    ]
    return [section for section in sections if section.facts or section.lines]


def _section_of_objective(objective: dict[str, Any]) -> Section:
    lines = [(one["words"], _about_action(one)) for one in objective["actions"]]
    title = _("Objective: %(words)s") % {"words": objective["words"]}
    return Section(title, lines=lines or [(_("No action leads there yet."), "")])


def _sections_of_signatures(signatures: list[dict[str, Any]]) -> list[Section]:
    """Who signed; then each plan that was signed, once for all who signed it."""
    signed = {one["sha256"]: one["plan"] for one in signatures}
    who = Section(_("Signatures of the plan"), lines=[_line_of_signature(one) for one in signatures])
    return [who, *(_section_of_signed(digest, plan) for digest, plan in signed.items())]


def _section_of_signed(digest: str, plan: dict[str, Any]) -> Section:
    lines = [
        (_("Objective: %(words)s") % {"words": one.words} if one.is_objective else one.words, joined(*one.about))
        for one in lines_of_plan(plan)
    ]
    return Section(_("The plan as it was signed"), facts=[("SHA-256", digest)], lines=lines)


def _about_action(one: dict[str, Any]) -> str:
    due = _("before %(day)s") % {"day": day_of(one["due_on"])}
    done = _("done on %(day)s") % {"day": day_of(one["done_on"])} if one["done_on"] else ""
    return joined(one["done_by"], due, one.get("means", ""), one.get("known_by", ""), *one["needs"], done)


def _line_of_need(one: dict[str, Any]) -> Row:
    return one["words"], joined(one["theme"]["words"], one["state"]["words"], one["answer"])


def _line_of_objection(one: dict[str, Any]) -> Row:
    return one["as_it_was"], joined(one["words"], one["answer"] or _("not answered yet"))


def _line_of_signature(one: dict[str, Any]) -> Row:
    return joined(one["name"], one["function"]["words"]), joined(
        day_of(one["signed_on"]), _("the signed paper") if one["signed_paper"] else "", one["sha256"]
    )


def _line_of_service(one: dict[str, Any]) -> Row:
    time, who = duration_text(one["minutes"]), one["given_by"]
    present = people_counted(_("present"), one["women"], one["men"], one["unsaid"])
    nothing = _("nothing to practise: %(reason)s") % {"reason": one["no_practice"]} if one["no_practice"] else ""
    about = joined(one["mode"]["words"], time, present, who, one["notes"], nothing)
    return joined(day_of(one["given_on"]), one["topic"]["words"]), about
