"""Who is concerned is told, in their language; whoever waits hears that hours are free."""

from collections.abc import Iterable
from contextlib import suppress

from django.utils import translation
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.spaces.actions import offer_place
from taghyir.spaces.models import Booking, BookingQuerySet, Series
from taghyir.spaces.queries import keepers_of, offers_expired, offers_to_make, people_concerned

State = Booking.State


def _booking(entry: Entry) -> Booking | None:
    found = Booking.objects.select_related("space__territory", "organisation", "person__user", "booked_by__person")
    return found.filter(pk=entry.subject_id).first()


def _dates(entry: Entry) -> BookingQuerySet:
    """The dates of a series that were decided together."""
    found = Booking.objects.select_related("space__territory", "organisation", "person__user", "booked_by__person")
    return found.filter(pk__in=entry.details["bookings"]).order_by("starts_at", "pk")


def _tell_each(users: Iterable[User], entry: Entry, template: str, booking: Booking, **words: object) -> None:
    """Each but who did it, with the address of the booking in their language."""
    for user in users:
        if user.is_active and user.pk != entry.actor_id:
            with translation.override(user.language):
                link = booking.get_absolute_url()
            tell(user, about=entry, template=f"spaces/told/{template}.txt", link=link, booking=booking, **words)


@on("booking.asked")
@on("booking.taken")
def tell_keepers_of_booking(entry: Entry) -> None:
    """Tell who keeps the spaces that somebody waits for an answer. Safe to run twice: `tell` writes once."""
    booking = _booking(entry)
    if booking and booking.state == State.ASKED:
        _tell_each(keepers_of(booking.space.territory), entry, "asked", booking, count=1)


@on("series.asked")
def tell_keepers_of_series(entry: Entry) -> None:
    """One word for the whole series, and none when it changed nothing. Safe to run twice."""
    series = Series.objects.select_related("space__territory").filter(pk=entry.subject_id).first()
    asked = list(series.bookings.filter(state=State.ASKED).order_by("starts_at")) if series else []
    if series and asked and entry.details.get("booked"):
        asked[0].space = series.space
        _tell_each(keepers_of(series.space.territory), entry, "asked", asked[0], count=len(asked))


@on("booking.confirmed")
@on("booking.refused")
@on("booking.cancelled")
def tell_of_decision(entry: Entry) -> None:
    """Tell who booked and those it was for; who keeps the spaces, when a confirmed one is given back. Safe to run twice."""
    booking = _booking(entry)
    if booking is None:
        return
    told = people_concerned(booking)
    if entry.details.get("was") == State.CONFIRMED:
        told += keepers_of(booking.space.territory)
    _tell_each(dict.fromkeys(told), entry, entry.verb.partition(".")[2], booking)


@on("series.confirmed")
@on("series.refused")
@on("series.cancelled")
def tell_of_series(entry: Entry) -> None:
    """Tell once of all the dates decided together; who keeps the spaces, when they are given back. Safe to run twice."""
    first = _dates(entry).first()
    if first is None:
        return
    kept = keepers_of(first.space.territory) if entry.verb == "series.cancelled" else []
    count = len(entry.details["bookings"])
    _tell_each(dict.fromkeys([*people_concerned(first), *kept]), entry, "series", first, count=count, verb=entry.verb)


@on("series.refused")
@on("series.cancelled")
def offer_freed_dates(entry: Entry) -> None:
    """Offer the hours of each date to who waited longest for them. Safe to run twice."""
    for booking in _dates(entry):
        _offer(offers_to_make(booking, told_before=entry.at))


@on("booking.refused")
@on("booking.cancelled")
@on("booking.missed")
def offer_freed_hours(entry: Entry) -> None:
    """Offer the hours to who waited longest for each of them. Safe to run twice: who was told since then is not told again."""
    if booking := _booking(entry):
        _offer(offers_to_make(booking, told_before=entry.at))


@app.periodic(cron="25 * * * *")
@app.task(name="pass_offers_on", queue="seals", queueing_lock="pass_offers_on")
def pass_offers_on(timestamp: int) -> None:
    """Each hour, what was offered a day ago and not taken is offered to who waits next. Safe to run twice: each is told once."""
    for expired in offers_expired():
        _offer(offers_to_make(expired))


def _offer(bookings: Iterable[Booking]) -> None:
    for waiting in bookings:
        with suppress(Refused):
            offer_place(actor=User.objects.robot(), booking=waiting)


@on("booking.offered")
def tell_who_waited(entry: Entry) -> None:
    """Tell who waited that the hours are free. Safe to run twice."""
    booking = _booking(entry)
    if booking and booking.state == State.WAITING:
        _tell_each(people_concerned(booking), entry, "offered", booking)
