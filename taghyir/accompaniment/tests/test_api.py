"""The API: the same rooms, another door."""

import uuid

import pytest

from taghyir.accompaniment.api import MOST
from taghyir.accompaniment.models import Service
from taghyir.accompaniment.tests.factories import CaseFactory, ServiceFactory, day
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.people.tests.factories import somebody

pytestmark = pytest.mark.django_db
CASES = "/api/v1/cases"


@pytest.fixture
def case():
    return CaseFactory(organisation=tifawin(), number="NAD-2026-0031")


@pytest.fixture
def send(as_user, case):
    """Send a service of ninety minutes as Karim, with changes."""

    def post(name="karim", **changed):
        given = {"sent_once": str(uuid.uuid4()), "minutes": 90, "topic": "pricing", "women": 9} | changed
        client = as_user(somebody(name))
        return client.post(f"{CASES}/{case.pk}/services", given, content_type="application/json")

    return post


def test_files_one_may_see_are_listed(as_user, case):
    ServiceFactory(case=case, given_on=day(3))
    CaseFactory(organisation=OrganisationFactory(code="KEF"), adviser=somebody("hedi"))
    answer = as_user(somebody("karim")).get(CASES).json()
    assert answer["next_after"] is None
    (listed,) = answer["cases"]
    assert (listed["number"], listed["territory"], listed["is_open"]) == ("NAD-2026-0031", "NAD", True)
    assert (listed["organisation"], listed["last_service_on"]) == ("Coopérative Tifawin", day(3).isoformat())


def test_files_come_a_hundred_at_a_time(as_user):
    for n in range(MOST + 2):
        ended = {"closed_on": day(0), "exit": "moved", "exit_reason": "x"} if n == 0 else {}
        CaseFactory(organisation=OrganisationFactory(name=f"Coopérative {n}"), **ended)
    client = as_user(somebody("karim"))
    first = client.get(CASES).json()
    rest = client.get(CASES, {"after": first["next_after"]}).json()
    assert (len(first["cases"]), len(rest["cases"]), rest["next_after"]) == (MOST, 2, None)
    assert len(client.get(CASES, {"only_open": "true", "after": first["next_after"]}).json()["cases"]) == 2
    assert client.get(CASES, {"only_open": "true"}).json()["cases"][0]["is_open"]


def test_a_service_is_recorded_once_however_often_it_is_sent(send):
    key = str(uuid.uuid4())
    answers = [send(sent_once=key, given_on=day(1).isoformat()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["id"] for answer in answers}) == Service.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(send):
    key = str(uuid.uuid4())
    send(sent_once=key)
    answer = send(sent_once=key, women=3)
    assert (answer.status_code, answer.json()["code"]) == (409, "sent_with_other_words")


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"given_on": day(-2).isoformat()}, 409, "future"),
        ({"given_on": day(100).isoformat()}, 409, "before"),
        ({"women": 0}, 409, "conflict"),
        ({"next_step": "Appeler"}, 409, "no_day"),
        ({"minutes": 0}, 422, None),
        ({"topic": "gossip"}, 422, None),
        ({"sent_once": "twice"}, 422, None),
        ({"women": 10**30}, 422, None),
        ({"notes": "x" * 4001}, 422, None),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(send, changed, status, code):
    answer = send(**changed)
    assert answer.status_code == status
    assert answer.json().get("code") == code
    assert not Service.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("fatma", 403), ("ines", 403), ("hedi", 404), ("noor", 404)])
def test_who_does_not_work_on_the_file_records_nothing(send, name, status):
    assert send(name).status_code == status


def test_a_closed_file_takes_no_service(send, case):
    case.closed_on, case.exit, case.exit_reason = day(0), "moved", "Partie"
    case.save()
    assert send().json()["code"] == "closed"


def test_a_stranger_is_asked_who_they_are(client, case):
    assert client.get(CASES).status_code == 401
    assert client.post(f"{CASES}/{case.pk}/services", {}, content_type="application/json").status_code == 401
