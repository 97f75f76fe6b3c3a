"""Two people on one record: what each wrote is kept; somebody chooses; one visit filled in twice counts once."""

import pytest

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.corrections.actions import keep_version, say_same_visit, settle_conflict
from taghyir.corrections.models import Conflict
from taghyir.corrections.tests.factories import two_versions
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.review.models import Correction, Remark
from taghyir.review.queries import state_of
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import SubmissionFactory
from taghyir.surveys.tests.lists import form_with_lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer():
    return SubmissionFactory()


def test_the_second_version_is_kept_whole_beside_the_one_that_stands(answer):
    kept = two_versions(answer)
    answer.refresh_from_db()
    assert answer.answers["words"] == "Des pots" and kept.answers["words"] == "Des jarres"
    entry = Entry.objects.get(verb="conflict.kept")
    assert (entry.actor, entry.details) == (somebody("karim"), {"submission": answer.pk, "based_on": 1})
    for wrong, code in (({"based_on": 9}, "unknown"), ({"reason": " "}, "empty"), ({}, "same")):
        given = {"answers": kept.answers, "reason": "Rappelé", "based_on": 1} | wrong
        with pytest.raises(Refused) as refusal:
            keep_version(actor=somebody("karim"), submission=answer, **given)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        keep_version(actor=somebody("hedi"), submission=answer, answers={}, reason="x", based_on=1)


def test_what_is_chosen_is_the_next_version_and_both_former_ones_stay(answer):
    kept, amina = two_versions(answer), somebody("amina")
    chosen = answer.answers | {"words": "Des pots et des jarres"}
    for name in ("karim", "hedi", "ines"):
        with pytest.raises(NotAllowed):
            settle_conflict(actor=somebody(name), conflict=kept, answers=chosen, reason="x", based_on=2)
    with pytest.raises(Refused) as refusal:
        settle_conflict(actor=amina, conflict=kept, answers=chosen, reason="Les deux", based_on=1)
    assert refusal.value.code == "changed" and not Conflict.objects.exclude(settled_at=None).exists()
    settled = settle_conflict(actor=amina, conflict=kept, answers=chosen, reason="Les deux", based_on=2)
    assert (settled.settled_by, settled.settled_as, settled.answers["words"]) == (amina, 3, "Des jarres")
    said = list(Correction.objects.values_list("number", "before__words", "after__words"))
    assert said == [
        (2, "Il nous manque des bocaux", "Des pots"),
        (3, "Des pots", "Des pots et des jarres"),
    ]
    assert Entry.objects.get(verb="conflict.settled").details == {"submission": answer.pk, "version": 3}
    with pytest.raises(Refused) as refusal:
        settle_conflict(actor=amina, conflict=kept, answers=chosen, reason="x", based_on=3)
    assert refusal.value.code == "settled"


def test_choosing_what_stands_makes_no_version(answer):
    kept = two_versions(answer)
    standing = Submission.objects.get(pk=answer.pk).answers
    with pytest.raises(Refused):
        settle_conflict(actor=somebody("amina"), conflict=kept, answers=standing, reason="x", based_on=1)
    settled = settle_conflict(actor=somebody("amina"), conflict=kept, answers=standing, reason="", based_on=2)
    assert settled.settled_as == 2 and Correction.objects.count() == 1


def test_of_two_answers_about_one_visit_one_counts_and_nothing_is_erased():
    code = str(OrganisationFactory(territory=TerritoryFactory()).pk)
    form = form_with_lists()
    one, other = SubmissionFactory.create_batch(2, form=form, answers={"enterprise": code})
    elsewhere = SubmissionFactory(form=form, answers={"enterprise": f"{code}0"})
    amina = somebody("amina")
    for wrong in (one, elsewhere, SubmissionFactory()):
        with pytest.raises(Refused):
            say_same_visit(actor=amina, submission=one, other=wrong)
    with pytest.raises(NotAllowed):
        say_same_visit(actor=somebody("karim"), submission=one, other=other)
    say_same_visit(actor=amina, submission=one, other=other, words="Vu avec Karim.")
    assert (state_of(one), state_of(other)) == ("received", "rejected") and Submission.objects.count() == 4
    words = Remark.objects.get(submission=other).words
    assert one.receipt in words and words.endswith("Vu avec Karim.")
    assert other.receipt in Remark.objects.get(submission=one).words
    assert Entry.objects.get(verb="submission.same_visit").details == {"other": other.pk}
    say_same_visit(actor=amina, submission=one, other=other)
    assert Remark.objects.filter(submission=other).count() == 2, "said once more, it is a remark"
