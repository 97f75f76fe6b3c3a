"""A file as its enterprise holds it: its lines, the plan that is signed, all of it to take away."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, Objective, Service
from taghyir.accompaniment.queries import CaseFile, digest_of, how_of, objectives_of, plan_of
from taghyir.design.formats import date_text, duration_text
from taghyir.directory.queries import members_of
from taghyir.dossiers.models import Line, Objection, Signature
from taghyir.dossiers.policies import visible_objections
from taghyir.needs.models import Need
from taghyir.people.models import User

FEW_SERVICES = 20  # on the page; the file that is taken away has them all

__all__ = ["digest_of", "lines_of", "objections_to_list", "plan_of", "signatures_of", "whole_file", "words_of_line"]


@dataclass
class Said:
    """One line of a file, in the words of the page."""

    line: str
    pk: int
    words: str
    about: tuple[str, ...]  # who, when, how long
    status: str = ""  # done, late, soon or going
    state: str = ""  # the same in words
    objections: list[Objection] = field(default_factory=list)


def objections_to_list(actor: User) -> QuerySet[Objection]:
    """Those `actor` sees, the last first, with what a line says."""
    rows = visible_objections(actor).select_related(
        "case__organisation", "case__territory", "said_by__person", "answered_by__person"
    )
    return rows.order_by("-said_at", "-pk")


def words_of_line(case: Case, line: str, line_id: int) -> str:
    """What the line says now; "" when the file has no such line."""
    return next(
        (one.words for lines in lines_of(case).values() for one in lines if (one.line, one.pk) == (line, line_id)), ""
    )


def lines_of(case: Case) -> dict[str, list[Said]]:
    """The lines by kind, each with what members said of it."""
    said: dict[tuple[str, int], list[Objection]] = defaultdict(list)
    for one in case.objections.select_related("said_by__person", "answered_by__person"):
        said[one.line, one.line_id].append(one)
    services = list(_services(case)[:FEW_SERVICES])
    lines = [
        Said(Line.DEMAND, case.demand_id, case.demand.words, (date_text(case.demand.received_on),)),
        *(
            Said(Line.NEED, need.pk, need.words, (capfirst(need.get_theme_display()),), *_state_of(need))
            for need in _needs(case)
        ),
        *_lines_of_plan(case),
        *(Said(Line.SERVICE, one.pk, capfirst(one.title), _about(one)) for one in services),
    ]
    found: dict[str, list[Said]] = {kind: [] for kind in Line.values}
    for line in lines:
        line.objections = said[line.line, line.pk]
        found[line.line].append(line)
    return found


def _lines_of_plan(case: Case) -> list[Said]:
    lines = []
    for objective in objectives_of(case):
        reached = ("done", _("reached")) if objective.reached_on else ("going", "")
        lines.append(Said(Line.OBJECTIVE, objective.pk, objective.words, (), *reached))
        for one in objective.actions.all():
            words = {"done": _("done"), "late": _("late"), "soon": _("soon")}.get(one.status, _("planned"))
            about = tuple(part for part in (one.done_by, date_text(one.due_on), one.means, one.known_by) if part)
            lines.append(Said(Line.ACTION, one.pk, one.words, about, one.status, words))
    return lines


def signatures_of(case: Case) -> QuerySet[Signature]:
    """Who signed, the last first."""
    return case.signatures.select_related("signed_by__person", "drawing")


def whole_file(case: Case) -> dict[str, Any]:
    """All of the file as values that JSON writes: dates as ISO 8601, choices as their code and their words."""
    return {
        "file": _head(case),
        "organisation": _organisation(case),
        "people": [
            {
                "name": str(one.person),
                "function": _choice(one.function, one.get_function_display()),
                "board": one.is_board,
            }
            for one in members_of(case.organisation)
        ],
        "demand": {
            "words": case.demand.words,
            "received_on": _iso(case.demand.received_on),
            "channel": _choice(case.demand.channel, case.demand.get_channel_display()),
        },
        "needs": [_need(need) for need in _needs(case)],
        "plan": [_objective(objective) for objective in objectives_of(case)],
        "services": [_service(one) for one in _services(case)],
        "agreements": [
            {"purpose": one.purpose, "people": [str(person) for person in one.people], "given_on": _iso(one.given_on)}
            for one in CaseFile(case).agreements
        ],
        "not_right": [_objection(one) for one in case.objections.all()],
        "signatures": [
            {
                "name": str(one.signed_by),
                "function": _choice(one.function, one.get_function_display()),
                "signed_on": _iso(one.signed_at),
                "sha256": one.digest,
            }
            for one in signatures_of(case)
        ],
    }


def _head(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "territory": str(case.territory),
        "adviser": str(case.adviser),
        "opened_on": _iso(case.opened_on),
        "closed_on": _iso(case.closed_on),
        "exit": _choice(case.exit, case.get_exit_display()),
        "exit_reason": case.exit_reason,
        "next_step": case.next_step,
        "next_step_on": _iso(case.next_step_on),
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "words": need.words,
        "theme": _choice(need.theme, need.get_theme_display()),
        "heard_on": _iso(need.heard_on),
        "state": _choice(need.state, need.get_state_display()),
        "answer": need.answer_words,
    }


def _objective(objective: Objective) -> dict[str, Any]:
    actions = [
        {
            "words": one.words,
            "done_by": one.done_by,
            "due_on": _iso(one.due_on),
            "done_on": _iso(one.done_on),
            **how_of(one),
        }
        for one in objective.actions.all()
    ]
    return {"words": objective.words, "reached_on": _iso(objective.reached_on), "actions": actions}


def _service(one: Service) -> dict[str, Any]:
    return {
        "given_on": _iso(one.given_on),
        "minutes": one.minutes,
        "topic": _choice(one.topic, one.get_topic_display()),
        "kind": _choice(one.kind.code, one.kind) if one.kind else None,
        "mode": _choice(one.mode, one.get_mode_display()),
        "women": one.women,
        "men": one.men,
        "given_by": str(one.given_by),
        "notes": one.notes,
    }


def _objection(one: Objection) -> dict[str, Any]:
    return {
        "line": _choice(one.line, one.get_line_display()),
        "as_it_was": one.as_it_was,
        "words": one.words,
        "said_on": _iso(one.said_at),
        "answer": one.answer,
        "answered_on": _iso(one.answered_at),
    }


def _organisation(case: Case) -> dict[str, Any]:
    it = case.organisation
    return {
        "name": it.name,
        "name_ar": it.name_ar,
        "legal_form": str(it.legal_form or ""),
        "place": str(it.place or ""),
        "activity": it.activity,
        "phone": it.phone,
        "women_members": it.women_members,
        "men_members": it.men_members,
        "identifiers": [
            {"type": one.get_type_display(), "value": one.value} for one in it.identifiers.order_by("type", "pk")
        ],
    }


def _state_of(need: Need) -> tuple[str, str]:
    done = {Need.State.TOLD: "done", Need.State.ANSWERED: "going"}
    return done.get(Need.State(need.state), "waiting"), str(need.get_state_display())


def _about(service: Service) -> tuple[str, ...]:
    return date_text(service.given_on), duration_text(service.minutes), str(service.given_by)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _choice(code: str, words: Any) -> dict[str, str] | None:
    return {"code": code, "words": str(words)} if code else None


def _needs(case: Case) -> QuerySet[Need]:
    return Need.objects.filter(organisation=case.organisation_id).order_by("-heard_on", "-pk")


def _services(case: Case) -> QuerySet[Service]:
    return case.services.select_related("given_by__person", "kind").order_by("-given_on", "-pk")
