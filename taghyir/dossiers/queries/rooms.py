"""What other rooms keep of a file, as values for JSON: what its members may read, and nothing of the team."""

from typing import Any

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import Convention, ConventionSignature
from taghyir.core.languages import base_language
from taghyir.diagnoses.models import Diagnosis
from taghyir.diagnoses.models import Signature as ResultSignature
from taghyir.diagnoses.queries import content_of, dimensions_of
from taghyir.documents.models import Document
from taghyir.dossiers.queries.files import path_of_paper, path_of_result, path_of_version
from taghyir.dossiers.queries.lines_of_rooms import (
    conventions_to_tell,
    diagnoses_to_tell,
    documents_to_tell,
    handovers_to_tell,
    words_of_note,
)
from taghyir.dossiers.queries.of_duties import parts_of_duties
from taghyir.dossiers.queries.values import choice, iso
from taghyir.handovers.models import HandOver
from taghyir.lens.models import CareNote
from taghyir.lens.queries import lens_of, markers_of, notes_of, unpaid_value_of
from taghyir.milestones.models import Milestone
from taghyir.milestones.queries import milestones_of
from taghyir.people.models import User


def parts_of_rooms(case: Case, reader: User) -> dict[str, Any]:
    """One part for each room; a part that holds nothing is an empty list."""
    given_back = (
        diagnoses_to_tell(case).filter(given_back_on__isnull=False).defer(None).select_related("version", "case")
    )
    conventions = conventions_to_tell(case).select_related("paper").prefetch_related("signatures")
    documents = documents_to_tell(case).prefetch_related("versions__added_by__person")
    return {
        "diagnoses": [
            _diagnosis(one)
            for one in given_back.prefetch_related("signatures__signed_by__person", "signatures__drawing")
        ],
        "conventions": [_convention(one) for one in conventions],
        "documents": [_document(one) for one in documents],
        "handovers": [_handover(one) for one in handovers_to_tell(case)],
        "milestones": [_milestone(one) for one in milestones_of(case)],
        "care": _care(case),
        **parts_of_duties(case.organisation, reader),
    }


def _diagnosis(one: Diagnosis) -> dict[str, Any]:
    return {
        "moment": one.name,
        "depth": choice(one.depth, one.get_depth_display()),
        "held_on": iso(one.held_on),
        "given_back_on": iso(one.given_back_on),
        "words": content_of(one)["words"],
        "dimensions": [
            {
                "code": dimension.code,
                "name": dimension.label,
                "score": dimension.score,  # 0 to 100; None: not enough was answered
                "priority": choice(dimension.priority, dimension.priority_words),
                "adviser_priority": choice(dimension.adviser_priority, dimension.adviser_priority_words),
                "evidence": dimension.evidence,
                "answers": [
                    {"path": item.path, "question": item.label, "answer": choice(item.answer, item.words)}
                    for item in dimension.items
                ],
            }
            for dimension in dimensions_of(one.version, one.answers, base_language())
        ],
        "signatures": [
            {**_signature(signed, signed.signer), "signed_paper": path_of_result(signed)}
            for signed in one.signatures.all()
        ],
    }


def _convention(one: Convention) -> dict[str, Any]:
    return {
        "state": choice(one.state, one.get_state_display()),
        "starts_on": iso(one.starts_on),
        "ends_on": iso(one.ends_on),
        "language": one.language,
        "text": one.text,
        "sha256": one.digest,
        "signatures": [_signature(signed, signed.name) for signed in one.signatures.all()],
        "signed_on": iso(one.signed_at),
        "signed_paper": {"sha256": one.paper.sha256, "file": path_of_paper(one)} if one.paper else None,
        "ended_on": iso(one.ended_on),
        "end_reason": one.end_reason,
    }


def _signature(one: ResultSignature | ConventionSignature, name: str) -> dict[str, Any]:
    function = one.get_function_display() if isinstance(one, ResultSignature) else one.function
    return {
        "name": name,
        "function": str(function),
        "side": choice(one.side, one.get_side_display()),
        "signed_on": iso(one.signed_at),
        "sha256": one.digest,
    }


def _document(one: Document) -> dict[str, Any]:
    versions = sorted(one.versions.all(), key=lambda version: -version.number)
    return {
        "title": one.title,
        "type": choice(one.kind, one.get_kind_display()),
        "service": str(one.service) if one.service else "",
        "versions": [
            {
                "number": version.number,
                "name": version.name,
                "content_type": version.content_type,
                "bytes": version.size,
                "sha256": version.sha256,
                "sent_by": str(version.added_by),
                "sent_on": iso(version.added_at),
                "what_changed": version.remark,
                "file": path_of_version(version),
            }
            for version in versions
        ],
    }


def _handover(one: HandOver) -> dict[str, Any]:
    signed = getattr(one, "signature", None)
    return {
        "kind": choice(one.kind, one.get_kind_display()),
        "what": one.what,
        "amount": str(one.money.amount) if one.money else None,
        "currency": one.currency,
        "serial": one.serial,
        "state": choice(one.state, one.get_state_display()),
        "whose_money": one.source,
        "handed_on": iso(one.handed_on),
        "handed_by": str(one.handed_by),
        "deed": {
            "name": str(signed.signed_by),
            "function": choice(signed.function, signed.get_function_display()),
            "signed_on": iso(signed.signed_at),
            "sha256": signed.digest,
        }
        if signed
        else None,
        "deed_on_paper": one.deed.title if one.deed and not one.deed.is_withdrawn else None,
    }


def _milestone(one: Milestone) -> dict[str, Any]:
    figures = ("jobs_women", "jobs_men", "members_women", "members_men", "satisfaction")
    return {
        "moment": choice(one.moment, one.get_moment_display()),
        "planned_for": iso(one.due_on),
        "postponed_because": one.postponed_because,
        "held_on": iso(one.held_on),
        "held_by": str(one.held_by) if one.held_by else None,
        "standing": choice(one.standing, one.get_standing_display()),
        "turnover": choice(one.turnover, one.get_turnover_display()),
        "words": one.words,
        **{name: getattr(one, name) for name in figures},
    }


def _care(case: Case) -> dict[str, Any]:
    return {
        "markers": [
            {
                "marker": choice(one.subject, one.subject.label),
                "level": choice(one.level.value, one.level.label),
                "reasons": one.reasons,
                "computed": choice(one.computed.value, one.computed.label),
                "why_chosen": one.why_chosen,
            }
            for one in markers_of(lens_of(case))
        ],
        "notes": [_note(one) for one in notes_of(case)],
        "unpaid_work": [
            {"amount": str(money.amount), "currency": money.currency, "hours": str(hours)}
            for money, hours in unpaid_value_of(case)
        ],
    }


def _note(one: CareNote) -> dict[str, Any]:
    return {
        "noted_on": iso(one.noted_on),
        "noted_by": str(one.noted_by),
        "words": words_of_note(one),
        "childcare_offered": one.childcare_offered,
        "transport_offered": one.transport_offered,
        "paid_women": one.paid_women,
        "paid_men": one.paid_men,
        "unpaid_women": one.unpaid_women,
        "unpaid_men": one.unpaid_men,
        "unpaid_hours": str(one.unpaid_hours) if one.unpaid_hours is not None else None,
    }
