"""The day in a calendar, read back by the library `icalendar`."""

import datetime as dt

import pytest
from django.urls import reverse

from taghyir.accompaniment.actions import (
    finish_action,
    postpone_action,
    set_next_step,
    transfer_case,
)
from taghyir.accompaniment.tests.factories import PlannedActionFactory, day
from taghyir.core.actions import NotAllowed, Refused
from taghyir.core.testing import run_reactions
from taghyir.days.actions import end_feed, start_feed
from taghyir.days.queries import token_of_feed
from taghyir.days.reactions import note_calendars
from taghyir.days.tests.factories import colleague, file_of_tifawin, karim, later, read
from taghyir.gatherings.tests.factories import GatheringFactory
from taghyir.intake.actions import withdraw_referral
from taghyir.intake.tests.factories import sent_referral
from taghyir.people.models import Leave, User
from taghyir.people.tests.factories import somebody
from taghyir.plans.actions import remove_action

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return file_of_tifawin()


def test_what_is_due_is_a_whole_day_that_says_the_file_and_nothing_more(client, case):
    feed = start_feed(actor=karim())
    answer = client.get(reverse("days:calendar", args=[token_of_feed(feed)])).content.decode()
    for secret in ("Rappeler", "étiquettes", "Fatma"):
        assert secret not in answer
    events = read(client, feed)
    step = events[f"step-{case.pk}-{day(2):%Y%m%d}"]
    assert step["DTSTART"].dt == day(2) and step["DTEND"].dt == day(1), "a date, the same on every clock"
    assert str(step["SUMMARY"]) == f"Prochaine étape · {case.number} · Coopérative Tifawin"
    assert str(step["STATUS"]) == "CONFIRMED" and str(step["URL"]).endswith(case.get_absolute_url())


def test_a_demand_without_an_answer_is_in_the_calendar_until_it_is_withdrawn(client):
    sent, feed = sent_referral(), start_feed(actor=karim())
    uid = f"referral-{sent.pk}-{sent.expires_on:%Y%m%d}"
    assert uid not in read(client, feed)
    with later(days=12):
        event = read(client, feed)[uid]
        assert str(event["SUMMARY"]) == "Orientation sans réponse · Coopérative Tifawin"
        assert event["DTSTART"].dt == sent.expires_on and str(event["URL"]).endswith(sent.get_absolute_url())
        note_calendars(0)
        before = read(client, feed)[uid]
    withdraw_referral(actor=karim(), referral=sent, answer="Fermé")
    with later(days=12):
        cancelled = read(client, feed)[uid]
        assert (str(cancelled["STATUS"]), cancelled["DTSTART"].dt) == ("CANCELLED", sent.expires_on)
        assert int(cancelled["SEQUENCE"]) > int(before["SEQUENCE"]) and "URL" not in cancelled
        note_calendars(0)
        assert str(read(client, feed)[uid]["SUMMARY"]) == str(before["SUMMARY"])
    with later(days=41):
        note_calendars(0)
        assert str(read(client, feed)[uid]["STATUS"]) == "CANCELLED"
    with later(days=43):
        assert uid not in read(client, feed)
        note_calendars(0)
        assert not feed.noted.exists()


def test_a_step_that_moved_or_is_done_is_cancelled_under_the_uid_it_had(client, case):
    feed = start_feed(actor=karim())
    first, second = f"step-{case.pk}-{day(2):%Y%m%d}", f"step-{case.pk}-{day(-6):%Y%m%d}"
    before = read(client, feed)[first]
    set_next_step(actor=karim(), case=case, next_step="Rappeler", next_step_on=day(-6))
    events = read(client, feed)
    assert [str(events[uid]["STATUS"]) for uid in (first, second)] == ["CANCELLED", "CONFIRMED"]
    assert int(events[first]["SEQUENCE"]) > int(before["SEQUENCE"])
    set_next_step(actor=karim(), case=case, next_step="", next_step_on=None)
    assert {str(read(client, feed)[uid]["STATUS"]) for uid in (first, second)} == {"CANCELLED"}


