"""Calendars as a phone reads them: the library `icalendar` reads back all that we write."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from taghyir.core.actions import NotAllowed, Refused
from taghyir.people.tests.factories import somebody
from taghyir.spaces.actions import book_space, cancel_booking, confirm_booking, end_feed, start_feed
from taghyir.spaces.queries import token_of
from taghyir.spaces.tests.factories import BookingFactory, SpaceFactory, monday
from taghyir.tables.ical import Event, calendar_text, folded

AT = dt.datetime(2027, 3, 15, 9, tzinfo=dt.UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


def event(**facts):
    return Event("a@b", 0, AT, AT, AT + dt.timedelta(hours=2), **{"summary": "x", "status": "CONFIRMED", **facts})


def events_of(text):
    return Calendar.from_ical(text).walk("VEVENT")


@given(summary=WORDS.filter(bool), lines=st.lists(WORDS, min_size=1, max_size=3))
def test_whatever_is_written_is_read_back(summary, lines):
    written = calendar_text("Salle ; «À côté», \\", [event(summary=summary, description="\n".join(lines))])
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (read,) = events_of(written)
    assert str(read["SUMMARY"]) == summary
    assert str(read.get("DESCRIPTION", "")) == "\n".join(lines)
    assert read["DTSTART"].dt == AT


def test_words_of_real_calendars_are_read_back(real):
    """Every summary, description and place of the calendars that others wrote, through ours."""
    said = []
    for path in sorted(real("calendar").rglob("*.ics")):
        try:
            found = Calendar.from_ical(path.read_bytes(), multiple=True)
        except (ValueError, IndexError):  # some are broken on purpose
            continue
        said += [
            str(one[name])
            for calendar in found
            for one in calendar.walk()
            for name in ("SUMMARY", "DESCRIPTION", "LOCATION")
            if name in one and not isinstance(one[name], list)
        ]
    said = [words for words in said if words and "\r" not in words]
    assert len(said) > 50
    read = events_of(calendar_text("x", [event(summary=words) for words in said]))
    assert [str(one["SUMMARY"]) for one in read] == said


def test_a_line_is_never_cut_inside_a_letter():
    for piece in folded("SUMMARY:" + "قاعة 👩‍🌾 " * 30).split("\r\n "):
        assert len(piece.encode()) <= 74 + 1


pytest_db = pytest.mark.django_db


def read(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(one["UID"]): one for one in events_of(answer.content)}


@pytest_db
def test_a_booking_keeps_its_uid_and_says_what_becomes_of_it(client):
    fatma = somebody("fatma")
    hours = {"day": monday(), "starts": dt.time(10), "ends": dt.time(12), "purpose": "Bureau, réunion; suite"}
    booked = book_space(actor=fatma, space=SpaceFactory(), **hours)
    BookingFactory(day=monday(2), booked_by=somebody("youssef"))  # not hers
    address = reverse("spaces:calendar", args=[token_of(start_feed(actor=fatma))])
    seen = [read(client, address)]
    confirm_booking(actor=somebody("karim"), booking=booked)
    seen.append(read(client, address))
    cancel_booking(actor=fatma, booking=booked)
    seen.append(read(client, address))
    (uid,) = seen[0].keys()
    assert all(list(one) == [uid] for one in seen)
    assert [str(one[uid]["STATUS"]) for one in seen] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert [int(one[uid]["SEQUENCE"]) for one in seen] == [0, 1, 2]
    told = seen[2][uid]
    assert told["DTSTART"].dt == booked.starts_at
    assert "Bureau, réunion; suite" in told["DESCRIPTION"]
    again = client.get(address)
    assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code == 304


@pytest_db
def test_the_calendar_for_everybody_says_taken_and_nothing_more(client):
    space = SpaceFactory()
    held = BookingFactory(space=space, purpose="Secret de Fatma")
    BookingFactory(space=space, day=monday(2), state="waiting")
    answer = client.get(reverse("spaces:taken_hours", args=[space.pk]))
    (told,) = events_of(answer.content)
    assert (str(told["SUMMARY"]), told["DTSTART"].dt) == ("Pris", held.starts_at)
    for secret in ("Secret", "Fatma", "bookings/"):
        assert secret not in answer.content.decode()
    hidden = SpaceFactory(is_public=False)
    assert client.get(reverse("spaces:taken_hours", args=[hidden.pk])).status_code == 404


@pytest_db
def test_an_address_stops_when_it_is_ended_or_forged_or_its_owner_left(client, as_user):
    fatma, karim = somebody("fatma"), somebody("karim")
    feed, of_space = start_feed(actor=fatma), start_feed(actor=karim, space=SpaceFactory())
    with pytest.raises(Refused):
        start_feed(actor=fatma)
    with pytest.raises(NotAllowed):
        start_feed(actor=fatma, space=of_space.space)
    addresses = [reverse("spaces:calendar", args=[token_of(one)]) for one in (feed, of_space)]
    assert [client.get(one).status_code for one in addresses] == [200, 200]
    forged = addresses[0].replace(f"/{feed.pk}:", f"/{of_space.pk}:")
    assert client.get(forged).status_code == 404
    with pytest.raises(NotAllowed):
        end_feed(actor=karim, feed=feed)
    assert as_user(karim).post(reverse("spaces:end_feed", args=[feed.pk])).status_code == 404
    end_feed(actor=fatma, feed=feed)
    karim.roles.all().delete()  # he no longer works there
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    another = start_feed(actor=fatma)
    assert token_of(another) != token_of(feed)
    fatma.is_active = False
    fatma.save()
    assert client.get(reverse("spaces:calendar", args=[token_of(another)])).status_code == 404
