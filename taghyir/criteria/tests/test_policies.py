import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.criteria import policies
from taghyir.criteria.actions import end_peer
from taghyir.criteria.tests.factories import a_peer, an_interview, with_paper, written
from taghyir.directory.models import Freshness
from taghyir.people.models import User
from taghyir.people.tests.factories import PEOPLE, somebody

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def who(visible):
    return {name for name in PEOPLE if visible(somebody(name)).exists()}


def test_before_it_is_published_its_peers_the_organisation_and_the_coordinators_read_it():
    salma = a_peer("salma")
    interview = written(an_interview(second_peer=salma))
    a_peer("leila")  # another peer of the territory, who did not hold it
    with_paper(interview)
    readers = {"youssef", "salma", "fatma", "amina", "pilar"}
    for visible in (policies.visible_interviews, policies.visible_outlines, policies.visible_papers):
        assert who(visible) == readers
        assert not visible(NOBODY).exists()
    assert policies.visible_interviews(User.objects.robot()).exists()
    end_peer(actor=somebody("amina"), peer=salma)
    assert who(policies.visible_interviews) == readers - {"salma"}
    interview.organisation.memberships.update(ends_on="2026-02-01")
    assert who(policies.visible_interviews) == readers - {"salma", "fatma"}


def test_what_is_published_is_known_to_everybody_as_long_as_the_card_is():
    interview = an_interview(state="published")
    organisation = interview.organisation
    assert who(policies.visible_publications) == set(PEOPLE)
    assert who(policies.visible_outlines) == set(PEOPLE)
    assert policies.visible_publications(NOBODY).exists()
    assert who(policies.visible_interviews) == {"youssef", "fatma", "amina", "pilar"}, "its files and drafts, no more"
    organisation.freshness = Freshness.HIDDEN
    organisation.save()
    assert not policies.visible_publications(NOBODY).exists()


def test_peers_are_seen_where_one_works_or_is_one_of_them():
    a_peer("youssef")
    assert who(policies.visible_peers) == {"amina", "karim", "pilar", "ines", "youssef"}
    assert not policies.visible_peers(NOBODY).exists()
    hedi = a_peer("hedi", "KEF")
    assert policies.can_end_peer(hedi.user, hedi), "one may stop by oneself"
    assert not policies.can_end_peer(somebody("amina"), hedi)
    assert not policies.can_read_interviews(somebody("noor"))
    assert not policies.can_read_interviews(NOBODY)
    a_peer("noor")
    assert policies.can_read_interviews(somebody("noor")), "a peer needs no other role"
