"""Who may open what, and what is written of it."""

import datetime as dt

import pytest
from django.utils import timezone

from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry, Notice
from taghyir.core.testing import run_reactions
from taghyir.people.actions import disable_user
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.reserved.actions import (
    end_opening_right,
    give_opening_right,
    open_reserved_answers,
    renew_reserved_answers,
)
from taghyir.reserved.models import OpeningRight
from taghyir.reserved.policies import can_open_reserved_answers
from taghyir.reserved.tests.factories import OpeningRightFactory, careful_form, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def give(**changed):
    valid = {"actor": somebody("amina"), "user": somebody("karim"), "purpose": "protection", "reason": "Accompagnement"}
    valid |= {"territory": TerritoryFactory(code="NAD"), "ends_on": TODAY() + 30 * DAY}
    return give_opening_right(**valid | changed)


def test_a_coordinator_gives_the_right_and_the_person_is_told():
    right = give()
    assert (right.state, right.given_by) == (OpeningRight.State.OPEN, somebody("amina"))
    line = Entry.objects.get(verb="opening_right.given")
    assert line.details == {"user": right.user_id, "purpose": "protection", "territory": right.territory_id}
    run_reactions()
    assert "violence" in Notice.objects.get(user=right.user).subject.casefold()


def test_nobody_gives_it_to_themselves_nor_beyond_their_territory():
    for changed in (
        {"user": somebody("amina")},
        {"actor": somebody("karim"), "user": somebody("amina")},
        {"actor": somebody("ines")},
        {"user": somebody("hedi"), "territory": TerritoryFactory(code="KEF")},
        {"territory": None},
    ):
        with pytest.raises(NotAllowed):
            give(**changed)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda: {"user": somebody("hedi")}, "elsewhere"),
        (lambda: {"user": somebody("fatma")}, "elsewhere"),
        (lambda: {"ends_on": TODAY() - DAY, "starts_on": TODAY() - 2 * DAY}, "day"),
        (lambda: {"ends_on": TODAY() + 400 * DAY}, "day"),
        (lambda: {"starts_on": TODAY() + 40 * DAY}, "invalid"),
    ],
)
def test_a_right_is_refused_in_a_sentence(changed, code):
    with pytest.raises(Refused) as refused:
        give(**changed())
    assert refused.value.code in (code, "conflict") and str(refused.value)
    assert not OpeningRight.objects.exists()


def test_a_right_is_given_once_at_a_time():
    give()
    with pytest.raises(Refused) as refused:
        give(starts_on=TODAY() + 10 * DAY)
    assert refused.value.code == "held"
    give(purpose="health")


def test_an_opening_is_written_with_its_reason():
    submission = told(careful_form())
    OpeningRightFactory()
    open_reserved_answers(actor=somebody("karim"), submission=submission, purpose="protection", reason=" Elle le veut ")
    line = Entry.objects.get(verb="reserved_answers.opened")
    assert (line.actor, line.subject, line.details) == (
        somebody("karim"),
        submission,
        {"purpose": "protection", "reason": "Elle le veut"},
    )
    with pytest.raises(Refused):
        open_reserved_answers(actor=somebody("karim"), submission=submission, purpose="protection", reason="  ")


@pytest.mark.parametrize(
    "right",
    [
        {"purpose": "health"},
        {"ends_on": TODAY() - DAY, "starts_on": TODAY() - 9 * DAY},
        {"starts_on": TODAY() + DAY},
        {"ended_at": timezone.now()},
    ],
)
def test_another_purpose_or_another_day_opens_nothing(right):
    submission = told(careful_form())
    OpeningRightFactory(**right)
    with pytest.raises(NotAllowed):
        open_reserved_answers(actor=somebody("karim"), submission=submission, purpose="protection", reason="Suivi")


def test_a_right_opens_its_territory_only_and_never_to_who_only_reads():
    submission, kef = told(careful_form()), TerritoryFactory(code="KEF")
    for user, territory in ((somebody("karim"), kef), (somebody("hedi"), None), (somebody("ines"), None)):
        OpeningRightFactory(user=user, territory=territory)
        assert not can_open_reserved_answers(user, submission, "protection")
    OpeningRightFactory(territory=None)
    assert can_open_reserved_answers(somebody("karim"), submission, "protection")


def test_a_right_ends_at_once_and_with_the_account():
    right, other = OpeningRightFactory(), OpeningRightFactory(purpose="health")
    end_opening_right(actor=somebody("karim"), right=right)
    with pytest.raises(Refused):
        end_opening_right(actor=somebody("amina"), right=right)
    with pytest.raises(NotAllowed):
        end_opening_right(actor=somebody("hedi"), right=other)
    disable_user(actor=somebody("amina"), user=somebody("karim"), successor=None)
    run_reactions()
    assert OpeningRight.objects.get(pk=other.pk).state == OpeningRight.State.OVER


def test_only_the_robot_renews_keys():
    with pytest.raises(NotAllowed):
        renew_reserved_answers(actor=somebody("pilar"))
    assert renew_reserved_answers(actor=User.objects.robot()).last == 0
