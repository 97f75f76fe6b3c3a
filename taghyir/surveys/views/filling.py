"""Filling a form in the browser: the page, what it loads, and where its answers arrive."""

from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from taghyir.core.http import page
from taghyir.design.kept import ENGINE, WORKER
from taghyir.design.panels import panels_at
from taghyir.surveys import queries
from taghyir.surveys.intake import take_in
from taghyir.surveys.media import media_response
from taghyir.surveys.openrosa import received
from taghyir.surveys.policies import visible_forms, visible_versions


@csp_update(ENGINE | WORKER)
@page("GET")
def fill_form(request, pk):
    """The questions, in the language of the person, on line or not."""
    form = get_object_or_404(queries.forms_to_fill(request.user), pk=pk)
    folder = reverse("surveys:form_media", args=[form.current_id, "-"]).removesuffix("-")
    owner = queries.queue_owner(request.user)
    context = {"form": form, "owner": owner, "language": get_language(), "media_folder": folder}
    return render(request, "surveys/fill_form.html", context | {"panels": panels_at("form.fill", request, form)})


@page("GET")
def form_xml(request, pk):
    """The XForm of a version: the current one, the one that answers were begun with, or are corrected with."""
    version = get_object_or_404(visible_versions(request.user), pk=pk)
    return HttpResponse(version.xform, content_type="text/xml; charset=utf-8")


@page("GET")
def form_media(request, pk, name):
    """A picture, a sound or a list that the questions of a version show."""
    version = get_object_or_404(visible_versions(request.user).select_related("form"), pk=pk)
    if found := media_response(request.user, version, name):
        return found
    raise Http404


@page("POST")
def submit_answers(request, pk):
    """Where the browser sends its sheets: the same way in as phones, signed in by session and token."""
    form = get_object_or_404(visible_forms(request.user), pk=pk)
    return received(take_in(request, request.user, form_id=form.pk))


@page("GET")
def answers_received(request, pk):
    """The receipt of the answers that were just sent, `?receipt=`; else of the last ones this person sent."""
    form = get_object_or_404(visible_forms(request.user), pk=pk)
    code = request.GET.get("receipt", "").replace("-", "").lower()
    sent = queries.submissions_of_form(request.user, form).filter(submitted_by=request.user)
    last = sent.filter(digest__startswith=code if code.isalnum() else "").first()
    missing = queries.missing_files(last) if last else []
    return render(request, "surveys/answers_received.html", {"form": form, "last": last, "missing": missing})
