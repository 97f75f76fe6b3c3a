"""Who sees what: the field of a territory, the adviser, the member, the auditor; nobody else."""

import pytest

from taghyir.accompaniment.policies import (
    can_close_case,
    can_record_demand,
    can_record_service,
    can_transfer_case,
    visible_cases,
    visible_demands,
    visible_services,
)
from taghyir.accompaniment.tests.factories import CaseFactory, DemandFactory, ServiceFactory, day
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import RoleFactory, UserFactory, adviser_of, somebody

pytestmark = pytest.mark.django_db
READERS = {"amina", "karim", "fatma", "pilar", "ines"}
EVERYBODY = ("amina", "karim", "hedi", "fatma", "leila", "youssef", "salma", "pilar", "ines", "noor")


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_file_of_nador_is_seen_by_its_field_its_members_and_the_auditor(name):
    service = ServiceFactory(case__organisation=tifawin())
    actor, sees = somebody(name), name in READERS
    assert visible_cases(actor).filter(pk=service.case_id).exists() == sees
    assert visible_demands(actor).filter(pk=service.case.demand_id).exists() == sees
    assert visible_services(actor).filter(pk=service.pk).exists() == sees


def test_an_adviser_sees_the_files_they_follow_elsewhere():
    hedi = somebody("hedi")
    followed, other = CaseFactory(adviser=hedi), CaseFactory(organisation__name="Autre")
    assert list(visible_cases(hedi)) == [followed]
    assert can_record_service(hedi, followed)
    assert not can_record_service(hedi, other)
    assert not visible_demands(hedi).exists()


def test_who_left_an_organisation_no_longer_sees_its_file():
    user = UserFactory()
    case = CaseFactory()
    membership = MembershipFactory(organisation=case.organisation, person=user.person)
    assert visible_cases(user).exists()
    membership.ends_on = day(1)
    membership.save()
    assert not visible_cases(user).exists()


def test_who_leaves_next_week_still_sees_it_and_who_comes_next_week_not_yet():
    leaves, comes, case = UserFactory(), UserFactory(), CaseFactory()
    MembershipFactory(organisation=case.organisation, person=leaves.person, ends_on=day(-7))
    MembershipFactory(organisation=case.organisation, person=comes.person, starts_on=day(-7))
    assert visible_cases(leaves).exists() and not visible_cases(comes).exists()


def test_who_stands_in_sees_and_works():
    case = CaseFactory()
    hedi = somebody("hedi")
    Leave.objects.create(user=somebody("karim"), substitute=hedi, starts_on=day(2), ends_on=day(-2))
    assert visible_cases(hedi).filter(pk=case.pk).exists()
    assert can_record_service(hedi, case)
    assert can_close_case(hedi, case)
    other = CaseFactory(organisation__name="D’une autre", adviser=adviser_of("NAD"))
    assert can_record_service(hedi, other) and not can_close_case(hedi, other)
    back = User.objects.get(pk=hedi.pk)
    Leave.objects.update(ends_on=day(1))
    assert not visible_cases(back).exists() and not can_close_case(back, case)


def test_a_role_of_a_country_reaches_its_territories_only():
    coordinator = UserFactory()
    RoleFactory(user=coordinator, kind="partner_coordinator", territory=None, country="TN")
    of_kef = CaseFactory(organisation=OrganisationFactory(code="KEF"), adviser=somebody("hedi"))
    CaseFactory()
    assert list(visible_cases(coordinator)) == [of_kef]
    assert can_close_case(coordinator, of_kef)


def test_the_auditor_reads_all_and_changes_nothing():
    case, ines = CaseFactory(), somebody("ines")
    assert not can_record_service(ines, case)
    assert not can_close_case(ines, case)
    assert not can_transfer_case(ines, case)
    assert not can_record_demand(ines, case.organisation)


def test_the_robot_may_only_hand_over():
    case, robot = CaseFactory(), User.objects.robot()
    assert can_transfer_case(robot, case)
    assert not can_close_case(robot, case)


def test_a_focal_point_reads_and_records_demands_without_deciding():
    point = RoleFactory(kind="focal_point").user
    demand = DemandFactory()
    assert visible_demands(point).get() == demand
    assert can_record_demand(point, demand.organisation)
    assert not can_record_service(point, CaseFactory(organisation__name="Autre"))


def test_a_colleague_works_without_closing():
    case, colleague = CaseFactory(), adviser_of("NAD")
    assert can_record_service(colleague, case)
    assert not can_close_case(colleague, case)
