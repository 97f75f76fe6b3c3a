import pytest
from django.contrib.auth.models import AnonymousUser

from taghyir.directory.tests.factories import tifawin
from taghyir.needs.policies import (
    can_answer_need,
    can_hear_needs,
    can_own_need,
    can_read_heat_map,
    visible_need_mappings,
    visible_needs,
)
from taghyir.needs.tests.factories import NeedFactory, NeedMappingFactory
from taghyir.people.models import User
from taghyir.people.tests.factories import somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.surveys.tests.factories import PublishedFormFactory

pytestmark = pytest.mark.django_db


def test_each_sees_the_needs_of_their_territories():
    nador = NeedFactory()
    kef = NeedFactory(territory=TerritoryFactory(code="KEF"), owner=somebody("hedi"), heard_by=somebody("hedi"))
    for name in ("amina", "karim"):
        assert set(visible_needs(somebody(name))) == {nador}
    assert set(visible_needs(somebody("hedi"))) == {kef}
    for user in (somebody("pilar"), somebody("ines"), User.objects.robot()):
        assert set(visible_needs(user)) == {nador, kef}
    for name in ("youssef", "salma", "fatma", "noor"):
        assert not visible_needs(somebody(name)).exists()
    assert not visible_needs(AnonymousUser()).exists()


def test_who_heard_it_and_the_organisation_that_said_it_see_it():
    NeedFactory(heard_by=somebody("karim"))
    heard, said = (
        NeedFactory(heard_by=somebody("leila")),
        NeedFactory(organisation=tifawin(), heard_by=somebody("karim")),
    )
    assert set(visible_needs(somebody("leila"))) == {heard}
    assert set(visible_needs(somebody("fatma"))) == {said}


def test_a_need_of_no_known_territory_is_the_programme_s():
    need = NeedFactory(territory=None, owner=somebody("pilar"), heard_by=None)
    assert set(visible_needs(somebody("pilar"))) == {need}
    assert not visible_needs(somebody("karim")).exists()
    assert can_answer_need(somebody("pilar"), need)
    assert not can_answer_need(somebody("karim"), need)


def test_an_owner_works_in_the_field_there_and_may_sign_in():
    nador = TerritoryFactory()
    assert all(can_own_need(somebody(name), nador) for name in ("karim", "amina", "pilar"))
    assert not any(can_own_need(somebody(name), nador) for name in ("hedi", "leila", "ines", "noor"))
    karim = somebody("karim")
    karim.is_active = False
    assert not can_own_need(karim, nador)


def test_an_owner_who_has_no_role_any_more_answers_nothing():
    assert not can_answer_need(somebody("noor"), NeedFactory(owner=somebody("noor")))


def test_who_listens_and_who_reads_the_heat_map():
    assert [name for name in ("karim", "leila", "youssef", "salma", "fatma") if can_hear_needs(somebody(name))] == [
        "karim",
        "leila",
        "youssef",
    ]
    assert can_read_heat_map(somebody("salma")) and not can_read_heat_map(somebody("noor"))


def test_mappings_are_seen_with_their_form():
    mapping = NeedMappingFactory(form=PublishedFormFactory(territory=TerritoryFactory()))
    assert visible_need_mappings(somebody("amina")).get() == mapping
    assert not visible_need_mappings(somebody("hedi")).exists()
