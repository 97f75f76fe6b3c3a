"""Equipment out and in; who came."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import require
from taghyir.core.http import page
from taghyir.spaces import actions, policies, queries
from taghyir.spaces.forms import LendSpaceForm, LoansFilter, RecordUseForm, TakeSpaceBackForm
from taghyir.spaces.views.booking import booking_page, done_on, found_booking
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

LOAN_COLUMNS = (
    (_("equipment"), lambda loan: str(loan.space)),
    (_("territory"), lambda loan: str(loan.space.territory)),
    (_("for"), lambda loan: str(loan.booking.beneficiary)),
    (_("out since"), lambda loan: loan.out),
    (_("state when it leaves"), lambda loan: loan.state_out),
    (_("due back"), lambda loan: loan.due),
    (_("back since"), lambda loan: loan.back),
    (_("state when it is back"), lambda loan: loan.state_in),
    (_("remarks"), lambda loan: loan.remarks),
)


@page("GET")
def loans(request):
    """What is out, the latest first, and what came back."""
    listing = Listing(request, queries.loans_with_all(request.user), LoansFilter)
    if is_export(request):
        return table_response(request, "loans", LOAN_COLUMNS, listing.rows)
    return render(request, "spaces/loans.html", {"listing": listing})


@page("POST")
def lend_space(request, pk):
    """The equipment of a booking leaves."""
    found, form = found_booking(request, pk), LendSpaceForm(request.POST)
    require(policies.can_lend_space(request.user, found))
    said = _("It is out. The day it is due is on the list of loans.")
    done = done_on(request, form, found, lambda **words: actions.lend_space(booking=found, **words), said)
    return done or booking_page(request, found, lending=form)


@page("POST")
def take_space_back(request, pk):
    """It is back."""
    loan = get_object_or_404(policies.visible_loans(request.user).select_related("space__territory"), pk=pk)
    require(policies.can_take_space_back(request.user, loan))
    found, form = found_booking(request, loan.booking_id), TakeSpaceBackForm(request.POST)
    said = _("It is back.")
    done = done_on(request, form, found, lambda **words: actions.take_space_back(loan=loan, **words), said)
    return done or booking_page(request, found, taking_back=form)


@page("POST")
def record_use(request, pk):
    """Who came, and what for."""
    found, form = found_booking(request, pk), RecordUseForm(request.POST)
    require(policies.can_record_use(request.user, found))
    said = _("It is counted.")
    done = done_on(request, form, found, lambda **words: actions.record_use(booking=found, **words), said)
    return done or booking_page(request, found, using=form)


@page("POST")
def record_absence(request, pk):
    """Nobody came."""
    found = found_booking(request, pk)
    actions.record_absence(actor=request.user, booking=found)
    messages.success(request, _("It is written: nobody came, and what is left of the hours is free."))
    return redirect(found)
