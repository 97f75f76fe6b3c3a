"""Whoever holds a receipt checks it, without an account: who was asked as well as who asked."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _

from taghyir.core.http import page
from taghyir.design import formats
from taghyir.design.panels import panels_at
from taghyir.design.visitors import count_miss, has_missed_too_often
from taghyir.places.models import Country
from taghyir.places.queries import local_time
from taghyir.surveys import queries
from taghyir.surveys.forms import CheckReceiptForm

MOST_MISSED = 30  # receipts that are none, of one sender within an hour


@login_not_required
@page("GET")
def check_receipt(request):
    """When these answers came, to which form, how they stand and their fingerprint; nothing of who answered, nor what."""
    form = CheckReceiptForm(request.GET if "code" in request.GET else None)
    found, status = [], 200
    if form.is_valid():
        if has_missed_too_often(request, "receipt", most=MOST_MISSED):
            form.add_error("code", _("Too many receipts that are none were tried from here. Try again in an hour."))
            status = 429
        elif not (found := queries.submissions_of_receipt(form.cleaned_data["code"])):
            count_miss(request, "receipt")
            form.add_error(
                "code", _("No answers bear this receipt. Look at it once more: digits, and letters from A to F.")
            )
    with formats.written_for(found[0].territory.country if found and found[0].territory else None):
        context = {"form": form, "receipts": [_told(request, submission) for submission in found]}
        return render(request, "surveys/check_receipt.html", context, status=status)


def _told(request, submission):
    """What may be said of answers to whoever holds their receipt; the hour is that of the clocks where they were given."""
    there = submission.territory
    return {
        "code": submission.receipt,
        "fingerprint": submission.digest,
        "form": submission.form.title,
        "at": local_time(submission.received_at, there).replace(tzinfo=None) if there else submission.received_at,
        "country": Country(there.country).label if there else "",
        "states": panels_at("receipt.state", request, submission),
    }
