"""A meeting becomes a service in each file, once, from one attendance."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext

from taghyir.accompaniment.models import PlannedAction, Service
from taghyir.accompaniment.queries import totals_of
from taghyir.accompaniment.tests.factories import CaseFactory, day, need_of
from taghyir.catalogue.tests.factories import ServiceKindFactory
from taghyir.core.actions import NotAllowed, Refused
from taghyir.directory.models import Membership
from taghyir.directory.tests.factories import OrganisationFactory, tifawin
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.queries import attendances_and_people
from taghyir.groupwork.actions import record_session
from taghyir.groupwork.queries import enterprises_that_came
from taghyir.groupwork.tests.factories import signs, training, training_of_two
from taghyir.people.tests.factories import PersonFactory, somebody

pytestmark = pytest.mark.django_db


def recorded(gathering, by="karim", **said):
    known = {"minutes": 180, "topic": "pricing", "practice": "Calculer un prix", "due_on": day(-25)}
    return record_session(actor=somebody(by), gathering=gathering, **known | said)


def test_each_enterprise_that_came_gets_a_service_counted_on_the_one_sheet():
    gathering, first, second = training_of_two()
    recorded(gathering)
    services = {one.case_id: one for one in Service.objects.all()}
    assert services.keys() == {first.pk, second.pk}
    assert (services[first.pk].women, services[first.pk].men) == (3, 1)
    assert (services[second.pk].women, services[second.pk].men) == (1, 0)
    assert {(one.mode, one.given_on, one.gathering) for one in services.values()} == {("group", day(5), gathering)}
    totals = totals_of(Service.objects.all())
    assert totals["women"] + totals["men"] == 5 <= attendances_and_people(Gathering.objects.all()).attendances == 7


def test_an_enterprise_whose_people_do_not_say_their_sex_is_counted_and_practises(as_user):
    gathering, case = training(), CaseFactory(organisation=tifawin())
    signs(gathering, case.organisation, "X", "X")
    page = as_user(somebody("karim")).get(f"/fr/group-sessions/{gathering.pk}/record/").content.decode()
    assert "2 personnes, sexe non indiqué" in page
    recorded(gathering)
    service = Service.objects.get(case=case)
    assert (service.women, service.men, service.unsaid) == (0, 0, 2)
    assert PlannedAction.objects.get(objective__case=case).words == "Calculer un prix"
    assert totals_of(Service.objects.all())["present"] == 2


def test_done_again_it_finds_only_who_was_added_since():
    gathering, first, _second = training_of_two()
    recorded(gathering)
    with pytest.raises(Refused) as refusal:
        recorded(gathering)
    assert refusal.value.code == "nobody"
    late = CaseFactory(organisation=OrganisationFactory(name="Tardive"))
    signs(gathering, late.organisation, "F")
    recorded(gathering)
    assert Service.objects.count() == 3 and Service.objects.filter(case=first).count() == 1
    assert PlannedAction.objects.count() == 3


def test_the_database_keeps_one_service_of_a_meeting_in_a_file():
    gathering, first, _second = training_of_two()
    recorded(gathering)
    service = Service.objects.get(case=first)
    service.pk, service._state.adding = None, True
    with pytest.raises(Exception, match="one_service_of_a_meeting"):
        service.save()


def test_who_belongs_to_two_enterprises_is_counted_with_one():
    gathering = training()
    first, second = CaseFactory(organisation=tifawin()), CaseFactory(organisation=OrganisationFactory(name="Argana"))
    person = PersonFactory(sex="F")
    for case in (first, second):
        Membership.objects.create(person=person, organisation=case.organisation, starts_on=day(90))
    Attendance.objects.create(gathering=gathering, person=person, organisation=None, sex="F")
    assert [(one.case, one.women) for one in enterprises_that_came(somebody("karim"), gathering)] == [(first, 1)]


def test_a_training_leaves_something_to_practise_for_the_needs_it_answers():
    gathering, first, second = training_of_two()
    kind = ServiceKindFactory()
    need, _other = need_of(first.organisation, theme="market"), need_of(first.organisation, theme="care")
    recorded(gathering, kind=kind, topic="")
    planned = PlannedAction.objects.get(objective__case=first)
    assert (planned.words, planned.due_on, set(planned.needs.all())) == ("Calculer un prix", day(-25), {need})
    assert not PlannedAction.objects.get(objective__case=second).needs.exists()
    with pytest.raises(Refused) as refusal:
        recorded(training(title="Sans suite"), practice="")
    assert refusal.value.code == "nobody"
    other = training(title="Sans suite")
    signs(other, first.organisation, "F")
    with pytest.raises(Refused) as refusal:
        recorded(other, practice="")
    assert refusal.value.code == "no_practice"


def test_a_session_said_to_be_a_training_asks_for_a_practice_or_a_reason(as_user):
    case, karim = CaseFactory(organisation=tifawin()), as_user(somebody("karim"))
    cafe = training(kind="cafe")
    signs(cafe, case.organisation, "F")
    door, sheet = f"/fr/group-sessions/{cafe.pk}/record/", {"topic": "pricing", "minutes": "60", "is_training": "on"}
    asked = karim.post(door, sheet)
    assert list(asked.context["form"].errors) == ["practice"] and not Service.objects.exists()
    known = sheet | {"topic": str(ServiceKindFactory(setting="both", is_training=True).pk), "is_training": ""}
    assert list(karim.post(door, known).context["form"].errors) == ["practice"]
    assert karim.post(door, sheet | {"no_practice": "Une simple découverte"}).status_code == 302
    service = Service.objects.get(case=case)
    assert (service.is_training, service.no_practice) == (True, "Une simple découverte")
    held = training()
    signs(held, case.organisation, "F")
    door = f"/fr/group-sessions/{held.pk}/record/"
    assert "is_training" not in karim.get(door).context["form"].fields  # the meeting says it
    assert list(karim.post(door, sheet).context["form"].errors) == ["practice"]
    assert not PlannedAction.objects.exists()


def test_nobody_else_makes_services_of_a_meeting_nor_in_files_of_elsewhere():
    gathering, first, _second = training_of_two()
    for who in ("fatma", "leila", "ines", "hedi"):
        with pytest.raises(NotAllowed):
            recorded(gathering, by=who)
    closed = CaseFactory(organisation__name="Fermée", closed_on=day(1), exit="moved", exit_reason="x")
    signs(gathering, closed.organisation, "F")
    recorded(gathering, by="amina")
    assert not closed.services.exists() and first.services.count() == 1


def test_a_meeting_to_come_is_no_service_yet():
    gathering = training(held_on=day(-5))
    with pytest.raises(Refused) as refusal:
        recorded(gathering)
    assert refusal.value.code == "future"


def test_the_page_is_filled_already_and_one_press_records(as_user):
    gathering, first, _second = training_of_two()
    gathering.starts_at, gathering.ends_at = dt.time(9), dt.time(12)
    gathering.save()
    karim, address = as_user(somebody("karim")), f"/fr/group-sessions/{gathering.pk}/record/"
    assert address in karim.get(gathering.get_absolute_url()).content.decode()
    form = karim.get(address).context["form"]
    assert form.initial["minutes"] == 180 and form.initial["due_on"] == day(
        -30
    )  # five days ago plus thirty would press
    answer = karim.post(address, form.initial | {"topic": "pricing"})
    assert answer.headers["Location"] == gathering.get_absolute_url()
    assert Service.objects.aggregate(n=Sum(F("women") + F("men")))["n"] == 5
    assert "est dans son dossier" not in karim.get(gathering.get_absolute_url()).content.decode()
    assert karim.post(address, form.initial | {"topic": "pricing"}).status_code == 200


def test_the_page_costs_the_same_for_two_and_for_twenty(as_user):
    gathering, _first, _second = training_of_two()
    karim, address = as_user(somebody("karim")), f"/fr/group-sessions/{gathering.pk}/record/"
    karim.get(address)
    with CaptureQueriesContext(connection) as few:
        karim.get(address)
    for n in range(18):
        signs(gathering, CaseFactory(organisation=OrganisationFactory(name=f"Coop {n}")).organisation, "F", "M")
    with CaptureQueriesContext(connection) as many:
        assert karim.get(address).status_code == 200
    assert len(many) == len(few) <= 16
