"""The field kit: what the phone of a person keeps, so that their forms open without network; and the worker that opens them."""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import reverse
from django.utils import translation

from taghyir.core.http import page
from taghyir.design.kept import files_kept, worker_response
from taghyir.surveys import queries
from taghyir.surveys.models import Form


@page("GET")
def field_kit(request):
    """The forms this person may fill: the page of each, what it loads, and a stamp that changes when they do."""
    files = files_kept("survey.js", "field.js")
    with translation.override(settings.LANGUAGE_CODE):  # one worker for every language
        worker = reverse("surveys:field_worker")
    forms = list(queries.forms_to_fill(request.user).defer("current__xform").prefetch_related("current__files"))
    beside = queries.all_kept_beside(forms)
    kit = {
        "owner": queries.queue_owner(request.user),
        "worker": worker,
        "list": reverse("surveys:forms"),
        "files": files,
        "forms": [_kept_form(form, files, beside[form.pk]) for form in forms],
    }
    return JsonResponse(kit, headers={"Cache-Control": "no-store"})


def _kept_form(form: Form, files: list[str], beside: list[str]) -> dict:
    media = [reverse("surveys:form_media", args=[form.current_id, file.name]) for file in form.current.files.all()]
    definition = reverse("surveys:form_xml", args=[form.current_id])
    media += beside
    stamp = sha256(repr((form.title, form.current_id, media, files)).encode()).hexdigest()[:16]
    page = reverse("surveys:fill_form", args=[form.pk])
    named = {question["list"] for question in form.current.questions if question.get("list")}
    lists = [reverse("surveys:form_media", args=[form.current_id, name]) for name in sorted(named)]
    return {"page": page, "files": [definition, *media], "lists": lists, "stamp": stamp}


@login_not_required  # it says nothing of anybody, and a phone asks for it when nobody is signed in any more
@page("GET")
def field_worker(request):
    """The program that opens kept pages without network, in every language, and forgets them when somebody signs in or out."""
    return worker_response("field-worker.js", "/")