def test_an_action_keeps_its_uid_while_it_is_postponed_done_or_given(client, case):
    feed, planned = start_feed(actor=karim()), case.objectives.get().actions.get()
    uid = f"action-{planned.pk}"
    type(planned).objects.filter(pk=planned.pk).update(due_on=dt.date.max)  # a slip of the finger
    assert read(client, feed)[uid]["DTSTART"].dt == dt.date.max
    type(planned).objects.filter(pk=planned.pk).update(due_on=day(4))
    seen = [read(client, feed)[uid]]
    postpone_action(actor=karim(), planned_action=planned, due_on=day(-9))
    seen.append(read(client, feed)[uid])
    finish_action(actor=karim(), planned_action=planned)
    seen.append(read(client, feed)[uid])
    assert [str(one["STATUS"]) for one in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [one["DTSTART"].dt for one in seen] == [day(4), day(-9), day(-9)]
    assert [int(one["SEQUENCE"]) for one in seen] == sorted({int(one["SEQUENCE"]) for one in seen})


def test_a_file_given_to_a_colleague_leaves_the_calendar_and_enters_theirs(client, case):
    other = colleague()
    mine, theirs = start_feed(actor=karim()), start_feed(actor=other)
    transfer_case(actor=somebody("amina"), case=case, adviser=other)
    uid = f"step-{case.pk}-{day(2):%Y%m%d}"
    assert str(read(client, mine)[uid]["STATUS"]) == "CANCELLED"
    assert str(read(client, theirs)[uid]["STATUS"]) == "CONFIRMED"


def test_what_was_taken_out_or_given_away_is_cancelled_and_comes_back_above_what_was_told(client, case):
    amina, planned = somebody("amina"), case.objectives.get().actions.get()
    taken_out = PlannedActionFactory(objective=planned.objective, due_on=day(-3))
    feed, other, uids = start_feed(actor=karim()), colleague(), (f"action-{planned.pk}", f"action-{taken_out.pk}")
    run_reactions()
    seen = [read(client, feed)]
    remove_action(actor=karim(), planned_action=taken_out, reason="Fait autrement")
    transfer_case(actor=amina, case=case, adviser=other)
    for _again in range(2):
        seen.append(read(client, feed))
        note_calendars(0)
    transfer_case(actor=amina, case=case, adviser=karim())
    for _again in range(2):
        seen.append(read(client, feed))
        note_calendars(0)
    told = [[(str(one[uid]["STATUS"])[:4], int(one[uid]["SEQUENCE"])) for one in seen] for uid in uids]
    (first, gone, again, back, kept), (_first, *removed) = told
    assert [one[0] for one in told[0]] == ["CONF", "CANC", "CANC", "CONF", "CONF"]
    assert first[1] < gone[1] == again[1] < back[1] == kept[1]
    assert len(set(removed)) == 1 and removed[0] == ("CANC", _first[1] + 1)
    end_feed(actor=karim(), feed=feed)
    assert not feed.noted.exists()


def test_a_meeting_is_at_its_hours_on_the_clocks_of_its_territory(client):
    feed = start_feed(actor=karim())
    held = {"organised_by": karim(), "held_on": dt.date(2099, 6, 3), "starts_at": dt.time(9, 30), "ends_at": None}
    meeting = GatheringFactory(**held, title="Secret")
    event = read(client, feed)[f"meeting-{meeting.pk}"]
    hours = (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() / 3600
    assert (event["DTSTART"].dt.hour, event["DTSTART"].dt.minute, hours) == (8, 30, 1.0)  # Morocco is at UTC+1
    assert "Secret" not in str(event["SUMMARY"])


def test_who_stands_in_has_the_files_in_their_calendar(client, case):
    hedi = somebody("hedi")
    Leave.objects.create(user=karim(), substitute=hedi, starts_on=day(1), ends_on=day(-1))
    assert f"step-{case.pk}-{day(2):%Y%m%d}" in read(client, start_feed(actor=hedi))


def test_an_address_ends_with_its_feed_or_the_rights_of_its_owner(client, as_user, case):
    feed = start_feed(actor=karim())
    with pytest.raises(Refused):
        start_feed(actor=karim())
    with pytest.raises(NotAllowed):
        start_feed(actor=somebody("fatma"))
    with pytest.raises(NotAllowed):
        end_feed(actor=somebody("amina"), feed=feed)
    address = reverse("days:calendar", args=[token_of_feed(feed)])
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address.replace(f"/{feed.pk}:", f"/{feed.pk + 1}:")).status_code == 404
    end_feed(actor=karim(), feed=feed)
    assert client.get(address).status_code == 404
    another = start_feed(actor=karim())
    assert token_of_feed(another) != token_of_feed(feed)
    User.objects.get(pk=karim().pk).roles.all().delete()
    assert client.get(reverse("days:calendar", args=[token_of_feed(another)])).status_code == 404


def test_the_calendar_costs_the_same_for_few_and_many(client, case, django_assert_max_num_queries):
    feed = start_feed(actor=karim())
    for n in range(20):
        set_next_step(actor=karim(), case=case, next_step="Voir", next_step_on=day(-n))
    with django_assert_max_num_queries(8):
        read(client, feed)
    note_calendars(0)
    with django_assert_max_num_queries(12):
        note_calendars(0)
