import datetime as dt

import pytest
from django.utils import timezone

from taghyir.accompaniment.models import Case
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.needs.models import Need
from taghyir.people.tests.factories import PersonFactory, somebody
from taghyir.places.tests.factories import TerritoryFactory
from taghyir.results.behind import explained
from taghyir.results.computations import COMPUTATIONS
from taghyir.results.periods import Period
from taghyir.results.queries import Figure, computed_figure, figure_of, rows_behind
from taghyir.results.tests.factories import IndicatorFactory, case_of, serve
from taghyir.spaces.models import Use
from taghyir.spaces.tests.factories import BookingFactory, SpaceFactory

pytestmark = pytest.mark.django_db
YEAR = Period.of("2026")


def total(key, period=YEAR):
    return computed_figure(COMPUTATIONS[key], period).total


def test_organisations_accompanied_are_those_with_a_case_open_in_the_period(work):
    figure = computed_figure(COMPUTATIONS["organisations_accompanied"], YEAR)
    assert figure.total == 3
    assert figure.by_territory == {work["nador"].pk: 2, work["kef"].pk: 1}
    assert figure.parts == {"new": 1, "women_led": 1}
    assert total("new_organisations_accompanied") == 1
    assert total("existing_organisations_accompanied") == 2
    assert total("women_led_organisations_accompanied") == 1
    assert total("organisations_accompanied", Period.of("2024")) == 1


def test_an_organisation_with_two_cases_is_counted_once(work):
    Case.objects.filter(pk=work["tifawin"].pk).update(closed_on=dt.date(2026, 5, 1), exit="moved", exit_reason="…")
    case_of(work["tifawin"].organisation, opened_on=dt.date(2026, 6, 1))
    assert total("organisations_accompanied") == 3


def test_services_hours_and_presences_by_sex(work):
    assert total("services_given") == 3
    assert total("hours_of_service") == 3.5
    serve(work["tifawin"], minutes=30, women=0, men=0, unsaid=2)
    figure = computed_figure(COMPUTATIONS["people_present_at_services"], YEAR)
    assert figure.total == 11
    assert figure.parts == {"women": 4, "men": 5, "unsaid": 2}
    assert figure.parts_by_territory[work["nador"].pk] == {"women": 4, "men": 1, "unsaid": 2}
    behind = list(explained(figure, rows_behind(somebody("ines"), figure)))
    assert sum(row.women + row.men + row.unsaid for row in behind) == figure.total


def test_a_quarter_counts_what_happened_in_it(work):
    assert total("services_given", Period.of("2026-Q1")) == 2
    assert total("services_given", Period.of("2026-Q2")) == 1


def test_no_data_is_none_and_nothing_counted_among_data_is_zero(work):
    figure = computed_figure(COMPUTATIONS["new_organisations_accompanied"], YEAR)
    assert figure.by_territory[work["kef"].pk] == 0  # there is a case there, not of a new organisation
    assert TerritoryFactory(code="NEF").pk not in figure.by_territory  # no data, which is not zero
    assert computed_figure(COMPUTATIONS["services_given"], Period.of("2023")).total is None


def test_the_delay_runs_from_the_demand_to_the_first_service(work):
    figure = computed_figure(COMPUTATIONS["days_to_first_meeting"], YEAR)
    assert figure.by_territory[work["nador"].pk] == 38  # demand on 22 January, first service on 1 March
    assert work["kef"].pk not in figure.by_territory  # its first service was in December


def test_needs_heard_and_answered(work):
    common = {
        "territory": work["nador"],
        "theme": "market",
        "words": "…",
        "owner": somebody("karim"),
        "due_on": dt.date(2026, 6, 1),
    }
    Need.objects.create(**common, sex="F", heard_on=dt.date(2026, 5, 1))
    Need.objects.create(
        **common, sex="M", heard_on=dt.date(2025, 12, 1), state="answered", answer="no", answered_on=dt.date(2026, 1, 5)
    )
    assert total("needs_heard") == 1
    assert total("needs_answered") == 1
    assert computed_figure(COMPUTATIONS["needs_answered"], YEAR).parts == {"told": 0}


