"""Pages on which a card is told, and the photos it shows."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.cards import actions, policies, printed, queries
from taghyir.cards.forms import FindOrganisationForm, HoursForm, PhotoForm, RelationForm, WordsForm
from taghyir.core.actions import Refused, require
from taghyir.core.http import page, refusals_shown_on
from taghyir.design import formats
from taghyir.design.alone import PICTURE_ALONE
from taghyir.directory.policies import can_vouch_for_organisation, visible_organisations
from taghyir.directory.queries import cards_of


@page("GET", "POST")
def write_words(request, pk):
    """Who it is, in its own words, in each language."""
    organisation = _kept(request, pk)
    form = WordsForm(request.POST or None, initial=queries.words_by_language(organisation))
    if form.is_valid():
        with refusals_shown_on(form):
            written = partial(actions.write_words, actor=request.user, organisation=organisation)
            return _written(request, organisation, partial(written, words=form.cleaned_data))
    return render(request, "cards/write_words.html", {"form": form, "organisation": organisation})


@page("GET", "POST")
def set_hours(request, pk):
    """The week, WhatsApp, and a note."""
    organisation = _kept(request, pk)
    form = HoursForm(request.POST or None, initial=_hours_known(organisation))
    if form.is_valid():
        with refusals_shown_on(form):
            written = partial(actions.set_hours, actor=request.user, organisation=organisation)
            return _written(request, organisation, partial(written, **form.cleaned_data))
    return render(request, "cards/set_hours.html", {"form": form, "organisation": organisation})


@page("GET", "POST")
def photos(request, pk):
    """The photos of a card, and one more."""
    organisation = _kept(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None, organisation=organisation)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_photo(actor=request.user, organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The photo is on the card."))
            return redirect("cards:photos", pk)
    context = {"form": form, "organisation": organisation, "photos": queries.kept_photos_of(organisation)}
    return render(request, "cards/photos.html", context)


@login_not_required
@page("GET")
def photo(request, pk, size):
    """A photo of a card one sees; gone from everywhere within five minutes of being taken away."""
    found = get_object_or_404(policies.visible_photos(request.user).select_related("large", "small"), pk=pk)
    if size not in ("large", "small"):
        raise Http404
    response = FileResponse(getattr(found, size).content.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = PICTURE_ALONE
    return response


@login_not_required
@page("GET")
def paper_card(request, pk):
    """The card on a sheet of A6, with its QR code, as everybody may see it."""
    found = _as_everybody_sees(request, pk)
    with formats.written_for(found.country):
        response = HttpResponse(printed.paper_card(found), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="taghyir-{found.pk}.pdf"'
    return response


@login_not_required
@page("GET")
def qr_code(request, pk):
    """The QR code that leads to the card, as a drawing."""
    found = get_object_or_404(visible_organisations(request.user), pk=pk)
    response = HttpResponse(printed.qr_of(found), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = PICTURE_ALONE
    return response


@login_not_required
@page("GET")
def share_picture(request, pk):
    """The picture that goes with its address."""
    found = _as_everybody_sees(request, pk)
    with formats.written_for(found.country):
        response = HttpResponse(printed.share_picture(found), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _as_everybody_sees(request, pk):
    """The card without what it does not show: paper and pictures travel further than who asked for them."""
    found = get_object_or_404(cards_of(visible_organisations(request.user)), pk=pk)
    found.hide_what_is_not_shown()
    return found


@page("POST")
def remove_photo(request, pk):
    """It is no longer shown."""
    found = get_object_or_404(
        policies.visible_photos(request.user).select_related("organisation", "large", "small"), pk=pk
    )
    organisation = actions.remove_photo(actor=request.user, photo=found)
    messages.success(request, _("The photo is gone."))
    return redirect("cards:photos", organisation.pk)


@page("POST")
def move_photo(request, pk):
    """It changes places with the one before it, or with the one after it."""
    found = get_object_or_404(policies.visible_photos(request.user).select_related("organisation"), pk=pk)
    try:
        actions.move_photo(actor=request.user, photo=found, is_earlier=request.POST.get("to") == "earlier")
        messages.success(request, _("The photos have their new order."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("cards:photos", found.organisation_id)


@page("POST")
def put_photo_first(request, pk):
    """It comes before the others."""
    found = get_object_or_404(policies.visible_photos(request.user).select_related("organisation"), pk=pk)
    actions.put_photo_first(actor=request.user, photo=found)
    messages.success(request, _("This photo is the first now."))
    return redirect("cards:photos", found.organisation_id)


@page("GET", "POST")
def propose_relation(request, pk):
    """Find an organisation, then say what stands between the two."""
    organisation = _kept(request, pk)
    search = FindOrganisationForm(request.GET)
    every = visible_organisations(request.user).exclude(pk=pk)
    found = every if request.method == "POST" else search.organisations(request.user, organisation)
    form = RelationForm(request.POST or None, found=found)
    if form.is_valid():
        with refusals_shown_on(form):
            made = actions.propose_relation(actor=request.user, organisation=organisation, **form.cleaned_data)
            said = _("Both cards show it.") if made.accepted_by else _("It is shown once the other side agrees.")
            messages.success(request, said)
            return redirect(organisation)
    form.fields["other"].queryset = search.organisations(request.user, organisation)
    context = {"form": form, "search": search, "organisation": organisation, "asked": request.GET.get("q", "").strip()}
    return render(request, "cards/propose_relation.html", context)


@page("POST")
def accept_relation(request, pk):
    """The other side agrees."""
    relation = _relation(request, pk)
    try:
        actions.accept_relation(actor=request.user, relation=relation)
        messages.success(request, _("Both cards show it."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(relation.subject if relation.is_proposed_by_subject is False else relation.to)


@page("POST")
def remove_relation(request, pk):
    """One side takes it away."""
    relation = _relation(request, pk)
    here = relation.to if policies.can_keep_card(request.user, relation.to) else relation.subject
    actions.remove_relation(actor=request.user, relation=relation)
    messages.success(request, _("It is no longer on the cards."))
    return redirect(here)


def _kept(request, pk):
    """The organisation, for who keeps its card: 404 when it is not seen, 403 when it is not theirs to keep."""
    organisation = get_object_or_404(visible_organisations(request.user), pk=pk)
    require(policies.can_keep_card(request.user, organisation))
    return organisation


def _relation(request, pk):
    rows = policies.visible_relations(request.user).select_related("subject__territory", "to__territory")
    return get_object_or_404(rows, pk=pk)


def _written(request, organisation, write):
    """`write`, say what became of it, and go back to the card. What its own people write confirms it."""
    try:
        write()
        is_vouched = can_vouch_for_organisation(request.user, organisation)
        said = _("The card says so now, and is confirmed today.") if is_vouched else _("The card says so now.")
        messages.success(request, said)
    except Refused as refusal:
        if refusal.code != "same":
            raise
        messages.info(request, str(refusal))
    return redirect(organisation)


def _hours_known(organisation):
    """What the form shows first: the spans of each day in order, and how it is reached."""
    known = queries.hours_known(organisation)
    for weekday, spans in known.pop("hours").items():
        for number, (opens, closes) in enumerate(spans, 1):
            known |= {f"opens_{weekday}_{number}": opens, f"closes_{weekday}_{number}": closes}
    return known
