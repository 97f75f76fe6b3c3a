"""The day of who belongs to an organisation: their own file, what waits for their hand, what the law asks, what is booked."""

import pytest

from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.conventions.tests import factories as conventions
from taghyir.diagnoses.tests import factories as diagnoses
from taghyir.directory.tests.factories import MembershipFactory
from taghyir.dossiers.queries import signatures_awaited
from taghyir.dossiers.tests.factories import own_file, signature_on
from taghyir.duties.tests.factories import annual_assembly, in_days, its_calendar
from taghyir.handovers.tests import factories as handovers
from taghyir.people.tests.factories import PersonFactory, RoleFactory, UserFactory, somebody
from taghyir.spaces.models import Booking
from taghyir.spaces.tests.factories import BookingFactory

pytestmark = pytest.mark.django_db


def test_a_president_finds_what_waits_for_her_hand_and_her_own_file(as_user):
    case = own_file()
    diagnoses.given_back(case)
    conventions.to_sign(case)
    handovers.grant(case)
    ended = in_days(-5)
    its_calendar(year_end_day=ended.day, year_end_month=ended.month)
    annual_assembly(offset=10, offset_unit="days")
    fatma = somebody("fatma")
    booked = BookingFactory(organisation=case.organisation, booked_by=fatma)
    BookingFactory(space=booked.space, booked_by=fatma, state=Booking.State.CANCELLED, purpose="Rendue")
    page = as_user(fatma).get("/fr/day/").content.decode()
    assert "4 papiers à signer" in page and f"/fr/own-files/{case.pk}/" in page
    assert "Tenir l’assemblée" in page
    assert booked.get_absolute_url() in page and "Rendue" not in page
    signature_on(case)
    assert signatures_awaited(fatma, [case]) == {case.pk: 3}


def test_what_is_signed_or_not_for_them_to_sign_is_not_asked(as_user):
    case = own_file()
    signature_on(case)
    assert not signatures_awaited(somebody("fatma"), [case])
    case.objectives.create(words="Un autre but")
    assert signatures_awaited(somebody("fatma"), [case]) == {case.pk: 1}
    member = UserFactory(person=PersonFactory())
    RoleFactory(user=member, kind="member", territory=case.territory)
    MembershipFactory(organisation=case.organisation, person=member.person, function="member")
    page = as_user(member).get("/fr/day/").content.decode()
    assert "à signer" not in page and f"/fr/own-files/{case.pk}/" in page


@pytest.mark.parametrize("more", [0, 2])
def test_the_day_of_a_member_costs_the_same_for_one_file_or_three(as_user, more, django_assert_max_num_queries):
    own_file()
    fatma = somebody("fatma")
    for _ in range(more):
        case = CaseFactory()
        case.objectives.create(words="Vendre")
        MembershipFactory(organisation=case.organisation, person=fatma.person, is_board=True)
    client = as_user(fatma)
    client.get("/fr/day/")
    with django_assert_max_num_queries(30):
        assert client.get("/fr/day/").content.decode().count("à signer") == 1 + more
