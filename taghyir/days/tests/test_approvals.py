"""A plan is approved as it was read; an exit is proposed and approved; each answer says why."""

import pytest
from django.core import mail
from django.db import transaction

from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.days.actions import (
    approve_exit,
    approve_plan,
    choose_approvals,
    propose_exit,
    refuse_exit,
    return_plan,
    submit_plan,
)
from taghyir.days.queries import approved_plan, differences
from taghyir.days.tests.factories import exit_of, file_of_tifawin, karim, plan_submitted
from taghyir.people.tests.factories import somebody
from taghyir.plans.actions import add_objective

pytestmark = pytest.mark.django_db


def refused(action, **arguments):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        action(**arguments)
    return refusal.value.code


@pytest.fixture
def case():
    return file_of_tifawin()


@pytest.fixture
def amina():
    return somebody("amina")


def test_a_plan_is_approved_as_it_stood_and_a_change_shows(case, amina):
    read = digest_of(plan_of(case))
    asked = plan_submitted(case)
    approved = approve_plan(actor=amina, case=case, digest=read)
    assert (approved.pk, approved.state, approved.answered_by) == (asked.pk, "accepted", amina)
    assert refused(approve_plan, actor=amina, case=case, digest=read) == "approved"
    add_objective(actor=karim(), case=case, words="Vendre à Oujda")
    planned = case.objectives.first().actions.get()
    planned.words = "Imprimer mille étiquettes"
    planned.save()
    kept = approved_plan(case)
    assert kept.plan != plan_of(case) and kept.digest == read
    gone, new = differences(kept.plan, plan_of(case))
    assert [line.words for line in gone] == ["Préparer le dossier d’étiquettes"]
    assert [line.words for line in new] == ["Imprimer mille étiquettes", "Vendre à Oujda"]
    planned.words, planned.known_by = "Préparer le dossier d’étiquettes", "Mille étiquettes collées"
    planned.save()
    _gone, new = differences(kept.plan, plan_of(case))
    assert [line.known_by for line in new] == ["Mille étiquettes collées", ""], "how one will know is part of a line"


def test_a_plan_that_changed_since_it_was_read_is_refused(case, amina):
    read = digest_of(plan_of(case))
    asked = plan_submitted(case)
    add_objective(actor=karim(), case=case, words="Vendre à Oujda")
    with pytest.raises(Refused, match="relisez-le") as refusal:
        approve_plan(actor=amina, case=case, digest=read)
    assert refusal.value.code == "changed"
    asked.refresh_from_db()
    assert asked.is_waiting
    assert refused(submit_plan, actor=karim(), case=case, digest=read) == "changed"
    approved = approve_plan(actor=amina, case=case, digest=digest_of(plan_of(case)))
    assert approved.pk == asked.pk and approved.plan == plan_of(case), "what is approved is what was read"


def test_a_plan_is_returned_with_what_to_change_and_an_empty_one_is_not_asked(case, amina):
    asked = plan_submitted(case)
    assert refused(return_plan, actor=amina, proposal=asked, answer="") == "no_reason"
    return_plan(actor=amina, proposal=asked, answer="Trop tard pour la saison")
    run_reactions()
    assert any("Trop tard pour la saison" in letter.body for letter in mail.outbox)
    empty = CaseFactory(organisation__name="Autre")
    assert refused(submit_plan, actor=karim(), case=empty, digest=digest_of(plan_of(empty))) == "empty"


def test_only_coordinators_approve(case):
    read, asked, ending = digest_of(plan_of(case)), plan_submitted(case), exit_of(case)
    for name in ("karim", "hedi", "fatma", "leila", "ines", "noor"):
        someone = somebody(name)
        for deed, subject in (
            (approve_plan, {"case": case, "digest": read}),
            (return_plan, {"proposal": asked, "answer": "x"}),
            (approve_exit, {"proposal": ending}),
            (refuse_exit, {"proposal": ending, "answer": "x"}),
            (choose_approvals, {"territory": case.territory, "approves_exits": True}),
        ):
            with pytest.raises(NotAllowed):
                deed(actor=someone, **subject)
    with pytest.raises(NotAllowed):
        propose_exit(actor=somebody("hedi"), case=case, exit="moved", reason="x")


