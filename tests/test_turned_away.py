"""Whoever may not see the file of an enterprise finds nothing at any of its doors, and each attempt is a line on that file."""

import pytest
from django.urls import reverse
from django.utils import translation

from taghyir.core.models import Entry
from taghyir.directory.tests.factories import tifawin
from taghyir.dossiers.tests.factories import objection_on, signature_on
from taghyir.dossiers.tests.full import full_file
from taghyir.duties.models import Outcome
from taghyir.duties.tests.factories import called, in_register
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def doors_of(case):
    """Every page of the rooms of a file, and of each thing in it."""
    document, told = case.documents.filter(is_shared=True).latest("pk"), case.diagnoses.get()
    convention, given, milestone = case.conventions.get(), case.handovers.get(), case.milestones.first()
    of_the_file = (
        "documents:documents", "documents:add_document", "handovers:record_handover", "conventions:draft_convention",
        "milestones:milestones_of_case", "lens:lens", "lens:note_care", "diagnoses:begin_diagnosis", "days:plan",
        "days:propose_transfer", "days:propose_exit", "dossiers:own_file", "dossiers:sign_plan",
    )  # fmt: skip
    yield from ((name, case.pk) for name in of_the_file)
    yield "lens:choose_marker", case.pk, "care"
    yield from ((f"documents:{name}", document.pk) for name in ("document", "add_version", "withdraw_document"))
    yield from ((f"documents:{name}", document.latest_id) for name in ("document_file", "document_preview"))
    yield from ((f"handovers:{name}", given.pk) for name in ("handover", "deed", "sign_deed", "attach_deed"))
    yield "handovers:deed_signature", given.signature.pk
    yield from ((f"conventions:{name}", convention.pk) for name in ("convention", "convention_paper", "signed_paper"))
    yield "conventions:finger", convention.signatures.first().pk
    yield from ((f"milestones:{name}", milestone.pk) for name in ("hold_milestone", "postpone_milestone"))
    yield from ((f"diagnoses:{name}", told.pk) for name in ("diagnosis", "result_paper", "sign_result"))
    yield "diagnoses:result_signature", told.signatures.first().pk
    yield "dossiers:answer_objection", objection_on(case).pk
    signed = signature_on(case).pk
    yield from ((f"dossiers:{name}", signed) for name in ("signature", "signed_plan"))
    yield from ((f"duties:{name}", case.organisation_id) for name in ("organisation_duties", "register"))
    yield "duties:assembly", called().pk
    yield "duties:change_holder", in_register().pk
    yield "duties:outcome_paper", Outcome.objects.latest("pk").pk


def test_an_attempt_at_any_door_of_a_file_is_written(as_user):
    case, hedi = full_file(), as_user(somebody("hedi"))
    assert case.organisation == tifawin()
    silent = []
    with translation.override("fr"):
        doors = [(name, reverse(name, args=args)) for name, *args in doors_of(case)]
    lines = Entry.objects.filter(verb="case.refused", actor=somebody("hedi"))
    for done, (name, address) in enumerate(doors):
        assert hedi.get(address).status_code == 404, name
        if lines.count() != done + 1:
            silent.append(name)
            lines.create(verb="case.refused", actor=somebody("hedi"), subject=case)
    assert silent == [] and {line.subject for line in lines} == {case}
    assert hedi.get(f"/fr/documents/{2**40}/").status_code == 404 and lines.count() == len(doors)
    assert hedi.get(reverse("intake:send_referral", args=[case.demand_id])).status_code == 404
    assert Entry.objects.get(verb="demand.refused_access", actor=somebody("hedi")).subject == case.demand
