"""A draft filled as it will be. There is no door here that takes answers: they never leave the browser."""

from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from taghyir.core.files import file_response
from taghyir.core.http import page
from taghyir.design.kept import ENGINE
from taghyir.drafts.policies import can_publish_draft, visible_drafts
from taghyir.surveys.queries import kept_list

FRESH = {"Cache-Control": "private, no-store"}  # another draft may take its place under the same address


@csp_update(ENGINE)
@page("GET")
def try_draft(request, pk):
    """The questions as people will see them; what is answered is shown at the end, and counts nowhere."""
    found = get_object_or_404(visible_drafts(request.user).select_related("territory"), pk=pk)
    folder = reverse("drafts:draft_media", args=[found.pk, "-"]).removesuffix("-")
    context = {"draft": found, "language": get_language(), "media_folder": folder}
    return render(request, "drafts/try_draft.html", context | {"may_publish": can_publish_draft(request.user, found)})


@page("GET")
def draft_xml(request, pk):
    """The XForm that the browser opens."""
    found = get_object_or_404(visible_drafts(request.user), pk=pk)
    return HttpResponse(found.xform, content_type="text/xml; charset=utf-8", headers=FRESH)


@page("GET")
def draft_media(request, pk, name):
    """A picture, a sound or a list that its questions show."""
    found = get_object_or_404(visible_drafts(request.user).select_related("territory"), pk=pk)
    if file := found.files.filter(name=name.replace("\0", "")).first():
        response = file_response(request.user, file, log=False)
        response["Cache-Control"] = FRESH["Cache-Control"]
        return response
    if content := kept_list(request.user, found.as_version, name):
        policy = {"Content-Security-Policy": "default-src 'none'; sandbox"}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=FRESH | policy)
    raise Http404