def test_attendances_and_people_are_two_figures(work):
    fatma, habiba = PersonFactory(), PersonFactory()
    for day in (3, 10):
        meeting = Gathering.objects.create(
            kind="cafe",
            title="Café citoyen",
            territory=work["nador"],
            held_on=dt.date(2026, 5, day),
            organised_by=somebody("karim"),
            women_counted=4,
            men_counted=1,
        )
        Attendance.objects.create(gathering=meeting, person=fatma, sex="F")
    Attendance.objects.create(gathering=meeting, person=habiba, sex="F")
    Attendance.objects.create(gathering=meeting, person=PersonFactory(sex="X"), sex="X")
    came = computed_figure(COMPUTATIONS["attendances"], YEAR)
    assert (came.total, came.parts) == (14, {"women": 11, "men": 2, "unsaid": 1})
    met = computed_figure(COMPUTATIONS["people_met"], YEAR)
    assert (met.total, met.parts) == (3, {"women": 2, "men": 0, "unsaid": 1})


def test_uses_of_spaces_and_who_was_there_by_sex(work):
    room = SpaceFactory(territory=work["kef"])
    booking = BookingFactory(space=room, booked_by=somebody("karim"), state="used")
    facts = {"booking": booking, "kind": "meeting", "capacity": 12, "recorded_by": somebody("hedi")}
    Use.objects.create(**facts, held_on=dt.date(2026, 6, 3), women=5, men=2, unsaid=1)
    assert total("uses_of_spaces") == 1
    figure = computed_figure(COMPUTATIONS["people_present_in_spaces"], YEAR)
    assert (figure.total, figure.parts) == (8, {"women": 5, "men": 2, "unsaid": 1})
    assert figure.by_territory == {work["kef"].pk: 8}
    assert [row.women for row in explained(figure, rows_behind(somebody("hedi"), figure))] == [5]
    assert not rows_behind(somebody("amina"), figure)
    assert total("uses_of_spaces", Period.of("2025")) is None


def test_every_figure_equals_what_its_rows_say(work):
    """The figure and the list behind it cannot differ: counted one by one, the rows give the figure."""
    auditor = somebody("ines")
    for key in (
        "services_given",
        "organisations_accompanied",
        "new_organisations_accompanied",
        "women_led_organisations_accompanied",
    ):
        figure = computed_figure(COMPUTATIONS[key], YEAR)
        rows = list(rows_behind(auditor, figure))
        assert len({getattr(row, "organisation_id", None) or row.pk for row in rows}) == figure.total, key


def test_rows_open_to_who_may_see_them(work):
    figure = computed_figure(COMPUTATIONS["services_given"], YEAR)
    assert rows_behind(somebody("ines"), figure).count() == 3
    assert rows_behind(somebody("karim"), figure).count() == 2
    assert rows_behind(somebody("hedi"), figure).count() == 1
    assert rows_behind(somebody("salma"), figure).count() == 0
    assert rows_behind(somebody("ines"), figure, work["kef"]).count() == 1


def test_the_target_gives_a_share(work):
    indicator = IndicatorFactory(computation="services_given")
    assert figure_of(indicator, YEAR).share_of_target is None
    indicator.targets.create(year=2026, value=6)
    assert figure_of(indicator, YEAR).share_of_target == 0.5


def test_where_fewer_is_better_a_delay_twice_the_target_is_half_of_it(work):
    indicator = IndicatorFactory(computation="days_to_first_meeting", unit="days", fewer_is_better=True)
    waited = figure_of(indicator, YEAR).total
    indicator.targets.create(year=2026, value=round(waited / 2, 2))
    assert round(figure_of(indicator, YEAR).share_of_target, 2) == 0.5
    assert Figure(indicator, YEAR, total=0, target=15).share_of_target == 1, "nobody waited at all"


@pytest.mark.parametrize("code", ["2026-Q5", "26", "2026-Q0", "", "2026Q1", "abcd"])
def test_what_is_not_a_period_is_refused(code):
    with pytest.raises(ValueError):
        Period.of(code)


def test_quarters_follow_each_other_and_fill_the_year():
    quarters = [Period.of(f"2024-Q{n}") for n in (1, 2, 3, 4)]
    assert quarters[0].ends_on == dt.date(2024, 3, 31)
    for before, after in zip(quarters, quarters[1:], strict=False):
        assert after.starts_on - before.ends_on == dt.timedelta(days=1)
    assert quarters[-1].ends_on == Period.of("2024").ends_on == dt.date(2024, 12, 31)
    assert Period.this_year().year == timezone.localdate().year
