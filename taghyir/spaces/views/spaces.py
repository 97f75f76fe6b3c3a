"""The spaces: which there are, which are free, and the week of each."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.core.languages import in_language
from taghyir.core.text import listed
from taghyir.design.alone import PICTURE_ALONE
from taghyir.spaces import actions, policies, queries
from taghyir.spaces.forms import AddSpaceForm, AddSpacePhotoForm, ChangeSpaceForm, SpacesFilter, week_asked
from taghyir.tables.exports import table_response
from taghyir.tables.listing import Listing, is_export

SPACE_COLUMNS = (
    (_("name"), lambda space: str(space)),
    (_("kind"), lambda space: space.get_kind_display()),
    (_("territory"), lambda space: str(space.territory)),
    (_("commune or delegation"), lambda space: str(space.place or "")),
    (_("where exactly"), lambda space: space.where),
    (_("how many people at once"), lambda space: space.capacity),
    (_("reached in a wheelchair"), lambda space: _("yes") if space.is_step_free else _("no")),
    (_("open days"), lambda space: listed(WEEKDAYS[day] for day in sorted(space.open_days))),
    (_("opens at"), lambda space: space.opens_at),
    (_("closes at"), lambda space: space.closes_at),
)


@login_not_required
@page("GET")
def spaces(request):
    """Rooms, desks and equipment of the six territories; free between two hours, when one asks."""
    listing = Listing(request, queries.spaces_with_all(request.user), SpacesFilter)
    if is_export(request):
        return table_response(request, "spaces", SPACE_COLUMNS, listing.rows)
    shown = {"listing": listing, "may_keep": policies.can_keep_spaces(request.user)}
    return render(request, "spaces/spaces.html", shown)


@login_not_required
@page("GET")
def space(request, pk):
    """One space: what it is, its rules, and the hours of one week that are taken."""
    found = get_object_or_404(queries.spaces_with_all(request.user), pk=pk)
    week = queries.week_of_space(request.user, found, week_asked(request.GET.get("week", "")))
    shown = {
        "space": found,
        "photos": queries.photos_of(found),
        "week": week,
        "before": week[0].day - dt.timedelta(days=7),
        "after": week[0].day + dt.timedelta(days=7),
        "open_days": listed(WEEKDAYS[day] for day in sorted(found.open_days)),
        "access": in_language(found, "access"),
        "rules": in_language(found, "rules"),
        "may_book": policies.can_book_space(request.user, found),
        "may_change": policies.can_change_space(request.user, found),
        "may_follow": policies.can_start_feed(request.user, found),
    }
    return render(request, "spaces/space.html", shown)


@page("GET", "POST")
def add_space(request):
    """A space more."""
    require(policies.can_keep_spaces(request.user))
    form = AddSpaceForm(request.POST or None, actor=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            added = actions.add_space(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The space is there: people can book it."))
            return redirect(added)
    return render(request, "spaces/add_space.html", {"form": form})


@page("GET", "POST")
def change_space(request, pk):
    """Describe it otherwise."""
    found = get_object_or_404(queries.spaces_with_all(request.user), pk=pk)
    require(policies.can_change_space(request.user, found))
    form = ChangeSpaceForm(request.POST or None, actor=request.user, instance=found)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_space(actor=request.user, space=found, **form.cleaned_data)
            messages.success(request, _("The space is changed."))
            return redirect(found)
    return render(request, "spaces/change_space.html", {"form": form, "space": found})


@page("GET", "POST")
def space_photos(request, pk):
    """Its photos, and one more."""
    found = get_object_or_404(queries.spaces_with_all(request.user), pk=pk)
    require(policies.can_add_space_photo(request.user, found))
    form = AddSpacePhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add_space_photo(actor=request.user, space=found, **form.cleaned_data)
            messages.success(request, _("The photo is shown."))
            return redirect("spaces:space_photos", pk)
    return render(
        request, "spaces/space_photos.html", {"form": form, "space": found, "photos": queries.photos_of(found)}
    )


@login_not_required
@page("GET")
def space_photo(request, pk, size):
    """A photo of a space one sees."""
    found = get_object_or_404(policies.visible_space_photos(request.user).select_related("large", "small"), pk=pk)
    if size not in ("large", "small"):
        raise Http404
    response = FileResponse(getattr(found, size).content.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Security-Policy"] = PICTURE_ALONE
    return response


@page("POST")
def remove_space_photo(request, pk):
    """It is no longer shown."""
    photos = policies.visible_space_photos(request.user).select_related("space__territory", "large", "small")
    kept = actions.remove_space_photo(actor=request.user, photo=get_object_or_404(photos, pk=pk))
    messages.success(request, _("The photo is gone."))
    return redirect("spaces:space_photos", kept.pk)
