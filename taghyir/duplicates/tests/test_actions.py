"""Merged, everything is found under one entry; undone, everything is as it was."""

import datetime as dt
import threading

import pytest
from django.apps import apps
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pghistory.models import Event

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.models import Entry
from taghyir.directory.actions import (
    add_membership,
    change_organisation,
    describe_organisation,
    mark_merged,
    mark_parted,
    record_identifier,
)
from taghyir.directory.models import Identifier, Membership, Organisation
from taghyir.directory.queries import successor_of
from taghyir.directory.tests.factories import IdentifierFactory, MembershipFactory, OrganisationFactory
from taghyir.duplicates.actions import find_duplicates, keep_apart, merge_organisations, put_off, undo_merge
from taghyir.duplicates.models import Candidate, Merge
from taghyir.duplicates.reactions import compare_new_organisations
from taghyir.duplicates.tests.factories import pair, twins
from taghyir.needs.tests.factories import NeedFactory
from taghyir.people.models import User
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[dict]]:
    """All rows of all rooms, but the journal, the histories and what this room keeps of what it did."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("taghyir.")
        and not issubclass(model, Event)
        and model._meta.app_label not in ("core", "duplicates", "atlas")
    }


@pytest.fixture
def merging():
    stays, goes = twins()
    return {"actor": somebody("amina"), "stays": stays, "goes": goes}


def test_all_that_named_the_one_that_goes_names_the_one_that_stays(merging):
    case, need = CaseFactory(organisation=merging["goes"]), NeedFactory(organisation=merging["goes"])
    member = MembershipFactory(organisation=merging["goes"])
    merge = merge_organisations(**merging, taken=["phone"])
    for thing in (case, need, member):
        thing.refresh_from_db()
        assert thing.organisation == merging["stays"]
    assert len(merge.moved) == 4  # the demand that opened the case too
    assert successor_of(merging["actor"], merging["goes"].pk) == merging["stays"]
    assert Entry.objects.filter(verb="organisation.merged", details={"into": merging["stays"].pk}).exists()


def test_the_facts_that_are_taken_are_those_that_were_chosen(merging):
    merging["goes"].phone, merging["goes"].email = "+212536606060", "tifawin@example.org"
    merging["goes"].founded_on = dt.date(2016, 3, 8)
    merging["goes"].save()
    merge_organisations(**merging, taken=["phone", "founded_on", "is_public", "nothing"])
    stays = Organisation.objects.get(pk=merging["stays"].pk)
    assert (stays.phone, stays.email, stays.founded_on, stays.is_public) == (
        "+212536606060",
        "",
        dt.date(2016, 3, 8),
        False,
    )


@pytest.mark.parametrize(
    "stays, goes, shown",
    [
        ({"is_public": True}, {"is_public": True}, ["contact", "address", "people"]),
        ({"is_public": True}, {"is_public": True, "shown": ["people"]}, ["people"]),
        ({"is_public": True}, {}, ["people"]),
        ({}, {}, ["contact", "address", "people"]),
        ({}, {"shown": ["people"]}, ["people"]),
        ({"is_public": True, "shown": ["address"]}, {}, []),
    ],
)
def test_what_one_did_not_show_is_not_shown_by_the_other_and_a_position_is_taken_whole(merging, stays, goes, shown):
    facts = {"phone": "+212536606060", "latitude": 34.5, "longitude": -2.5}
    for side, own in (("stays", stays), ("goes", goes | facts)):
        vars(merging[side]).update(own)
        merging[side].save()
    before = Organisation.objects.get(pk=merging["stays"].pk)
    merge = merge_organisations(**merging, taken=["phone", "longitude"])
    card = Organisation.objects.get(pk=before.pk)
    assert (card.phone, card.latitude, card.longitude, card.shown) == ("+212536606060", 34.5, -2.5, shown)
    undo_merge(actor=merging["actor"], merge=merge)
    card.refresh_from_db()
    assert (card.phone, card.latitude, card.shown) == (before.phone, before.latitude, before.shown)


def test_half_a_position_is_not_taken(merging):
    Organisation.objects.filter(pk=merging["goes"].pk).update(longitude=None)
    with pytest.raises(Refused) as refusal:
        merge_organisations(**merging, taken=["latitude"])
    assert refusal.value.field == "taken"


def test_what_both_hold_stays_with_the_one_that_goes(merging):
    person = PersonFactory()
    for side in ("stays", "goes"):
        MembershipFactory(organisation=merging[side], person=person)
        IdentifierFactory(organisation=merging[side])
    merge_organisations(**merging)
    assert Membership.objects.filter(organisation=merging["stays"]).count() == 1
    assert Identifier.objects.filter(organisation=merging["goes"]).count() == 1


def test_two_open_cases_are_closed_first(merging):
    CaseFactory(organisation=merging["stays"])
    CaseFactory(organisation=merging["goes"])
    before = everything()
    with pytest.raises(Refused, match="déjà accompagnée"):
        merge_organisations(**merging)
    assert everything() == before
    assert not Merge.objects.exists()


def test_only_who_publishes_both_may_merge_them(merging):
    for name in ("karim", "hedi", "ines", "fatma", "noor"):
        with pytest.raises(NotAllowed):
            merge_organisations(**merging | {"actor": somebody(name)})
    elsewhere = OrganisationFactory(code="KEF", legal_form=None)
    with pytest.raises(NotAllowed):
        merge_organisations(**merging | {"goes": elsewhere})
    merge_organisations(**merging | {"actor": somebody("pilar")})


def test_one_that_was_merged_is_not_merged_again(merging):
    merge_organisations(**merging)
    with pytest.raises(Refused):
        merge_organisations(**merging)
    with pytest.raises(Refused):
        merge_organisations(actor=merging["actor"], stays=merging["goes"], goes=OrganisationFactory())
    with pytest.raises(Refused):
        mark_merged(actor=merging["actor"], organisation=merging["stays"], into=merging["stays"])
    with pytest.raises(Refused):
        mark_parted(actor=merging["actor"], organisation=merging["stays"])


def test_what_was_changed_since_stays_as_it_is(merging):
    merging["goes"].phone, merging["goes"].email = "+212536606060", "tifawin@example.org"
    merging["goes"].save()
    merge = merge_organisations(**merging, taken=["phone", "email"])
    stays = Organisation.objects.get(pk=merging["stays"].pk)
    change_organisation(actor=merging["actor"], organisation=stays, email="autre@example.org")
    added = add_membership(actor=merging["actor"], organisation=stays, person=somebody("fatma").person)
    undo_merge(actor=merging["actor"], merge=merge)
    stays.refresh_from_db()
    assert (stays.phone, stays.email) == ("", "autre@example.org")
    added.refresh_from_db()
    assert added.organisation == stays


def test_after_thirty_days_it_is_too_late(merging):
    merge = merge_organisations(**merging)
    Merge.objects.update(merged_at=timezone.now() - dt.timedelta(days=31))
    with pytest.raises(Refused, match="trente jours"):
        undo_merge(actor=merging["actor"], merge=merge)


def test_a_chain_is_undone_from_its_end(merging):
    third = OrganisationFactory(name="Tifaouine")
    before = everything()
    first = merge_organisations(**merging)
    second = merge_organisations(actor=merging["actor"], stays=third, goes=merging["stays"])
    assert successor_of(merging["actor"], merging["goes"].pk) == third
    with pytest.raises(Refused, match="d’abord"):
        undo_merge(actor=merging["actor"], merge=first)
    undo_merge(actor=merging["actor"], merge=second)
    undo_merge(actor=merging["actor"], merge=first)
    assert everything() == before


class MergeThenUndo(TestCase):
    """Whatever hangs on either, merging and undoing changes nothing."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(
        hanging=st.lists(st.tuples(st.booleans(), st.sampled_from(["need", "member", "number", "case"])), max_size=8),
        taken=st.sets(
            st.sampled_from(["name", "name_ar", "phone", "place", "founded_on", "is_women_led", "women_members"])
        ),
        swapped=st.booleans(),
    )
    def test_is_identity(self, hanging, taken, swapped):
        stays, goes = twins(is_women_led=swapped, women_members=7 if swapped else None)
        if swapped:
            stays, goes = goes, stays
        cases = set()
        for number, (is_of_stays, what) in enumerate(hanging):
            organisation = stays if is_of_stays else goes
            if what == "case" and not cases:
                CaseFactory(organisation=organisation)
                cases.add(what)
            elif what == "need":
                NeedFactory(organisation=organisation)
            elif what == "member":
                MembershipFactory(organisation=organisation)
            elif what == "number":
                IdentifierFactory(organisation=organisation, value=f"00156119100{number:04}")
        amina = somebody("amina")
        before = everything()
        merge = merge_organisations(actor=amina, stays=stays, goes=goes, taken=taken)
        assert everything() != before
        undo_merge(actor=amina, merge=Merge.objects.get(pk=merge.pk))
        assert everything() == before


