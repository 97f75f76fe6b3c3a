"""A diagnosis is begun, filled by two people in turns, finished, given back, signed; what is low becomes needs."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.diagnoses.actions import (
    begin_diagnosis,
    finish_diagnosis,
    give_back_result,
    hear_diagnosed_needs,
    keep_signed_result,
    reopen_diagnosis,
    save_step,
    sign_result,
)
from taghyir.diagnoses.models import Diagnosis, Signature
from taghyir.diagnoses.queries import basis_after, content_of, digest_of
from taghyir.diagnoses.tests.factories import (
    WHOLE,
    answered,
    begun,
    case_of_tifawin,
    drawn,
    filled,
    finished,
    given_back,
    published,
    signed,
)
from taghyir.directory.tests.factories import MembershipFactory
from taghyir.documents.tests.factories import PDF
from taghyir.dossiers.queries import files_of
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.surveys.models import Submission

pytestmark = pytest.mark.django_db


@contextmanager
def refused(code):
    """A rule says no, and which."""
    with pytest.raises(Refused) as refusal:
        yield
    assert refusal.value.code == code, str(refusal.value)


def test_it_begins_at_t0_with_what_the_file_knows_and_goes_on_at_t1():
    first = finished()
    assert (first.name, first.answers["organisation"]) == ("T0", str(first.case.organisation))
    second = begun(first.case)
    assert (second.name, second.state) == ("T1", "going")
    with refused("going"):
        begun(first.case)


def test_it_is_refused_elsewhere_later_and_without_an_instrument():
    case = case_of_tifawin()
    known = {"actor": somebody("karim"), "case": case, "depth": "shared"}
    with refused("unpublished"):
        begin_diagnosis(**known)
    published()
    with refused("future"):
        begin_diagnosis(**known, held_on=timezone.localdate() + dt.timedelta(days=1))
    for who in ("fatma", "hedi", "ines"):
        with pytest.raises(NotAllowed):
            begin_diagnosis(**known | {"actor": somebody(who)})


def test_a_colleague_goes_on_where_one_stopped():
    diagnosis = begun()
    first = filled(diagnosis, answered(4, 4, 3, 3))
    seen = Diagnosis.objects.get().answers
    hers = seen | answered(1, 1, 1, 1, of="care")
    save_step(actor=somebody("amina"), diagnosis=diagnosis, basis=basis_after(first), answers=hers)
    now = Diagnosis.objects.get()
    assert now.scores == {"project": 87.5, "care": 25.0, "market": None}
    assert (now.items_answered, now.items_asked) == (8, 12)
    assert [step.by for step in now.steps.all()] == [somebody("karim"), somebody("karim"), somebody("amina")]


def test_what_two_people_filled_at_once_is_joined_and_the_last_stands_where_both_spoke():
    diagnosis = begun()
    filled(diagnosis, answered(4, 4, of="project") | answered(1, of="care"), actor="amina")
    late = filled(diagnosis, answered(2, of="project") | answered(3, of="market"), basis="0")
    now = Diagnosis.objects.get().answers
    assert now["g_project/project_1"] == "2" and now["g_project/project_2"] == "4", "hers stay where he said nothing"
    assert now["g_care/care_1"] == "1" and now["g_market/market_1"] == "3"
    assert late.overlaps == [{"path": "g_project/project_1", "before": "4", "after": "2", "by": str(somebody("amina"))}]
    assert basis_after(late) == "2s", "his sheet has not seen hers"


def test_a_sheet_that_goes_on_from_what_it_sent_erases_nothing_of_others():
    diagnosis = begun()
    filled(diagnosis, answered(4), actor="amina")
    late = filled(diagnosis, answered(2, of="market"))
    further = answered(2, 3, of="market")
    again = filled(diagnosis, further, basis=basis_after(late))
    assert Diagnosis.objects.get().answers["g_project/project_1"] == "4" and again.overlaps == []
    corrected = filled(diagnosis, answered(1, 3, of="market"))  # the network lost the answer: still on the first basis
    assert Diagnosis.objects.get().answers["g_market/market_1"] == "1" and corrected.overlaps == [], "his own words"


def test_the_same_step_sent_twice_is_kept_once_and_none_after_the_end():
    diagnosis = begun()
    filled(diagnosis, WHOLE)
    with refused("same"):
        filled(diagnosis, WHOLE)
    assert diagnosis.steps.count() == 2
    finish_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    with refused("finished"):
        filled(diagnosis, answered(0))
    for basis in ("7", "-1", "x", "0ss", "99999"):
        with refused("unknown"):
            filled(diagnosis, answered(0), basis=basis)
    with pytest.raises(NotAllowed):
        filled(diagnosis, answered(0), actor="fatma")


def test_it_is_finished_with_enough_answers_and_opened_again_until_it_is_given_back():
    diagnosis = begun()
    with refused("empty"):
        finish_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    filled(diagnosis, WHOLE)
    finish_diagnosis(actor=somebody("amina"), diagnosis=diagnosis)
    with refused("finished"):
        finish_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    reopened = reopen_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    assert reopened.state == "going"
    finish_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    give_back_result(actor=somebody("karim"), diagnosis=diagnosis, given_back_on=timezone.localdate())
    with refused("given_back"):
        reopen_diagnosis(actor=somebody("karim"), diagnosis=diagnosis)
    with pytest.raises(NotAllowed):
        reopen_diagnosis(actor=somebody("fatma"), diagnosis=diagnosis)


def test_a_result_given_back_names_who_was_there_and_joins_the_answers_of_the_form():
    diagnosis = finished()
    known = {"actor": somebody("karim"), "diagnosis": diagnosis, "given_back_on": timezone.localdate()}
    with refused("not_a_member"):
        give_back_result(**known, present=[somebody("karim").person])
    with refused("day"):
        give_back_result(**known | {"given_back_on": diagnosis.held_on - dt.timedelta(days=1)})
    told = give_back_result(**known, present=[somebody("fatma").person])
    received = Submission.objects.get()
    assert told.submission == received and received.answers == diagnosis.answers
    assert [str(one) for one in told.present.all()] == [str(somebody("fatma"))]
    with refused("state"):
        give_back_result(**known)


def test_both_parties_sign_what_was_given_back_and_are_told():
    diagnosis = finished()
    with refused("not_given_back"):
        signed(diagnosis)
    diagnosis = give_back_result(actor=somebody("amina"), diagnosis=diagnosis, given_back_on=timezone.localdate())
    hers = signed(diagnosis)
    assert (hers.side, hers.function, hers.digest) == ("enterprise", "president", digest_of(content_of(diagnosis)))
    assert hers.result["dimensions"][1] == {
        "code": "care",
        "score": 16.7,
        "priority": 3,
        "adviser_priority": 2,
        "evidence": "Trois femmes sur dix",
    }
    assert Diagnosis.objects.get().state == "given_back"
    with refused("conflict"):
        signed(diagnosis)
    assert signed(diagnosis, "karim").side == Signature.Side.MECHANISM
    assert Diagnosis.objects.get().state == "signed" and Diagnosis.objects.in_state("signed").count() == 1
    with refused("changed"):
        sign_result(actor=somebody("amina"), diagnosis=diagnosis, digest="0" * 64, drawing=drawn())
    with pytest.raises(NotAllowed):
        sign_result(actor=somebody("ines"), diagnosis=diagnosis, digest="0" * 64, drawing=drawn())
    assert run_reactions() > 0


def test_what_is_low_and_presses_becomes_a_need_once_with_both_priorities():
    diagnosis = finished()
    known = {"actor": somebody("karim"), "diagnosis": diagnosis}
    with refused("unknown"):
        hear_diagnosed_needs(**known, dimensions=["project"])
    with refused("none"):
        hear_diagnosed_needs(**known, dimensions=[])
    hear_diagnosed_needs(**known, dimensions=["care"])
    need = diagnosis.diagnosed_needs.get().need
    assert (need.theme, need.said_priority, need.adviser_priority) == ("care", 3, 2)
    assert "care_1 (rien)" in need.words and need.owner == somebody("karim")
    with refused("conflict"):
        hear_diagnosed_needs(**known, dimensions=["care"])
    with pytest.raises(NotAllowed):
        hear_diagnosed_needs(**known | {"actor": somebody("fatma")}, dimensions=["care"])


def test_an_enterprise_of_another_territory_is_not_there():
    diagnosis = given_back()
    assert diagnosis.submission is not None
    with pytest.raises(NotAllowed):
        filled(diagnosis, answered(1), actor="hedi")


def test_who_has_no_account_signs_on_a_screen_that_is_handed_to_them(as_user):
    diagnosis, karim = given_back(), as_user(somebody("karim"))
    noor = MembershipFactory(organisation=diagnosis.case.organisation, person=PersonFactory(), function="treasurer")
    other = MembershipFactory(organisation=diagnosis.case.organisation, person=PersonFactory(), function="member")
    sheet = {"digest": digest_of(content_of(diagnosis)), "drawing": drawn()}
    door = f"/fr/diagnoses/{diagnosis.pk}/sign/"
    assert str(noor.person) in karim.get(door).content.decode()
    with pytest.raises(Refused, match="ne parle pas"):
        sign_result(actor=somebody("karim"), diagnosis=diagnosis, speaker=other, **sheet)
    assert karim.post(door, sheet | {"drawing": drawn(), "speaker": noor.pk}).status_code == 302
    first = diagnosis.signatures.get()
    assert (first.side, first.signer, first.function) == ("enterprise", str(noor.person), "treasurer")
    assert first.signed_by == somebody("karim") and not first.is_on_paper
    assert (
        karim.post(door, sheet | {"drawing": drawn()}).status_code == 302
    )  # then for the mechanism, with their own hand
    assert Diagnosis.objects.get().state == "signed"
    page = karim.get(f"/fr/diagnoses/{diagnosis.pk}/").content.decode()
    assert str(noor.person) in page and "Signer le résultat" not in page
    assert "speaker" not in as_user(somebody("fatma")).get(door).context["form"].fields


def test_a_result_signed_on_paper_is_signed_by_both(as_user):
    diagnosis, paper = given_back(), {"paper": SimpleUploadedFile("resultat.pdf", PDF, "application/pdf")}
    with pytest.raises(NotAllowed):
        keep_signed_result(actor=somebody("fatma"), diagnosis=diagnosis, **paper)
    with pytest.raises(Refused, match="une fois restitué|rendu"):
        keep_signed_result(actor=somebody("karim"), diagnosis=finished(diagnosis.case), **paper)
    karim, door = as_user(somebody("karim")), f"/fr/diagnoses/{diagnosis.pk}/signed-paper/"
    broken = karim.post(door, {"paper": SimpleUploadedFile("resultat.png", b"<svg/>")})
    assert broken.status_code == 200 and list(broken.context["keeping"].errors) == ["paper"]
    signed(diagnosis, "karim")
    assert karim.post(door, paper).status_code == 302
    kept = diagnosis.signatures.get(is_on_paper=True)
    assert (kept.side, kept.digest) == ("enterprise", digest_of(content_of(diagnosis)))
    assert Diagnosis.objects.in_state("signed").get() == diagnosis
    page = as_user(somebody("fatma")).get(f"/fr/diagnoses/{diagnosis.pk}/").content.decode()
    assert "Papier signé, gardé par Karim" in page and f"/diagnoses/signatures/{kept.pk}/" in page
    files = {one.path: one.stored for one in files_of(diagnosis.case)}
    assert files == {f"diagnoses/{diagnosis.pk}-resultat.pdf": kept.drawing}
    with pytest.raises(Refused, match="déjà signé"):
        keep_signed_result(actor=somebody("karim"), diagnosis=diagnosis, **paper)
