"""All of a file as values that JSON writes: dates as ISO 8601, choices as their code and their words."""

from typing import Any

from taghyir.accompaniment.models import Case, Objective, Service
from taghyir.accompaniment.queries import CaseFile, how_of, objectives_of
from taghyir.directory.queries import members_of
from taghyir.dossiers.models import Objection
from taghyir.dossiers.queries.files import path_of_plan
from taghyir.dossiers.queries.lines import needs_of, services_to_tell, signatures_of
from taghyir.dossiers.queries.rooms import parts_of_rooms
from taghyir.dossiers.queries.values import choice, iso
from taghyir.needs.models import Need
from taghyir.people.models import User


def whole_file(case: Case, reader: User) -> dict[str, Any]:
    """The whole file, as its members may read it; its assemblies and its register when `reader` may read these."""
    return {
        "file": _head(case),
        "organisation": _organisation(case),
        "people": [
            {
                "name": str(one.person),
                "function": choice(one.function, one.get_function_display()),
                "board": one.is_board,
            }
            for one in members_of(case.organisation)
        ],
        "demand": {
            "words": case.demand.words,
            "received_on": iso(case.demand.received_on),
            "channel": choice(case.demand.channel, case.demand.get_channel_display()),
        },
        "needs": [_need(need) for need in needs_of(case)],
        "plan": [_objective(objective) for objective in objectives_of(case)],
        "services": [_service(one) for one in services_to_tell(case)],
        "agreements": [
            {"purpose": one.purpose, "people": [str(person) for person in one.people], "given_on": iso(one.given_on)}
            for one in CaseFile(case).agreements
        ],
        **parts_of_rooms(case, reader),
        "not_right": [_objection(one) for one in case.objections.all()],
        "signatures": [
            {
                "name": one.signer,
                "function": choice(one.function, one.get_function_display()),
                "signed_on": iso(one.signed_on or one.signed_at),
                "signed_paper": path_of_plan(one),
                "sha256": one.digest,
                "plan": one.plan,  # what was signed: its digest can be reckoned again from it
            }
            for one in signatures_of(case)
        ],
    }


def _head(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "territory": str(case.territory),
        "adviser": str(case.adviser),
        "opened_on": iso(case.opened_on),
        "closed_on": iso(case.closed_on),
        "exit": choice(case.exit, case.get_exit_display()),
        "exit_reason": case.exit_reason,
        "next_step": case.next_step,
        "next_step_on": iso(case.next_step_on),
    }


def _need(need: Need) -> dict[str, Any]:
    return {
        "words": need.words,
        "theme": choice(need.theme, need.get_theme_display()),
        "heard_on": iso(need.heard_on),
        "state": choice(need.state, need.get_state_display()),
        "answer": need.answer_words,
    }


def _objective(objective: Objective) -> dict[str, Any]:
    actions = [
        {
            "words": one.words,
            "done_by": one.done_by,
            "due_on": iso(one.due_on),
            "done_on": iso(one.done_on),
            "needs": [need.words for need in one.needs.all()],
            **how_of(one),
        }
        for one in objective.actions.all()
    ]
    return {"words": objective.words, "reached_on": iso(objective.reached_on), "actions": actions}


def _service(one: Service) -> dict[str, Any]:
    return {
        "given_on": iso(one.given_on),
        "minutes": one.minutes,
        "topic": choice(one.topic, one.get_topic_display()),
        "kind": choice(one.kind.code, one.kind) if one.kind else None,
        "mode": choice(one.mode, one.get_mode_display()),
        "women": one.women,
        "men": one.men,
        "unsaid": one.unsaid,
        "given_by": str(one.given_by),
        "notes": one.notes,
        "is_training": one.is_training,
        "no_practice": one.no_practice,
    }


def _objection(one: Objection) -> dict[str, Any]:
    return {
        "line": choice(one.line, one.get_line_display()),
        "as_it_was": one.as_it_was,
        "words": one.words,
        "said_on": iso(one.said_at),
        "answer": one.answer,
        "answered_on": iso(one.answered_at),
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
