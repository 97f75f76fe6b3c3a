"""What stands between two organisations: proposed by one side, shown once the other agrees."""

import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.cards.actions import accept_relation, propose_relation, remove_relation
from taghyir.cards.models import Relation
from taghyir.cards.queries import ties_of
from taghyir.cards.tests.factories import tie
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def karim():
    return somebody("karim")


@pytest.fixture
def card():
    return tifawin(is_public=True)


def test_who_is_not_seen_is_not_named_on_the_card_of_another(karim, card):
    """A group that is not published asks nobody: the other side could neither see who asks nor answer."""
    hidden = OrganisationFactory(name="Groupe de Samira", is_public=False)
    elsewhere = OrganisationFactory(name="SMSA Jebel", code="KEF", is_public=True)
    with pytest.raises(Refused) as refusal:
        tie(hidden, elsewhere)
    assert refusal.value.code == "unseen"
    with pytest.raises(NotAllowed):
        propose_relation(actor=somebody("hedi"), organisation=elsewhere, kind="supplies", other=hidden)
    relation = tie(card, elsewhere)
    card.is_public = False
    card.save()
    hedi = somebody("hedi")
    assert ties_of(hedi, elsewhere, only_shown=False) == []
    assert [one.relation for one in ties_of(karim, card, only_shown=False)] == [relation]


def test_what_the_other_side_proposed_already_is_agreed_to(karim, card):
    other, hedi = OrganisationFactory(name="SMSA Jebel", code="KEF", is_public=True), somebody("hedi")
    first = tie(card, other, kind="works_with")
    again = propose_relation(actor=hedi, organisation=other, kind="works_with", other=card)
    assert (again, again.accepted_by) == (first, hedi)
    with pytest.raises(Refused) as refusal:
        tie(card, other, kind="works_with")
    assert refusal.value.code == "known"
    with pytest.raises(Refused) as refusal:
        accept_relation(actor=hedi, relation=first)
    assert refusal.value.code == "agreed"
    assert Relation.objects.count() == 1
    assert [len(ties_of(NOBODY, one, only_shown=True)) for one in (card, other)] == [1, 1]


def test_agreeing_twice_is_written_once_and_what_was_taken_away_is_said(card):
    other, hedi = OrganisationFactory(name="SMSA Jebel", code="KEF", is_public=True), somebody("hedi")
    relation = tie(card, other)
    seen_twice = Relation.objects.get(pk=relation.pk)  # two people have the same page before them
    accept_relation(actor=hedi, relation=relation)
    with pytest.raises(Refused) as refusal:
        accept_relation(actor=hedi, relation=seen_twice)
    assert refusal.value.code == "agreed"
    assert Entry.objects.filter(verb="relation.accepted").count() == 1
    Relation.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        accept_relation(actor=hedi, relation=seen_twice)
    assert refusal.value.code == "gone"


def test_two_sides_that_a_merge_brought_are_told_once(karim, card):
    other = OrganisationFactory(name="SMSA Jebel", code="KEF", is_public=True)
    for subject, to in ((card, other), (other, card)):
        Relation.objects.create(kind="works_with", subject=subject, to=to, proposed_by=karim, accepted_by=karim)
        Relation.objects.create(kind="supplies", subject=subject, to=to, proposed_by=karim, accepted_by=karim)
    for one in (card, other):
        told = [(tie.relation.kind, tie.is_reversed) for tie in ties_of(NOBODY, one, only_shown=True)]
        assert sorted(kind for kind, _reversed in told) == ["supplies", "supplies", "works_with"]


def test_a_relation_is_shown_once_the_other_side_agrees(card):
    other = OrganisationFactory(name="SMSA Jebel", code="KEF", is_public=True)
    karim, hedi = somebody("karim"), somebody("hedi")
    relation = tie(card, other)
    assert relation.accepted_by is None
    assert ties_of(NOBODY, card, only_shown=True) == ties_of(NOBODY, other, only_shown=True) == []
    with pytest.raises(NotAllowed):
        accept_relation(actor=karim, relation=relation)
    accept_relation(actor=hedi, relation=relation)
    assert [(one.other, one.is_reversed) for one in ties_of(NOBODY, card, only_shown=True)] == [(other, False)]
    assert [(one.other, one.is_reversed) for one in ties_of(NOBODY, other, only_shown=True)] == [(card, True)]
    for wrong in ({"other": other}, {"other": card, "kind": "federates"}):
        with pytest.raises(Refused):
            propose_relation(actor=karim, organisation=card, **{"kind": "supplies"} | wrong)
    other.is_public = False
    other.save()
    assert ties_of(NOBODY, card, only_shown=True) == []
    with pytest.raises(NotAllowed):
        remove_relation(actor=somebody("noor"), relation=relation)
    remove_relation(actor=hedi, relation=relation)
    assert not Relation.objects.exists()


def test_who_keeps_both_cards_writes_it_at_once(karim, card):
    assert tie(card, OrganisationFactory(name="Autre")).accepted_by == karim
