"""The list of duties, those of one organisation, and from when they are counted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taghyir.compliance.queries import facts_for
from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design.formats import short_date_text
from taghyir.duties import actions, policies, queries
from taghyir.duties.columns import DUTIES
from taghyir.duties.forms import AddEventForm, DutiesFilter, KeepCalendarForm
from taghyir.duties.models import Assembly, Calendar, HappenedEvent
from taghyir.duties.rules import STATES
from taghyir.duties.wording import in_words_of
from taghyir.tables.doors import found_or_noted
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export


def found_organisation(request, pk):
    """The organisation, when who asks sees its duties; else 404, and a line on its file when it has one."""
    rows = policies.visible_duties(request.user).select_related("legal_form", "territory", "place")
    return found_or_noted(request.user, rows, pk, of="cases")


@page("GET")
def duties(request):
    """What is due in the organisations one sees, the most late first."""
    listing = Listing(request, queries.followed_organisations(request.user), DutiesFilter, actor=request.user)
    if not listing.is_filtered:
        listing.rows = listing.form.narrow(listing.rows)  # organisations become their duties
    if is_export(request):
        return table_response(request, "duties", DUTIES, listing.rows)
    return render(request, "duties/duties.html", {"listing": listing})


@page("GET")
def organisation_duties(request, pk):
    """Late first, soon, later; what was never said, what has no day, what is settled."""
    organisation = found_organisation(request, pk)
    with in_words_of(organisation.country):
        found = queries.duties_of(organisation)
        calendar = Calendar.objects.filter(organisation=organisation).first()
        context = {
            "organisation": organisation,
            "groups": [(state, [duty for duty in found if duty.state == state]) for state in STATES],
            "calendar": calendar,
            "year_end": short_date_text(calendar.year_end_in(timezone.localdate().year)) if calendar else "",
            "events": HappenedEvent.objects.filter(organisation=organisation),
            "assemblies": Assembly.objects.filter(organisation=organisation),
            "may_keep": policies.can_keep_duties(request.user, organisation),
            "may_choose": policies.can_choose_reminders(request.user, organisation),
            "is_reminded": queries.is_reminded(request.user, organisation),
        }
        return render(request, "duties/organisation_duties.html", context)


@page("GET", "POST")
def keep_calendar(request, pk):
    """The days from which duties are counted, and what the statutes say."""
    organisation = found_organisation(request, pk)
    require(policies.can_keep_calendar(request.user, organisation))
    known = Calendar.objects.filter(organisation=organisation).first()
    initial = {"founded_on": organisation.founded_on} if known is None else vars(known)
    form = KeepCalendarForm(request.POST or None, initial=initial, now=queries.calendar_read(known))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.keep_calendar(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The duties are reckoned from these days."))
            return redirect("duties:organisation_duties", pk)
    with in_words_of(organisation.country):
        return render(request, "duties/keep_calendar.html", {"form": form, "organisation": organisation})


@page("GET", "POST")
def add_event(request, pk):
    """Something happened from which the law counts."""
    organisation = found_organisation(request, pk)
    require(policies.can_add_event(request.user, organisation))
    codes = [(fact.code, str(fact)) for fact in facts_for(organisation).filter(anchor="event")]
    form = AddEventForm(request.POST or None, codes=codes)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_event(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("It is written. What the law asks from that day is in the list."))
            return redirect("duties:organisation_duties", pk)
    with in_words_of(organisation.country):
        context = {"form": form, "organisation": organisation, "codes": codes}
        return render(request, "duties/add_event.html", context)


@page("POST")
def remove_event(request, pk, event):
    """It was a mistake."""
    organisation = found_organisation(request, pk)
    found = get_object_or_404(HappenedEvent.objects.filter(organisation=organisation), pk=event)
    actions.remove_event(actor=request.user, event=found)
    messages.success(request, _("It is taken away."))
    return redirect("duties:organisation_duties", pk)


@page("POST")
def choose_reminders(request, pk):
    """Have the reminders of this organisation, or no more."""
    organisation = found_organisation(request, pk)
    wanted = request.POST.get("wanted") == "yes"
    actions.choose_reminders(actor=request.user, organisation=organisation, wanted=wanted)
    messages.success(request, _("You are reminded.") if wanted else _("You are not reminded any more."))
    return redirect("duties:organisation_duties", pk)


@login_not_required
@never_cache
@page("GET", "POST")
def stop_reminders(request, token):
    """One press from a mail, without signing in. Whoever left the organisation stops them too, and is told no name."""
    known = queries.reminders_of_token(token)
    if known is None:
        raise Http404
    user, organisation = known
    if request.method == "POST":
        actions.stop_reminders(actor=user, organisation=organisation)
    named = organisation if policies.visible_duties(user).filter(pk=organisation.pk).exists() else ""
    return render(request, "duties/stop_reminders.html", {"organisation": named, "is_done": request.method == "POST"})
