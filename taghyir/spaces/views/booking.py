"""Booking, once or in a series; what becomes of a booking."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.spaces import actions, policies, queries
from taghyir.spaces.forms import (
    BookingsFilter,
    BookSeriesForm,
    BookSpaceForm,
    CancelBookingForm,
    LendSpaceForm,
    RecordUseForm,
    RefuseBookingForm,
    TakeSpaceBackForm,
)
from taghyir.spaces.models import Loan, Series
from taghyir.spaces.rules import check_series
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

BOOKING_COLUMNS = (
    (_("space"), lambda booking: str(booking.space)),
    (_("territory"), lambda booking: str(booking.space.territory)),
    (_("day"), lambda booking: booking.day),
    (pgettext_lazy("hour", "from"), lambda booking: booking.from_hour),
    (_("until the day"), lambda booking: booking.last_day),
    (pgettext_lazy("hour", "to"), lambda booking: booking.to_hour),
    (_("state"), lambda booking: booking.get_state_display()),
    (_("for"), lambda booking: str(booking.beneficiary)),
    (_("what for"), lambda booking: booking.purpose),
    (_("booked by"), lambda booking: str(booking.booked_by)),
    (_("women"), lambda booking: booking.use.women if hasattr(booking, "use") else None),
    (_("men"), lambda booking: booking.use.men if hasattr(booking, "use") else None),
    (_("sex not said"), lambda booking: booking.use.unsaid if hasattr(booking, "use") else None),
)


def status_of(form):
    """409 when a rule said no, 400 when something is missing or wrong, 200 for a page just opened."""
    if not form.is_bound or form.is_valid():
        return 200
    return 409 if getattr(form, "is_refused", False) else 400


def found_booking(request, pk):
    """The booking, when who asks may see it; else 404."""
    return get_object_or_404(queries.bookings_with_all(request.user), pk=pk)


def booking_page(request, booking, **bound):
    """The page of a booking; a form that was refused is shown open, with the sentence."""
    use = getattr(booking, "use", None)
    shown = {
        "booking": booking,
        "loan": Loan.objects.filter(booking=booking).select_related("space__territory").first(),
        "may_decide": policies.can_decide_booking(request.user, booking),
        "may_cancel": policies.can_cancel_booking(request.user, booking),
        "refusing": RefuseBookingForm(booking=booking),
        "cancelling": CancelBookingForm(booking=booking),
        "lending": LendSpaceForm(),
        "taking_back": TakeSpaceBackForm(),
        "use": use,
        "using": RecordUseForm(initial=vars(use) if use else None),
    }
    status = max((status_of(form) for form in bound.values()), default=200)
    return render(request, "spaces/booking.html", shown | bound, status=status)


def done_on(request, form, booking, act, said):
    """Do `act` with what the form holds and go back to the booking, or show there why not."""
    if form.is_valid():
        done = False
        with refusals_shown_on(form):
            became = act(actor=request.user, **form.cleaned_data)
            done = True
        if done:
            messages.success(request, _said_of_dates(became) if isinstance(became, Series) else said)
            return redirect(booking)
        form.is_refused = True
    return None


@page("GET")
def bookings(request):
    """Mine, and those of my territories: what waits for an answer, what is to come, what was."""
    rows = queries.bookings_with_all(request.user)
    listing = Listing(request, rows, BookingsFilter, counted_for=request.user, actor=request.user)
    if is_export(request):
        return table_response(request, "bookings", BOOKING_COLUMNS, listing.rows)
    return render(request, "spaces/bookings.html", {"listing": listing})


@page("GET")
def booking(request, pk):
    """One booking: for whom, when, and what is to be done about it."""
    return booking_page(request, found_booking(request, pk))


@page("GET", "POST")
def book_space(request, pk):
    """Hold a space between two hours."""
    found = get_object_or_404(queries.spaces_with_all(request.user), pk=pk)
    require(policies.can_book_space(request.user, found))
    asked = {name: request.GET[name] for name in ("day", "starts", "ends", "people") if name in request.GET}
    form = BookSpaceForm(request.POST or None, actor=request.user, space=found, initial=asked)
    if form.is_valid():
        with refusals_shown_on(form):
            booked = actions.book_space(actor=request.user, space=found, **form.cleaned_data)
            messages.success(request, _said(booked))
            return redirect(booked)
        form.is_refused = True
    return render(request, "spaces/book_space.html", {"form": form, "space": found}, status=status_of(form))


def _said(booking):
    return {
        "confirmed": _("It is booked."),
        "asked": _("It is asked: you are told as soon as somebody answers."),
        "waiting": _("It is taken: you are on the waiting list, and are told when it is free."),
    }[booking.state]


@page("GET", "POST")
def book_series(request, pk):
    """The same hours every so many weeks: first what is free and what is not, then yes."""
    found = get_object_or_404(queries.spaces_with_all(request.user), pk=pk)
    require(policies.can_book_space(request.user, found))
    asked = request.POST or (request.GET if "until" in request.GET else None)
    form, report = BookSeriesForm(asked, actor=request.user, space=found), []
    if form.is_valid():
        with refusals_shown_on(form):
            report = _report_of(request, found, form.cleaned_data)
            if request.method == "POST":
                series = actions.book_series(actor=request.user, space=found, **form.cleaned_data)
                messages.success(request, _said_of_series(series.bookings.holding().count()))
                return redirect("spaces:bookings")
        form.is_refused = not form.is_valid()
    shown = {
        "form": form,
        "space": found,
        "report": report,
        "free": sum(date.is_free for date in report),
        "is_yours": all(date.verdict == "yours" for date in report),
    }
    return render(request, "spaces/book_series.html", shown, status=status_of(form))


def _report_of(request, space, asked):
    """Each date of the series, before anything is written."""
    check_series(asked["day"], asked["until"], asked["every_weeks"])
    when = {name: asked[name] for name in ("day", "starts", "ends", "every_weeks", "until", "organisation")}
    person = None if asked["organisation"] else request.user.person
    return queries.series_report(request.user, space, person=person, **when)


def _said_of_series(count):
    return ngettext("%(count)s date is booked.", "%(count)s dates are booked.", count) % {"count": count}


@page("POST")
def confirm_booking(request, pk):
    """Yes."""
    found = found_booking(request, pk)
    actions.confirm_booking(actor=request.user, booking=found)
    messages.success(request, _("It is confirmed: they are told."))
    return redirect(found)


@page("POST")
def confirm_series(request, pk):
    """Yes to a date of a series and to those that follow."""
    found = found_booking(request, pk)
    messages.success(request, _said_of_dates(actions.confirm_series(actor=request.user, booking=found)))
    return redirect(found)


def _one_or_all(booking, one, all_of_them):
    """What is done to `booking` alone, or to its series from there on when that is ticked."""

    def act(and_following=False, **words):
        return (all_of_them if and_following else one)(booking=booking, **words)

    return act


def _said_of_dates(series):
    """For how many dates it is done, and how many stay as they are."""
    done = ngettext("It is done for %(count)s date.", "It is done for %(count)s dates.", series.changed)
    stay = ngettext(
        "%(count)s date stays as it is: it is over or decided, or its equipment is out.",
        "%(count)s dates stay as they are: they are over or decided, or their equipment is out.",
        series.left_out,
    )
    said = [done % {"count": series.changed}, stay % {"count": series.left_out} if series.left_out else ""]
    return " ".join(said).strip()


@page("POST")
def refuse_booking(request, pk):
    """No, and why."""
    found = found_booking(request, pk)
    require(policies.can_refuse_booking(request.user, found))
    form, said = RefuseBookingForm(request.POST, booking=found), _("It is refused: they are told why.")
    done = done_on(request, form, found, _one_or_all(found, actions.refuse_booking, actions.refuse_series), said)
    return done or booking_page(request, found, refusing=form)


@page("POST")
def cancel_booking(request, pk):
    """The space is free again."""
    found = found_booking(request, pk)
    require(policies.can_cancel_booking(request.user, found))
    form, said = CancelBookingForm(request.POST, booking=found), _("It is cancelled: the space is free again.")
    done = done_on(request, form, found, _one_or_all(found, actions.cancel_booking, actions.cancel_series), said)
    return done or booking_page(request, found, cancelling=form)


@page("POST")
def take_place(request, pk):
    """The hours one waited for are free: have them."""
    taken = actions.take_place(actor=request.user, booking=found_booking(request, pk))
    messages.success(request, _said(taken))
    return redirect(taken)
