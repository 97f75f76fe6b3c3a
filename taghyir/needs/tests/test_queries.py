import datetime as dt
from collections import defaultdict
from itertools import product

import pytest

from taghyir.directory.tests.factories import tifawin
from taghyir.needs.models import Need, Theme
from taghyir.needs.queries import (
    PEOPLE,
    NeedFigures,
    history_of,
    need_figures,
    need_figures_by_territory,
    needs_by_theme_and_territory,
    needs_due,
    needs_in_order,
    needs_of,
    open_needs_of,
)
from taghyir.needs.queries.figures import hidden_themes
from taghyir.needs.tests.factories import AnsweredNeedFactory, NeedFactory, ToldNeedFactory
from taghyir.people.models import Leave
from taghyir.people.tests.factories import adviser_of, somebody
from taghyir.places.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


def days_ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_my_day_holds_what_is_due_and_what_is_not_told():
    late = NeedFactory(heard_on=days_ago(50))
    untold = AnsweredNeedFactory(heard_on=days_ago(20), answered_on=days_ago(8))
    NeedFactory(heard_on=TODAY), AnsweredNeedFactory(), ToldNeedFactory(heard_on=days_ago(50))
    NeedFactory(heard_on=days_ago(50), owner=somebody("amina"))
    assert list(needs_due(somebody("karim"))) == [late, untold]


def test_who_stands_in_has_the_needs_of_the_absent_in_their_day():
    late, other = NeedFactory(heard_on=days_ago(50)), adviser_of("NAD")
    assert not needs_due(other).exists()
    Leave.objects.create(user=somebody("karim"), substitute=other, starts_on=TODAY, ends_on=TODAY)
    assert list(needs_due(other)) == [late]


def test_the_list_begins_with_what_waits_and_ends_with_what_is_told():
    told, calm, late = (
        ToldNeedFactory(heard_on=days_ago(90)),
        NeedFactory(heard_on=TODAY),
        NeedFactory(heard_on=days_ago(50)),
    )
    assert list(needs_in_order(somebody("karim"))) == [late, calm, told]
    assert [need.shape for need in (late, calm, told, AnsweredNeedFactory())] == ["late", "new", "done", "soon"]


def test_the_needs_of_an_organisation():
    organisation = tifawin()
    told, heard = (
        ToldNeedFactory(organisation=organisation, heard_on=days_ago(9)),
        NeedFactory(organisation=organisation),
    )
    NeedFactory()
    assert list(needs_of(organisation)) == [heard, told]
    assert list(open_needs_of(organisation)) == [heard]


def test_figures_count_each_step_by_its_own_day(django_assert_num_queries):
    NeedFactory(heard_on=days_ago(50))
    ToldNeedFactory(heard_on=days_ago(30), answered_on=days_ago(5), told_on=days_ago(2))
    NeedFactory(territory=TerritoryFactory(code="KEF"), owner=somebody("hedi"))
    with django_assert_num_queries(1):
        figures = need_figures(Need.objects.all(), starts_on=days_ago(10), ends_on=TODAY)
    assert figures == NeedFigures(heard=1, answered=1, told=1, open=2, late=1)
    nador, kef = TerritoryFactory(), TerritoryFactory(code="KEF")
    by_territory = need_figures_by_territory(Need.objects.all())
    assert by_territory[nador.pk] == need_figures(Need.objects.all(), territory=nador)
    assert by_territory[kef.pk].heard == 1
    assert sum(one.heard for one in by_territory.values()) == need_figures(Need.objects.all()).heard == 3


def test_no_need_is_no_figure():
    assert need_figures(Need.objects.none()) == NeedFigures()
    assert need_figures_by_territory(Need.objects.all()) == {}


def cell(actor, theme: str, code: str) -> int | None:
    heat = needs_by_theme_and_territory(actor)
    row = dict(heat.rows)[str(Theme(theme).label)]
    return row[[territory.code for territory in heat.territories].index(code)]


def test_small_numbers_are_hidden_from_who_does_not_work_there():
    TerritoryFactory(code="KEF")
    NeedFactory.create_batch(4, theme="care")
    NeedFactory.create_batch(5, theme="market")
    for name in ("karim", "amina", "pilar", "ines"):
        assert (cell(somebody(name), "care", "NAD"), cell(somebody(name), "market", "NAD")) == (4, 5)
    for name in ("salma", "hedi", "leila", "fatma", "noor"):
        seen = [cell(somebody(name), theme, "NAD") for theme in ("care", "market", "work")]
        assert seen == [None, None, 0], "9 in all, which everybody reads, less 5, would tell the 4"
        assert cell(somebody(name), "care", "KEF") == 0
    NeedFactory.create_batch(3, theme="digital")
    assert [cell(somebody("salma"), theme, "NAD") for theme in ("care", "digital", "market")] == [None, None, 5]


def test_nothing_that_is_hidden_is_found_by_subtraction():
    """Every territory of four themes with 0 to 6 needs each: what is read leaves at least two numbers for what is not."""
    seen_alike = defaultdict(list)
    for numbers in product(range(7), repeat=4):
        hidden = hidden_themes(dict(zip("abcd", numbers, strict=True)))
        read = tuple(None if theme in hidden else n for theme, n in zip("abcd", numbers, strict=True))
        seen_alike[read, sum(numbers) if sum(numbers) >= 5 else None].append(numbers)
    for (read, _total), alike in seen_alike.items():
        assert all(n is None or n == 0 or n >= 5 for n in read)
        for at in (at for at, n in enumerate(read) if n is None):
            assert len({numbers[at] for numbers in alike}) > 1 or alike == [(4, 4, 4, 4)], (read, alike)


def test_a_number_is_not_found_by_what_is_read_of_each_kind():
    NeedFactory.create_batch(7, theme="care"), NeedFactory.create_batch(2, theme="care", organisation=tifawin())
    NeedFactory.create_batch(6, theme="market")
    for kind in (PEOPLE, tifawin().kind, "association"):
        heat = dict(needs_by_theme_and_territory(somebody("salma"), kind=kind).rows)
        assert heat[str(Theme.CARE.label)] == [None], "9 less 7 would tell the 2"
        assert heat[str(Theme.MARKET.label)] == [6 if kind == PEOPLE else 0]
    assert cell(somebody("salma"), "care", "NAD") == 9
    assert dict(needs_by_theme_and_territory(somebody("karim"), kind=PEOPLE).rows)[str(Theme.CARE.label)] == [7]


def test_the_heat_map_is_of_a_period():
    somebody("karim")
    NeedFactory.create_batch(5, theme="care", heard_on=days_ago(40))
    heat = needs_by_theme_and_territory(somebody("karim"), starts_on=days_ago(10), ends_on=TODAY)
    assert all(value == 0 for _theme, row in heat.rows for value in row)
    assert len(heat.rows) == 12


def test_the_history_is_what_the_journal_says():
    assert history_of(NeedFactory()) == []
