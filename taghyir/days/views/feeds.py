"""The day in the calendar of a phone."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.days import actions, policies, queries
from taghyir.gatherings.models import Gathering
from taghyir.tables.ical import Event, calendar_response

AN_HOUR = dt.timedelta(hours=1)
LAST = dt.date.max - dt.timedelta(days=1)  # a day promised for the end of time has no day after it


@page("GET")
def feeds(request: HttpRequest) -> HttpResponse:
    """My calendar, and how to have one."""
    require(policies.can_start_feed(request.user))
    feed = queries.feeds_of(request.user).first()
    address = settings.SITE_URL + reverse("days:calendar", args=[queries.token_of_feed(feed)]) if feed else ""
    return render(request, "days/feeds.html", {"feed": feed, "address": address})


@page("POST")
def start_feed(request: HttpRequest) -> HttpResponse:
    """An address of my own."""
    try:
        actions.start_feed(actor=request.user)
        messages.success(request, _("Copy this address into your calendar: it follows what changes."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("days:feeds")


@page("POST")
def end_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Its address leads nowhere any more."""
    feed = get_object_or_404(policies.visible_feeds(request.user), pk=pk)
    actions.end_feed(actor=request.user, feed=feed)
    messages.success(request, _("This address leads nowhere any more."))
    return redirect("days:feeds")


@login_not_required
@page("GET")
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """iCalendar, for whoever holds the address. 304 when nothing changed; 404 once it is ended."""
    feed = queries.feed_of(token)
    if feed is None:
        raise Http404
    return calendar_response(request, _("My day"), [_event(one) for one in queries.told_by_feed(feed)], "Days")


def _event(dated: queries.Dated) -> Event:
    """The number of the file and the name of the organisation: a calendar is read over one's shoulder."""
    starts, ends = _span(dated.on, dated.gathering)
    what = dated.gathering.get_kind_display() if dated.gathering else queries.KINDS[dated.kind].name
    return Event(
        uid=f"{dated.uid}@days.taghyir",
        sequence=dated.sequence,
        changed_at=dated.changed_at,
        starts_at=starts,
        ends_at=ends,
        summary=f"{capfirst(what)} · {dated.where}",
        status="CONFIRMED" if dated.is_on else "CANCELLED",
        url=settings.SITE_URL + dated.link if dated.link else "",
    )


def _span(day: dt.date, meeting: Gathering | None) -> tuple[dt.date, dt.date]:
    """A whole day; a meeting at its hours, on the clocks of its territory."""
    if meeting is None or meeting.starts_at is None:
        return day, min(day, LAST) + dt.timedelta(days=1)
    zone = ZoneInfo(meeting.territory.time_zone)
    starts = dt.datetime.combine(day, meeting.starts_at, zone)
    return starts, dt.datetime.combine(day, meeting.ends_at, zone) if meeting.ends_at else starts + AN_HOUR
