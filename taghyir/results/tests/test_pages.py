import pytest
from django.urls import reverse

from taghyir.people.tests.factories import somebody
from taghyir.results.computations import COMPUTATIONS
from taghyir.results.models import Indicator
from taghyir.results.tests.factories import GoalFactory, IndicatorFactory, serve

pytestmark = pytest.mark.django_db
UNITS = {"hours_of_service": "hours", "days_to_first_meeting": "days"}


@pytest.fixture
def matrix():
    """Every computed indicator, and a typed one."""
    GoalFactory()
    IndicatorFactory()
    return {key: IndicatorFactory(computation=key, unit=UNITS.get(key, "count")) for key in COMPUTATIONS}


def test_the_dashboard_says_no_data_and_never_zero(as_user, matrix):
    page = as_user(somebody("karim")).get(reverse("results:dashboard")).content.decode()
    assert "pas de données" in page and ">0<" not in page


def test_the_dashboard_opens_each_figure(as_user, matrix, work):
    page = as_user(somebody("karim")).get(reverse("results:dashboard") + "?period=2026&territory=").content.decode()
    assert matrix["hours_of_service"].get_absolute_url() in page and "3,5" in page


def test_who_works_in_one_territory_begins_there(as_user, matrix, work):
    page = as_user(somebody("karim")).get(reverse("results:dashboard") + "?period=2026").content.decode()
    assert "<h1><bdi>Nador" in page and "2,0" in page and "3,5" not in page


def test_the_dashboard_costs_the_same_for_three_services_or_thirty(
    as_user, matrix, work, django_assert_max_num_queries
):
    client = as_user(somebody("karim"))
    for count in (3, 27):
        for _again in range(count):
            serve(work["tifawin"])
        # each figure has a statement of its own, the rest is fixed
        with django_assert_max_num_queries(len(matrix) + 14):
            assert client.get(reverse("results:dashboard") + "?period=2026").status_code == 200


@pytest.mark.parametrize("query", ["", "period=2026", "period=2026-Q2", "period=nonsense&territory=999999&page=x"])
def test_a_figure_opens_whatever_is_asked(as_user, matrix, work, query):
    client = as_user(somebody("ines"))
    for indicator in matrix.values():
        assert client.get(f"{indicator.get_absolute_url()}?{query}").status_code == 200, indicator.computation
        assert client.get(f"{reverse('results:figure_rows', args=[indicator.pk])}?{query}").status_code == 200


def test_a_figure_leads_to_the_page_of_the_work_it_counts(as_user, matrix, work):
    page = as_user(somebody("karim")).get(f"{matrix['services_given'].get_absolute_url()}?period=2026").content.decode()
    assert work["tifawin"].get_absolute_url() in page
    assert work["dyr"].get_absolute_url() not in page


def test_rows_are_taken_away_as_a_table(as_user, matrix, work):
    address = reverse("results:figure_rows", args=[matrix["services_given"].pk])
    answer = as_user(somebody("ines")).get(f"{address}?period=2026&format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeff") and len(lines) == 4


@pytest.mark.parametrize("count", [3, 30])
def test_rows_cost_the_same_for_three_or_thirty(as_user, matrix, work, django_assert_max_num_queries, count):
    for _again in range(count):
        serve(work["tifawin"])
    client = as_user(somebody("ines"))
    with django_assert_max_num_queries(10):
        client.get(reverse("results:figure_rows", args=[matrix["services_given"].pk]) + "?period=2026")


def test_the_matrix_shows_target_and_share(as_user, matrix, work):
    matrix["services_given"].targets.create(year=2026, value=6)
    page = as_user(somebody("pilar")).get(reverse("results:matrix") + "?period=2026").content.decode()
    assert "50" in page and matrix["services_given"].name_fr in page and "6 au plus" not in page
    Indicator.objects.update(fewer_is_better=True)
    assert "6 au plus" in as_user(somebody("pilar")).get(reverse("results:matrix") + "?period=2026").content.decode()


def test_a_line_is_chosen_by_its_code_and_its_first_words(as_user):
    GoalFactory(code="A9.R1", name_fr="Renforcer " * 40)
    for name in ("add_goal", "add_indicator"):
        page = as_user(somebody("pilar")).get(reverse(f"results:{name}")).content.decode()
        assert "A9.R1 · Renforcer Renforcer" in page and "Renforcer " * 8 not in page


@pytest.mark.parametrize(
    "bad", ["", "x" * 600, "<script>alert(1)</script>", "أهداف البرنامج", "=HYPERLINK(1)", "a\x00b"]
)
def test_a_mistake_in_the_matrix_is_said(as_user, bad):
    client = as_user(somebody("pilar"))
    body = {"level": "result", "code": bad, "name_fr": bad, "order": "0"}
    answer = client.post(reverse("results:add_goal"), body)
    assert answer.status_code in (200, 302)
    if answer.status_code == 200:
        assert "aria-invalid" in answer.content.decode()
    assert client.get(reverse("results:matrix")).status_code == 200
