"""The agenda, the silent files, the loads, the leaves and the road, as people read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taghyir.accompaniment.actions import set_next_step
from taghyir.accompaniment.tests.factories import CaseFactory, PlannedActionFactory, ServiceFactory, day, need_of
from taghyir.days.queries import Agenda, Scope, cases_to_visit, ordered_route
from taghyir.days.queries.routes import kilometres
from taghyir.days.tests.factories import colleague, file_of_tifawin, karim, transfer_of
from taghyir.directory.tests.factories import OrganisationFactory
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.needs.tests.factories import NeedFactory
from taghyir.people.models import Leave
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_clock_of_nador():
    """What `day` says is what the pages of Karim say, also in the hour before midnight of Greenwich."""
    with timezone.override("Africa/Casablanca"):
        yield


@pytest.fixture
def case():
    return file_of_tifawin()


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def taken(client, address):
    return b"".join(client.get(address).streaming_content).decode()


def test_the_agenda_holds_all_that_is_due_the_late_first(case):
    need = need_of(case.organisation, due_on=day(-3))
    meeting = GatheringFactory(organised_by=karim(), held_on=day(-1))
    GatheringFactory(organised_by=karim(), held_on=day(1))  # over
    CaseFactory(organisation__name="D’une autre", adviser=colleague(), next_step="Non", next_step_on=day(9))
    bare = NeedFactory(organisation=None, owner=karim(), due_on=day(-20))
    assert [due.organisation for due in Agenda(Scope(karim())) if due.key == bare.pk and due.kind == "need"] == [""]
    bare.delete()
    found = [(due.kind, due.key, due.status) for due in Agenda(Scope(karim()))]
    planned = case.objectives.get().actions.get()
    assert found == [
        ("action", planned.pk, "late"),
        ("step", case.pk, "late"),
        ("meeting", meeting.pk, "soon"),
        ("need", need.pk, "soon"),
        *[("need", one.pk, "going") for one in planned.needs.all()],
    ]


def test_the_agenda_is_filtered_searched_and_taken_away(as_user, case):
    other = CaseFactory(organisation__name="Argana", adviser=colleague(), next_step="Appeler", next_step_on=day(-20))
    client = as_user(karim())
    page = text(client, "/fr/days/")
    assert "Rappeler Fatma" in page and "Argana" not in page
    assert "Rappeler Fatma" not in text(client, "/fr/days/?kind=need")
    assert "Rappeler Fatma" in text(client, "/fr/days/?period=late&q=tifawin")
    assert "Rappeler Fatma" not in text(client, "/fr/days/?period=today")
    assert "Rappeler Fatma" not in text(client, "/fr/days/?q=argana")
    assert "Argana" not in text(client, "/fr/days/?whose=all"), "who does not coordinate chooses nobody"
    assert case.number in taken(client, "/fr/days/?format=csv")
    amina = as_user(somebody("amina"))
    assert "Rappeler Fatma" not in text(amina, "/fr/days/")
    assert "Argana" in text(amina, "/fr/days/?whose=all")
    page = text(amina, f"/fr/days/?whose={other.adviser_id}")
    assert "Argana" in page and "Rappeler Fatma" not in page
    assert "Argana" not in text(as_user(somebody("hedi")), "/fr/days/?whose=all")
    for wrong in ("whose=99999999999999999999", "whose=x", "kind=x", "period=x", "page=x", "territory=x"):
        text(amina, f"/fr/days/?{wrong}")


def test_the_agenda_costs_the_same_for_three_rows_and_for_thirty(as_user, django_assert_max_num_queries):
    def add(count):
        for n in range(count):
            one = CaseFactory(organisation__name=f"Atelier {n} {count}", next_step="Voir", next_step_on=day(-n))
            PlannedActionFactory(objective__case=one, due_on=day(-n))

    add(3)
    client = as_user(karim())
    with django_assert_max_num_queries(9):
        text(client, "/fr/days/")
    add(12)
    with django_assert_max_num_queries(9):
        text(client, "/fr/days/")


def test_the_week_shows_seven_days_today_first_and_the_late_on_top(as_user, case):
    CaseFactory(organisation__name="Argana", next_step="Peser les sacs", next_step_on=day(-6))
    CaseFactory(organisation__name="Izran", next_step="Compter les pots", next_step_on=day(-7))
    client = as_user(karim())
    page = text(client, "/fr/days/week/")
    days = [f'id="d{day(-n):%Y%m%d}"' for n in range(7)]
    assert [page.index(one) for one in days] == sorted(page.index(one) for one in days)
    assert page.index('id="late"') < page.index("Rappeler Fatma") < page.index(days[0])
    assert page.index(days[6]) < page.index("Peser les sacs") and "Compter les pots" not in page
    assert page.count("Rien à faire.") == 6
    following = text(client, f"/fr/days/week/?starts={day(-7):%Y-%m-%d}")
    assert "Compter les pots" in following and "Rappeler Fatma" not in following and 'id="late"' not in following
    assert f"starts={day(0):%Y-%m-%d}" in following and "À partir d’aujourd’hui" in following
    assert "Rappeler Fatma" not in text(client, "/fr/days/week/?kind=need")
    assert "Compter" not in taken(client, "/fr/days/week/?format=csv")
    for wrong in ("starts=9999-12-31", "starts=0001-01-01", "starts=x", "starts=2026-02-30", "whose=x", "page=x"):
        assert days[0] in text(client, f"/fr/days/week/?{wrong}"), wrong


def test_the_week_costs_what_the_agenda_costs_for_three_and_for_thirty(as_user, django_assert_max_num_queries):
    client = as_user(karim())
    for count in (3, 30):
        for n in range(count):
            CaseFactory(organisation__name=f"Atelier {n} {count}", next_step="Voir", next_step_on=day(-n % 7))
        with CaptureQueriesContext(connection) as agenda:
            text(client, "/fr/days/")
        with django_assert_max_num_queries(len(agenda)):
            text(client, "/fr/days/week/")


def test_who_stands_in_finds_the_files_in_their_agenda_until_the_last_day(as_user, case):
    hedi = somebody("hedi")
    leave = Leave.objects.create(user=karim(), substitute=hedi, starts_on=day(1), ends_on=day(0))
    assert "Rappeler Fatma" in text(as_user(hedi), "/fr/days/")
    leave.ends_on = day(1)
    leave.save()
    assert "Rappeler Fatma" not in text(as_user(hedi), "/fr/days/")


def test_what_waits_for_an_answer_is_in_the_agenda_of_who_is_asked(as_user, case):
    proposal = transfer_of(case, somebody("amina"))
    assert proposal.get_absolute_url() in text(as_user(somebody("amina")), "/fr/days/")
    assert proposal.get_absolute_url() in text(as_user(somebody("amina")), "/fr/day/")


def test_a_contact_is_a_service_or_a_step_that_was_written(as_user):
    served = CaseFactory(organisation__name="Servie", opened_on=day(90))
    ServiceFactory(case=served, given_on=day(43))  # the clocks of the page may be a day ahead
    promised = CaseFactory(organisation__name="Promise", opened_on=day(90))
    set_next_step(actor=karim(), case=promised, next_step="Appeler", next_step_on=day(-1))
    emptied = CaseFactory(organisation__name="Videe", opened_on=day(90))
    set_next_step(actor=karim(), case=emptied, next_step="", next_step_on=None)
    silent = CaseFactory(organisation__name="Muette", opened_on=day(90))
    ServiceFactory(case=silent, given_on=day(45))
    CaseFactory(organisation__name="Neuve", opened_on=day(44))
    client = as_user(karim())
    for address in ("/fr/days/silent/", "/fr/day/"):
        page = text(client, address)
        assert "Muette" in page and "Videe" in page
        assert not {name for name in ("Servie", "Promise") if f">{name}<" in page and address != "/fr/day/"}
    assert "Muette" not in text(client, "/fr/days/silent/?days=60") and "Videe" in text(
        client, "/fr/days/silent/?days=60"
    )
    assert "Servie" in text(client, "/fr/days/silent/?days=30")
    assert "Muette" not in text(client, "/fr/days/silent/?q=videe")
    assert "Muette" in taken(client, "/fr/days/silent/?format=csv")


def test_the_load_of_each_is_counted_once_and_the_same_for_few_and_many(as_user, case, django_assert_max_num_queries):
    ServiceFactory(case=case, given_on=day(2), minutes=90)
    ServiceFactory(case=case, given_on=day(40), minutes=600)
    CaseFactory(organisation__name="Muette", opened_on=day(90))
    other = colleague()
    Leave.objects.create(user=other, substitute=karim(), starts_on=day(1), ends_on=day(-4))
    client = as_user(somebody("amina"))
    page = taken(client, "/fr/days/load/?format=csv")
    line = next(line for line in page.splitlines() if "Karim" in line)
    assert line.split(",")[1:6] == ["2", "1", "1.5", "1", "1"]
    assert "Habiba" in page and "Hédi" not in page
    with django_assert_max_num_queries(7):
        text(client, "/fr/days/load/")
    for n in range(12):
        CaseFactory(organisation__name=f"Atelier {n}", adviser=colleague())
    with django_assert_max_num_queries(7):
        text(client, "/fr/days/load/")
    assert "Karim" not in text(client, "/fr/days/load/?q=zzzz")


def test_leaves_are_listed_with_who_stands_in(as_user, case):
    Leave.objects.create(user=karim(), substitute=somebody("amina"), starts_on=day(1), ends_on=day(-4))
    client = as_user(karim())
    assert "Amina" in text(client, "/fr/days/leaves/?when=now")
    assert "Amina Benali remplace" not in text(client, "/fr/days/leaves/?when=over")
    assert "Amina" in taken(client, "/fr/days/leaves/?format=csv")


def placed(name, latitude, longitude):
    organisation = OrganisationFactory(name=name)
    type(organisation).objects.filter(pk=organisation.pk).update(map_latitude=latitude, map_longitude=longitude)
    return CaseFactory(organisation=organisation, next_step="Voir l’atelier", next_step_on=day(-1))


def test_the_road_goes_from_one_to_the_nearest_and_adds_its_kilometres():
    far, near, middle, nowhere = (
        placed("Loin", 35.0, -2.0),
        placed("Près", 35.1, -2.9),
        placed("Milieu", 35.05, -2.5),
        None,
    )
    nowhere = CaseFactory(organisation__name="Nulle part")
    cases = list(cases_to_visit(karim(), [far.pk, nowhere.pk, near.pk, middle.pk]))
    stops = ordered_route(cases, (35.17, -2.93))
    assert [stop.case for stop in stops] == [near, middle, far, nowhere]
    assert stops[0].km == pytest.approx(kilometres((35.17, -2.93), (35.1, -2.9)))
    assert stops[0].geo == "geo:35.10000,-2.90000" and stops[-1].km is None and stops[-1].geo == ""
    assert kilometres((35.17, -2.93), (33.57, -7.59)) == pytest.approx(463, abs=5), "Nador to Casablanca"
    assert ordered_route([], None) == []
    assert ordered_route(cases, None)[0].km is None


def test_the_road_is_made_by_ticking_and_shows_only_files_one_sees(as_user, django_assert_max_num_queries):
    near, far = placed("Près", 35.1, -2.9), placed("Loin", 35.0, -2.0)
    hidden = CaseFactory(organisation=OrganisationFactory(name="Au Kef", code="KEF"), adviser=somebody("hedi"))
    client = as_user(karim())
    page = text(client, "/fr/days/visits/")
    assert "Le chemin" not in page and f'value="{near.pk}"' in page
    with django_assert_max_num_queries(12):
        page = text(client, f"/fr/days/visits/?case={far.pk}&case={near.pk}&case={hidden.pk}&case=x&case=999999999999")
    road = page[page.index("<ol") : page.index("</ol>")]
    assert road.index("Près") < road.index("Loin") and "geo:35.10000" in road and "Voir l’atelier" in road
    assert "Au Kef" not in page
    assert "Nulle" not in text(client, "/fr/days/visits/?q=zzzz&case=٣")


@pytest.mark.parametrize("language", ["fr", "ar", "es", "en"])
def test_every_page_stands_in_every_language(as_user, case, language):
    transfer_of(case, somebody("amina"))
    client = as_user(somebody("amina"))
    for name in (
        "",
        "week/",
        "visits/",
        "silent/",
        "load/",
        "leaves/",
        "calendar/",
        "proposals/",
        f"visits/?case={case.pk}",
    ):
        text(client, f"/{language}/days/{name}")
    text(client, f"/{language}/days/files/{case.pk}/plan/")
    text(client, f"/{language}/days/approvals/nador/")
    karim_ = as_user(karim())
    for name in ("transfer", "exit", "plan"):
        text(karim_, f"/{language}/days/files/{case.pk}/{name}/")
