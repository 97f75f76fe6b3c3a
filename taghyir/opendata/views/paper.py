"""Booklets and map sheets: asked for, looked at while they are made, taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused
from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.opendata import actions, policies
from taghyir.opendata.models import Booklet
from taghyir.places.policies import visible_territories


@login_not_required
@page("GET")
def booklet(request, slug, kind, language):
    """One of them: ready, being made, or to be made."""
    territory = _territory(request, slug, kind, language)
    found = policies.visible_booklets(request.user).filter(territory=territory, kind=kind, language=language).first()
    context = {
        "territory": territory,
        "booklet": found,
        "kind": kind,
        "language": language,
        "label": Booklet.Kind(kind).label,
    }
    return render(request, "opendata/booklet.html", context | {"language_name": dict(Booklet.LANGUAGES)[language]})


@login_not_required
@page("POST")
def make_booklet(request, slug, kind, language):
    """Have it made; the page that follows says how far it is, and can be left."""
    territory = _territory(request, slug, kind, language)
    actor = request.user if request.user.is_authenticated else None
    try:
        actions.make_booklet(actor=actor, territory=territory, kind=kind, language=language)
        messages.success(request, _("It is being made. You may leave this page and come back."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    answer = redirect("opendata:booklet", slug, kind, language)
    answer.status_code = 303  # see the page, whoever asked
    return answer


@login_not_required
@page("GET")
def booklet_file(request, slug, kind, language):
    """The last PDF that was made, also while the next one is."""
    ready = policies.visible_booklets(request.user).exclude(file=None).select_related("file")
    found = get_object_or_404(ready, territory__slug=slug, kind=kind, language=language)
    return file_response(None, found.file, log=False)


def _territory(request, slug, kind, language):
    if kind not in Booklet.Kind.values or language not in dict(Booklet.LANGUAGES):
        raise Http404
    return get_object_or_404(visible_territories(request.user), slug=slug)
