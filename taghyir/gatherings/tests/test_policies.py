import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.gatherings.models import Gathering
from taghyir.gatherings.policies import (
    can_change_gathering,
    can_record_gatherings,
    visible_attendances,
    visible_gatherings,
    visible_people_to_sign,
)
from taghyir.gatherings.tests.factories import AttendanceFactory, GatheringFactory, known_person
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


def test_each_sees_the_meetings_of_their_territories():
    nador, kef = GatheringFactory(), GatheringFactory(territory__code="KEF", organised_by=somebody("hedi"))
    for name in ("amina", "karim", "leila", "youssef"):
        assert set(visible_gatherings(somebody(name))) == {nador}
    assert set(visible_gatherings(somebody("hedi"))) == {kef}
    for name in ("pilar", "ines"):
        assert set(visible_gatherings(somebody(name))) == {nador, kef}
    assert set(visible_gatherings(User.objects.robot())) == {nador, kef}


def test_others_see_what_they_organised_and_nothing_else():
    GatheringFactory()
    own = GatheringFactory(organised_by=somebody("noor"))
    assert set(visible_gatherings(somebody("noor"))) == {own}
    for name in ("fatma", "salma"):
        assert not visible_gatherings(somebody(name)).exists()
    assert not visible_gatherings(AnonymousUser()).exists()


def test_who_sees_the_meeting_sees_who_came():
    attendance = AttendanceFactory()
    assert visible_attendances(somebody("ines")).get() == attendance
    assert not visible_attendances(somebody("hedi")).exists()


def test_a_communicator_finds_the_people_of_the_territory_to_write_them_down_and_nobody_elsewhere():
    gathering = GatheringFactory()
    habiba, slim = known_person("Habiba", "Bennani"), known_person("Slim", "Jlassi", code="KEF")
    found = set(visible_people_to_sign(somebody("leila"), gathering))
    assert habiba in found and slim not in found
    assert set(visible_people_to_sign(somebody("salma"), gathering)) == {somebody("salma").person}
    assert {habiba, slim} <= set(visible_people_to_sign(somebody("pilar"), gathering))


def test_a_trainer_changes_what_they_organised_and_field_staff_all_of_it():
    theirs = GatheringFactory(organised_by=somebody("youssef"))
    assert can_change_gathering(somebody("youssef"), theirs)
    assert not can_change_gathering(somebody("leila"), theirs)
    assert can_change_gathering(somebody("karim"), theirs)
    assert not can_change_gathering(somebody("hedi"), theirs)
    assert not can_change_gathering(somebody("ines"), theirs)


def test_an_organiser_without_a_role_any_more_changes_nothing():
    theirs = GatheringFactory(organised_by=somebody("noor"))
    assert not can_change_gathering(somebody("noor"), theirs)
    assert not can_record_gatherings(somebody("noor"))
    assert Gathering.objects.count() == 1
