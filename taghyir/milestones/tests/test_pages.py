"""Milestones in the browser: the list, one look, the life of an enterprise."""

import pytest

from taghyir.accompaniment.tests.factories import day
from taghyir.core.models import Entry
from taghyir.days.actions import start_feed
from taghyir.days.tests.factories import read_and_noted
from taghyir.directory.tests.factories import tifawin
from taghyir.milestones.actions import postpone_milestone
from taghyir.milestones.models import Moment
from taghyir.milestones.tests.factories import held, milestone_of, planned_case
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return planned_case(organisation=tifawin())


def test_an_adviser_looks_with_the_enterprise_and_its_members_read_it(as_user, case):
    karim, first = as_user(somebody("karim")), milestone_of(case)
    door = f"/fr/milestones/{first.pk}/"
    page = karim.post(door, {"held_on": "2099-01-01", "standing": "", "jobs_women": "-1"}).content.decode()
    assert "Choisissez une des réponses." in page and "supérieur" in page and not milestone_of(case).is_held
    assert "pas encore venu" in karim.post(door, {"held_on": "2099-01-01", "standing": "working"}).content.decode()
    sent = {"held_on": day(0), "standing": "working", "jobs_women": 4, "turnover": 2, "satisfaction": 4}
    assert karim.post(door, sent | {"words": "<b>بعنا</b> في مليلية"}).status_code == 302
    assert karim.get(door).status_code == 302  # it is read, no longer written
    page = as_user(somebody("fatma")).get(f"/ar/milestones/files/{case.pk}/").content.decode()
    assert "&lt;b&gt;بعنا" in page and f'href="{door}' not in page
    assert Entry.objects.filter(verb="case.opened_page", actor=somebody("fatma"), subject_id=case.pk).exists()


def test_another_territory_finds_nothing(as_user, case):
    hedi = as_user(somebody("hedi"))
    for address in (f"{milestone_of(case).pk}/", f"{milestone_of(case).pk}/postpone/", f"files/{case.pk}/"):
        assert hedi.get(f"/fr/milestones/{address}").status_code == 404


def test_the_page_of_a_file_leads_there(as_user, case):
    page = as_user(somebody("karim")).get(f"/fr/accompaniment/files/{case.pk}/").content.decode()
    assert f'href="/fr/milestones/files/{case.pk}/"' in page


def test_what_is_to_hold_within_a_month_stands_in_the_agenda_and_in_the_week(as_user, case):
    karim = as_user(somebody("karim"))
    page = karim.get("/fr/days/?kind=milestone").content.decode()
    doors = {moment: f'href="/fr/milestones/{milestone_of(case, moment).pk}/"' for moment in ("month_3", "month_12")}
    assert doors["month_3"] in page and "après trois mois" in page and doors["month_12"] not in page
    assert doors["month_3"] in karim.get("/fr/days/?q=trois mois").content.decode()
    assert doors["month_3"] not in karim.get("/fr/days/?q=douze mois").content.decode()
    assert doors["month_3"] in karim.get("/fr/days/week/").content.decode(), "late: on top of the week"
    assert doors["month_3"] in karim.get("/fr/day/").content.decode()
    hedi = as_user(somebody("hedi"))
    assert doors["month_3"] not in hedi.get("/fr/days/").content.decode()
    held(case, Moment.MONTH_3)
    assert doors["month_3"] not in as_user(somebody("karim")).get("/fr/days/").content.decode()


def test_in_a_calendar_it_is_cancelled_once_it_is_held_or_postponed(client, case):
    feed = start_feed(actor=somebody("karim"))
    first, later = milestone_of(case), milestone_of(case, Moment.MONTH_3)
    uids = [f"milestone-{one.pk}-{one.due_on:%Y%m%d}" for one in (first, later)]
    before = read_and_noted(client, feed)
    held(case)
    postpone_milestone(actor=somebody("karim"), milestone=later, due_on=day(-9), reason="Récolte")
    after = read_and_noted(client, feed)
    assert [(str(before[uid]["STATUS"]), int(before[uid]["SEQUENCE"])) for uid in uids] == [("CONFIRMED", 0)] * 2
    assert [(str(after[uid]["STATUS"]), int(after[uid]["SEQUENCE"])) for uid in uids] == [("CANCELLED", 1)] * 2
    assert str(after[f"milestone-{later.pk}-{day(-9):%Y%m%d}"]["STATUS"]) == "CONFIRMED"


def test_the_list_is_searched_filtered_taken_and_costs_the_same(as_user, case, django_assert_max_num_queries):
    karim = as_user(somebody("karim"))
    held(case, words="=1+1")
    list_, row = "/fr/milestones/", case.number
    assert row in karim.get(list_).content.decode()
    assert row not in karim.get(f"{list_}?q=Argana").content.decode()
    assert "Aucun point d’étape" in karim.get(f"{list_}?q=Argana").content.decode()
    assert row in karim.get(f"{list_}?state=late&moment={Moment.MONTH_3}").content.decode()
    assert row not in karim.get(f"{list_}?state=late&moment={Moment.MONTH_12}").content.decode()
    taken = b"".join(karim.get(f"{list_}?state=held&format=csv").streaming_content).decode()
    assert row in taken and "'=1+1" in taken
    for _n in range(12):
        planned_case()
    with django_assert_max_num_queries(9):
        karim.get(f"{list_}?state=all")


def test_what_remains_is_a_page_and_a_file(as_user, case):
    karim = as_user(somebody("karim"))
    assert "Nador" in karim.get("/fr/milestones/outcomes/").content.decode()
    assert "Nador" in b"".join(karim.get("/fr/milestones/outcomes/?format=csv").streaming_content).decode()
