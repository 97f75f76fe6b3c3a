import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.people import policies, queries
from taghyir.people.models import Leave, Person, Role, User
from taghyir.people.tests.factories import PersonFactory, RoleFactory, UserFactory, adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def habiba():
    """A person of Nador, without account."""
    return PersonFactory(territory=TerritoryFactory(code="NAD"))


def test_field_staff_see_the_people_of_their_territory_and_nobody_elses(habiba):
    for name in ("amina", "karim"):
        assert habiba in policies.visible_people(somebody(name))
    assert habiba not in policies.visible_people(somebody("hedi"))
    assert habiba not in policies.visible_people(adviser_of("BER"))


def test_the_programme_and_the_auditor_see_everybody(habiba):
    nowhere = PersonFactory()
    for name in ("pilar", "ines"):
        assert {habiba, nowhere} <= set(policies.visible_people(somebody(name)))


def test_others_see_themselves_only(habiba):
    for name in ("fatma", "leila", "youssef", "salma", "noor"):
        user = somebody(name)
        assert list(policies.visible_people(user)) == [user.person]
    assert not policies.visible_people(AnonymousUser()).exists()


def test_who_holds_a_role_in_a_territory_is_seen_there():
    trainer = RoleFactory(kind=Role.Kind.TRAINER, territory=TerritoryFactory(code="NAD")).user
    assert trainer.person.territory is None
    assert trainer.person in policies.visible_people(somebody("karim"))
    assert trainer.person not in policies.visible_people(somebody("hedi"))


def test_an_auditor_writes_nothing(habiba):
    ines = somebody("ines")
    assert not policies.can_record_person(ines, habiba.territory)
    assert not policies.can_change_person(ines, habiba)
    assert not policies.can_give_role(ines, Role.Kind.ADVISER, habiba.territory)
    assert not policies.can_disable_user(ines, somebody("karim"))


def test_a_partner_coordinator_gives_field_roles_in_their_territory_only():
    amina, nador, kef = somebody("amina"), TerritoryFactory(code="NAD"), TerritoryFactory(code="KEF")
    assert policies.can_give_role(amina, Role.Kind.ADVISER, nador)
    assert not policies.can_give_role(amina, Role.Kind.ADVISER, kef)
    assert not policies.can_give_role(amina, Role.Kind.ADVISER, None)
    assert not policies.can_give_role(amina, Role.Kind.ADVISER, None, "MA")
    for kind in (Role.Kind.PARTNER_COORDINATOR, Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.AUDITOR):
        assert not policies.can_give_role(amina, kind, nador)


def test_a_programme_coordinator_of_one_country_stays_in_it():
    of_tunisia = RoleFactory(kind=Role.Kind.PROGRAMME_COORDINATOR, territory=None, country="TN").user
    kef = TerritoryFactory(code="KEF")
    assert policies.can_give_role(of_tunisia, Role.Kind.PARTNER_COORDINATOR, kef)
    assert policies.can_give_role(of_tunisia, Role.Kind.ADVISER, None, "TN")
    assert not policies.can_give_role(of_tunisia, Role.Kind.ADVISER, TerritoryFactory(code="NAD"))
    assert not policies.can_give_role(of_tunisia, Role.Kind.AUDITOR, kef)
    assert not policies.can_give_role(of_tunisia, Role.Kind.PROGRAMME_COORDINATOR, None, "TN")


def test_nobody_disables_themselves_the_robot_or_somebody_above_them():
    amina, karim, pilar = somebody("amina"), somebody("karim"), somebody("pilar")
    assert policies.can_disable_user(amina, karim)
    assert policies.can_disable_user(pilar, amina)
    for actor, user in ((amina, amina), (pilar, User.objects.robot()), (amina, pilar), (karim, amina)):
        assert not policies.can_disable_user(actor, user)


def test_an_account_with_a_role_elsewhere_is_not_disabled_by_one_partner_alone():
    amina, karim = somebody("amina"), somebody("karim")
    RoleFactory(user=karim, territory=TerritoryFactory(code="KEF"))
    assert not policies.can_disable_user(amina, karim)


def test_the_advisers_of_a_territory_are_those_of_today_and_who_stands_in_for_them():
    karim, nador = somebody("karim"), TerritoryFactory(code="NAD")
    RoleFactory(territory=nador, ends_on=dt.date(2026, 2, 1))
    stand_in = UserFactory()
    Leave.objects.create(user=karim, substitute=stand_in, starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2099, 1, 1))
    assert set(queries.advisers_of(nador)) == {karim, stand_in}
    assert not queries.advisers_of(TerritoryFactory(code="KEF")).exists()


def test_where_no_partner_coordinates_the_programme_does():
    amina, pilar = somebody("amina"), somebody("pilar")
    assert list(queries.coordinators_of(TerritoryFactory(code="NAD"))) == [amina]
    assert list(queries.coordinators_of(TerritoryFactory(code="KEF"))) == [pilar]


def test_the_robot_is_one_account_nobody_signs_in_with():
    robot = User.objects.robot()
    assert robot == User.objects.robot()
    assert not robot.is_active
    assert not robot.has_usable_password()
    assert policies.can_record_person(robot, None)


def test_people_are_found_by_phone_and_by_half_a_name(habiba):
    karim = somebody("karim")
    Person.objects.filter(pk=habiba.pk).update(phone="+212612345678", folded="habiba bennani | hbba bnn ")
    for typed in ("0612345678", "habi", "61234"):
        assert list(queries.people_matching(karim, typed)) == [habiba]
    assert not queries.people_matching(somebody("hedi"), "habiba").exists()