def test_an_exit_that_is_approved_closes_the_file_with_the_words_of_the_adviser(case, amina):
    ending = exit_of(case)
    assert refused(propose_exit, actor=karim(), case=case, exit="moved", reason="Encore") == "conflict"
    approve_exit(actor=amina, proposal=ending)
    case.refresh_from_db()
    assert (case.is_open, case.exit, case.exit_reason) == (False, "achieved", "Elles vendent seules")
    assert refused(refuse_exit, actor=amina, proposal=ending, answer="x") == "answered"


def test_an_exit_that_is_refused_leaves_the_file_open_and_says_why(case, amina):
    ending = exit_of(case)
    assert refused(refuse_exit, actor=amina, proposal=ending, answer="") == "no_reason"
    refuse_exit(actor=amina, proposal=ending, answer="Le bilan manque")
    run_reactions()
    case.refresh_from_db()
    assert case.is_open and "Le bilan manque" in mail.outbox[-1].body


def test_a_territory_chooses_whether_exits_are_approved(as_user, case, amina):
    address = f"/fr/accompaniment/files/{case.pk}/close/"
    assert as_user(karim()).get(address).status_code == 200
    choose_approvals(actor=amina, territory=case.territory, approves_exits=True)
    client = as_user(karim())
    assert client.get(address).status_code == 403
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Proposer la sortie" in page and "Clore le dossier" not in page
    assert as_user(amina).get(address).status_code == 200


def test_the_page_of_the_plan_shows_what_changed_and_refuses_an_old_reading(as_user, case, amina):
    client, read = as_user(amina), digest_of(plan_of(case))
    address = f"/fr/days/files/{case.pk}/plan/"
    assert client.post(f"{address}approve/", {"digest": read}).status_code == 302
    assert "Ce plan est celui qui a été approuvé" in client.get(address).content.decode()
    assert "Plan approuvé le" in client.get(case.get_absolute_url()).content.decode()
    add_objective(actor=karim(), case=case, words="Vendre à Oujda")
    page = client.get(address).content.decode()
    assert "Modifié depuis son approbation" in page and page.count("Vendre à Oujda") == 2
    assert "Plan modifié depuis" in client.get(case.get_absolute_url()).content.decode()
    assert "relisez-le" in client.post(f"{address}approve/", {"digest": read}, follow=True).content.decode()
    assert client.post(f"{address}approve/", {}, follow=True).status_code == 200
    assert as_user(karim()).post(f"{address}submit/", {"digest": read}, follow=True).status_code == 200


def test_an_old_reading_is_refused_with_a_sentence_on_the_page_of_the_proposal(as_user, case, amina):
    asked, read = plan_submitted(case), digest_of(plan_of(case))
    add_objective(actor=karim(), case=case, words="Vendre à Oujda")
    client, old = as_user(amina), {"decision": "yes", "digest": read}
    assert "relisez-le" in client.post(asked.get_absolute_url(), old).content.decode()
    assert "relisez-le" in client.post(asked.get_absolute_url(), {"decision": "yes"}).content.decode()
    asked.refresh_from_db()
    assert asked.is_waiting
    assert client.post(asked.get_absolute_url(), {"decision": "no", "answer": "Trop tard"}).status_code == 302


def test_members_do_not_see_what_is_proposed_about_their_file(as_user, case):
    exit_of(case)
    page = as_user(somebody("fatma")).get(case.get_absolute_url()).content.decode()
    assert "/days/" not in page
    assert "NAD-" not in as_user(somebody("fatma")).get("/fr/days/proposals/").content.decode()