def test_a_pair_told_apart_is_not_proposed_again_until_one_changes_its_name():
    found, robot = pair(), User.objects.robot()
    keep_apart(actor=somebody("amina"), candidate=found)
    assert find_duplicates(actor=robot) == 0
    second = found.second
    second.name = "Tifawine"
    second.save()
    assert find_duplicates(actor=robot, changed=[second.pk]) == 1
    assert Candidate.objects.get().decision == Candidate.Decision.NONE


def test_a_pair_put_off_stays_in_the_list_and_one_merged_is_decided():
    found, amina = pair(), somebody("amina")
    put_off(actor=amina, candidate=found)
    assert Candidate.objects.get().decision == Candidate.Decision.LATER
    merge_organisations(actor=amina, stays=found.first, goes=found.second)
    assert Candidate.objects.get().decision == Candidate.Decision.MERGED
    with pytest.raises(Refused):
        keep_apart(actor=amina, candidate=found)


def compare_what_settled():
    Entry.objects.update(at=timezone.now() - dt.timedelta(minutes=11))
    compare_new_organisations(0)


def test_what_comes_in_is_compared_in_the_background_once_it_has_settled():
    amina = somebody("amina")
    twins()
    for organisation in Organisation.objects.order_by("pk"):
        change_organisation(actor=amina, organisation=organisation, address="Souk")
    compare_new_organisations(0)
    assert not Candidate.objects.exists(), "a line of another transaction may still come in before these"
    compare_what_settled()
    compare_what_settled()
    assert Candidate.objects.count() == 1


