import pytest

from taghyir.directory.tests.factories import tifawin
from taghyir.gatherings.models import Gathering
from taghyir.gatherings.queries import (
    Presence,
    attendances_and_people,
    gatherings_with_presence,
    people_sounding_like,
    people_to_propose,
)
from taghyir.gatherings.tests.factories import AttendanceFactory, GatheringFactory, known_person
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db


def test_both_figures_cost_one_statement(django_assert_num_queries):
    first, second = GatheringFactory(women_counted=5, men_counted=2), GatheringFactory(women_counted=1)
    person = AttendanceFactory(gathering=first).person
    AttendanceFactory(gathering=second, person=person)
    AttendanceFactory(gathering=second, person=PersonFactory(sex="M"))
    AttendanceFactory(gathering=second, person=PersonFactory(sex="X"))
    with django_assert_num_queries(1):
        presence = attendances_and_people(Gathering.objects.order_by("title"))
    assert presence == Presence(
        attendances=12, people=3, women=8, men=3, women_people=1, men_people=1, women_counted=6, men_counted=2
    )
    assert (presence.counted, presence.unsaid) == (8, 1)


def test_no_meeting_at_all_is_nobody():
    assert attendances_and_people(Gathering.objects.none()).attendances == 0
    assert attendances_and_people(Gathering.objects.all()).people == 0


def test_only_the_chosen_meetings_count():
    AttendanceFactory()
    chosen = AttendanceFactory(gathering__territory__code="KEF").gathering
    presence = attendances_and_people(Gathering.objects.filter(territory__code="KEF"))
    assert (presence.attendances, presence.people) == (1, 1)
    assert chosen.territory.code == "KEF"


def test_each_meeting_of_the_list_says_who_came():
    gathering = GatheringFactory(women_counted=4, men_counted=1)
    AttendanceFactory(gathering=gathering)
    AttendanceFactory(gathering=gathering, person=PersonFactory(sex="M"))
    row = gatherings_with_presence(somebody("karim")).get()
    assert (row.came, row.women_came, row.men_came, row.names) == (7, 5, 2, 2)


@pytest.mark.parametrize("typed", ["habi", "بنان", "Benani", "حبيبة"])
def test_a_known_person_is_found_by_half_a_name_in_any_script(typed):
    habiba = known_person("Habiba", "Bennani", "حبيبة", "بناني")
    known_person("Slim", "Jlassi")
    assert list(people_to_propose(somebody("leila"), GatheringFactory(), typed)) == [habiba]


def test_without_a_name_those_who_came_lately_are_proposed_and_who_is_on_the_sheet_is_not():
    gathering = GatheringFactory()
    habitual = AttendanceFactory(gathering=GatheringFactory(title="Atelier")).person
    AttendanceFactory(gathering=gathering)
    AttendanceFactory(gathering__territory__code="KEF")
    known_person("Slim", "Jlassi")
    assert list(people_to_propose(somebody("leila"), gathering)) == [habitual]
    assert not people_to_propose(somebody("leila"), gathering, "؟؟؟").exists()


def test_proposing_many_people_costs_no_more_than_one(django_assert_num_queries):
    gathering, leila = GatheringFactory(), somebody("leila")
    tifawin()
    for number in range(30):
        known_person("Habiba", f"Bennani {number}")
    assert leila.roles_today
    with django_assert_num_queries(2):
        list(people_to_propose(leila, gathering, "habiba"))


def test_sounding_alike_needs_every_name():
    habiba = known_person("Habiba", "Bennani", "حبيبة", "بناني")
    gathering, leila = GatheringFactory(), somebody("leila")
    assert list(people_sounding_like(leila, gathering, "حبيبة", "بناني")) == [habiba]
    assert not people_sounding_like(leila, gathering, "Habiba", "Jlassi").exists()
    assert not people_sounding_like(leila, gathering, "؟", "").exists()
