"""Bookings in the calendar of a phone or an office."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taghyir.core.http import page
from taghyir.spaces import actions, policies, queries
from taghyir.spaces.models import Booking
from taghyir.tables.ical import Event, calendar_response

STATUSES = {"asked": "TENTATIVE", "waiting": "TENTATIVE", "confirmed": "CONFIRMED", "used": "CONFIRMED"}


@page("GET")
def feeds(request):
    """My calendars, and how to have one."""
    mine = list(queries.feeds_with_all(request.user))
    rows = [(feed, settings.SITE_URL + reverse("spaces:calendar", args=[queries.token_of(feed)])) for feed in mine]
    shown = {"rows": rows, "has_own": any(feed.space_id is None for feed in mine)}
    return render(request, "spaces/feeds.html", shown)


@page("POST")
def start_feed(request):
    """An address of my own; of the bookings of a space when one is named."""
    key = request.POST.get("space", "")
    space = get_object_or_404(policies.visible_spaces(request.user), pk=key if key.isdecimal() else 0) if key else None
    actions.start_feed(actor=request.user, space=space)
    messages.success(request, _("Copy this address into your calendar: it follows what changes."))
    return redirect("spaces:feeds")


@page("POST")
def end_feed(request, pk):
    """Its address leads nowhere any more."""
    feed = get_object_or_404(policies.visible_feeds(request.user), pk=pk)
    actions.end_feed(actor=request.user, feed=feed)
    messages.success(request, _("This address leads nowhere any more."))
    return redirect("spaces:feeds")


@login_not_required
@page("GET")
def calendar(request, token):
    """iCalendar, for whoever holds the address. 304 when nothing changed; 404 once it is ended."""
    feed = queries.feed_of(token)
    if feed is None:
        raise Http404
    events = [_told(booking) for booking in queries.told_by_feed(feed)]
    return calendar_response(request, str(feed.space or _("My bookings")), events, "Spaces")


@login_not_required
@page("GET")
def taken_hours(request, pk):
    """iCalendar for everybody: the hours of a space that are taken, and not by whom."""
    space = get_object_or_404(policies.visible_spaces(request.user), pk=pk)
    events = [_event(booking, str(_("Taken"))) for booking in queries.told_to_everybody(space)]
    return calendar_response(request, str(space), events, "Spaces")


def _event(booking: Booking, summary: str, **words: str) -> Event:
    return Event(
        uid=f"{booking.uid}@spaces.taghyir",
        sequence=booking.sequence,
        changed_at=booking.changed_at,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=summary,
        status=STATUSES.get(booking.state, "CANCELLED"),
        **words,
    )


def _told(booking: Booking) -> Event:
    status = f"{booking.get_state_display()}: " if booking.state in ("asked", "waiting") else ""
    where = ", ".join(str(part) for part in (booking.space.where, booking.space.territory) if str(part))
    words = {"location": where, "url": settings.SITE_URL + booking.get_absolute_url()}
    description = f"{booking.beneficiary}\n{booking.purpose}"
    return _event(booking, f"{status}{booking.space}", description=description, **words)