def test_a_number_recorded_and_a_phone_described_later_are_compared_too():
    karim, far = somebody("karim"), {"place": None, "latitude": 30.0, "longitude": -9.0}
    one, other = OrganisationFactory(name="Amal", name_ar=""), OrganisationFactory(name="Nour", name_ar="", **far)
    third = OrganisationFactory(name="Amal", name_ar="", latitude=31.0, longitude=-8.0, place=None)
    for organisation in (one, other, third):
        change_organisation(
            actor=karim, organisation=organisation, email="amal@example.org" if organisation == one else ""
        )
    compare_what_settled()
    for organisation in (one, other):
        record_identifier(actor=karim, organisation=organisation, type="ice", value="001561191000066")
    compare_what_settled()
    assert [(found.first, found.second, found.reasons[0]) for found in Candidate.objects.all()] == [
        (one, other, "number")
    ]
    describe_organisation(actor=karim, organisation=third, email="amal@example.org")
    compare_what_settled()
    assert Candidate.objects.filter(first=one, second=third, reasons__contains=["contact"]).exists()


def test_nobody_else_compares_all():
    with pytest.raises(NotAllowed):
        find_duplicates(actor=somebody("amina"))


@pytest.mark.django_db(transaction=True)
def test_two_people_one_pair():
    """Both press the button at once: one merges, the other is told so; nothing is half merged."""
    stays, goes = twins()
    people = [somebody("amina"), somebody("pilar")]
    outcomes: list[str] = []
    at_once = threading.Barrier(2)

    def press(actor, one, other):
        at_once.wait()
        try:
            merge_organisations(actor=actor, stays=one, goes=other)
            outcomes.append("merged")
        except Refused as refusal:
            outcomes.append(f"refused: {refusal.code}")
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=press, args=(people[0], stays, goes)),
        threading.Thread(target=press, args=(people[1], goes, stays)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2
    assert outcomes.count("merged") == 1, outcomes
    assert Merge.objects.count() == Organisation.objects.exclude(merged_into=None).count() == 1
