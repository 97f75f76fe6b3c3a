import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.directory import policies
from taghyir.directory.models import Organisation
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.people.models import Role, User
from taghyir.people.tests.factories import RoleFactory, adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def seen_by(user):
    return set(policies.visible_organisations(user))


def test_everybody_sees_what_is_published_and_nothing_else():
    shown, hidden = OrganisationFactory(is_public=True), OrganisationFactory(name="Atelier", name_ar="")
    closed = OrganisationFactory(name="Ancienne", is_public=True, closed_on="2026-01-01")
    for user in (NOBODY, somebody("noor"), somebody("leila")):
        assert seen_by(user) == {shown}
    assert {hidden, closed} <= seen_by(somebody("karim"))


def test_field_staff_see_their_territories_and_the_programme_and_the_auditor_see_all():
    tifawin_of_zaio, of_kef = tifawin(), OrganisationFactory(code="KEF")
    nowhere = OrganisationFactory(name="GDA", territory=None, place=None, country="TN", legal_form=None)
    assert seen_by(somebody("karim")) == seen_by(somebody("amina")) == {tifawin_of_zaio}
    assert seen_by(adviser_of("BER")) == set()
    assert seen_by(somebody("hedi")) == {of_kef}
    for user in (somebody("pilar"), somebody("ines"), User.objects.robot()):
        assert seen_by(user) == {tifawin_of_zaio, of_kef, nowhere}
    of_tunisia = RoleFactory(kind=Role.Kind.PROGRAMME_COORDINATOR, territory=None, country="TN").user
    assert seen_by(of_tunisia) == {of_kef, nowhere}


def test_a_member_sees_their_own_as_long_as_they_belong_to_it():
    organisation, fatma = tifawin(), somebody("fatma")
    assert seen_by(fatma) == {organisation}
    assert policies.can_see_file_of_organisation(fatma, organisation)
    organisation.memberships.update(ends_on="2026-02-01")
    assert seen_by(fatma) == set()
    assert not policies.can_see_file_of_organisation(fatma, organisation)


def test_the_file_behind_a_public_card_stays_closed():
    organisation = OrganisationFactory(is_public=True)
    membership = MembershipFactory(organisation=organisation)
    for user in (NOBODY, somebody("noor"), somebody("hedi"), somebody("fatma")):
        assert not policies.can_see_file_of_organisation(user, organisation)
        assert membership not in policies.visible_memberships(user)
    for name in ("karim", "amina", "pilar", "ines"):
        assert policies.can_see_file_of_organisation(somebody(name), organisation)
        assert membership in policies.visible_memberships(somebody(name))


def test_field_staff_write_where_they_work_and_an_auditor_nowhere():
    organisation = tifawin()
    for name in ("karim", "amina", "pilar"):
        assert policies.can_change_organisation(somebody(name), organisation)
        assert policies.can_add_organisation(somebody(name), organisation.territory)
    for user in (somebody("hedi"), somebody("ines"), somebody("fatma"), somebody("noor"), adviser_of("BER")):
        assert not policies.can_change_organisation(user, organisation)
        assert not policies.can_add_organisation(user, organisation.territory)
        assert not policies.can_publish_organisation(user, organisation)
    assert not policies.can_change_organisation(NOBODY, organisation)


def test_what_lies_in_no_territory_is_for_who_works_in_the_whole_country():
    of_tunisia = RoleFactory(kind=Role.Kind.PROGRAMME_COORDINATOR, territory=None, country="TN").user
    assert policies.can_add_organisation(of_tunisia, None, "TN")
    assert not policies.can_add_organisation(of_tunisia, None, "MA")
    assert policies.can_add_organisation(somebody("pilar"), None, "MA")
    assert not policies.can_add_organisation(somebody("amina"), None, "MA")


def test_coordinators_and_focal_points_publish_and_advisers_do_not():
    organisation = tifawin()
    focal_point = RoleFactory(kind=Role.Kind.FOCAL_POINT, territory=TerritoryFactory()).user
    assert policies.can_publish_organisation(somebody("amina"), organisation)
    assert policies.can_publish_organisation(focal_point, organisation)
    assert policies.can_import_organisations(focal_point)
    assert not policies.can_publish_organisation(somebody("karim"), organisation)
    assert not policies.can_import_organisations(somebody("karim"))


@pytest.mark.parametrize(
    "facts, is_own",
    [
        ({"legal_form": None}, True),
        ({"legal_form": None, "kind": Organisation.Kind.UNIVERSITY}, False),
        ({}, False),
    ],
    ids=["an enterprise of no known form", "a university", "a cooperative"],
)
def test_what_speaks_of_a_person(facts, is_own):
    assert OrganisationFactory(**facts).is_persons_own is is_own
