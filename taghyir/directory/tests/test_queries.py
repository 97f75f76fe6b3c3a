import pytest

from taghyir.directory import queries
from taghyir.directory.tests.factories import MembershipFactory, OrganisationFactory, tifawin
from taghyir.people.tests.factories import UserFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["zio", "Zaïo", "زايو", "tifa", "TIFAWIN zaio", "تيفاو", "تعاونيه", "ODT"])
def test_half_a_name_in_any_script_finds_the_cooperative(typed):
    organisation = tifawin(other_names="ODT; Oriental Dattes Tifawin")
    OrganisationFactory(name="Atelier du Kef", name_ar="ورشة الكاف", code="KEF")
    assert list(queries.organisations_matching(somebody("pilar"), typed)) == [organisation]


@pytest.mark.parametrize("typed", ["جمعيه", "جمعية", "الجمعيّة"])
def test_ta_marbuta_and_diacritics_do_not_matter(typed):
    association = OrganisationFactory(name="", name_ar="جمعية الزيتونة")
    assert association in queries.organisations_matching(somebody("karim"), typed)


def test_a_search_finds_nothing_one_may_not_see():
    tifawin()
    assert not queries.organisations_matching(somebody("hedi"), "tifawin").exists()


@pytest.mark.parametrize("typed", ["؟؟؟", "%", "' OR 1=1 --", "\\", "_"])
def test_signs_without_letters_find_nothing_and_break_nothing(typed):
    tifawin()
    assert list(queries.organisations_matching(somebody("karim"), typed)) == []


def test_organisations_are_counted_by_kind_and_territory():
    tifawin(is_women_led=True)
    OrganisationFactory(name="Association Amal", name_ar="", kind="association", legal_form=None)
    OrganisationFactory(code="KEF")
    counts = queries.organisation_counts(somebody("pilar"))
    assert (counts["all"], counts["women_led"], counts["association"], counts["university"]) == (3, 1, 1, 0)
    by_territory = queries.organisations_by_territory(somebody("pilar"))
    assert by_territory == {TerritoryFactory().pk: 2, TerritoryFactory(code="KEF").pk: 1}
    assert queries.organisation_counts(somebody("hedi"))["all"] == 1


def test_the_members_of_today_the_board_first():
    organisation = tifawin()
    account = UserFactory()
    MembershipFactory(organisation=organisation, person=account.person)
    MembershipFactory(organisation=organisation, ends_on="2026-02-01")
    fatma = somebody("fatma")
    assert [membership.person for membership in queries.members_of(organisation)] == [fatma.person, account.person]
    assert queries.accounts_of(organisation) == [fatma, account]
    assert list(queries.organisations_of(fatma.person)) == [organisation]
