"""Answers opened again in their form, with its rules; what the browser sends back becomes a version, or is kept beside."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, require
from taghyir.core.http import page
from taghyir.core.journal import note_access
from taghyir.corrections import actions, queries
from taghyir.corrections.instances import form_of, has_reserved, instance_of
from taghyir.corrections.sheets import answers_of_sheet
from taghyir.review.actions import correct_submission as make_version
from taghyir.review.policies import can_correct_submission
from taghyir.review.queries import answers_at_version, submissions_with_all
from taghyir.surveys.queries import FILE_QUESTIONS, queue_owner

PART, REASON = "xml_submission_file", "reason.txt"
ENGINE = {"script-src": ["'wasm-unsafe-eval'"], "connect-src": ["data:"], "img-src": ["blob:"], "media-src": ["blob:"]}
STATUS = {"size": 413, "nodes": 413, "depth": 413, "fixed": 403, "unlisted": 403, "unknown": 404}
CONFLICTS = ("changed", "conflict", "other_form", "other_answers", "settled", "correction")
ATTEMPTS = 3  # when others correct the same answers in the same second


@csp_update(ENGINE)
@page("GET")
def correct_submission(request, pk):
    """The answers as they are today, in their form, with the version they are."""
    found = get_object_or_404(submissions_with_all(request.user), pk=pk)
    require(can_correct_submission(request.user, found))
    note_access(request.user, "submission.opened", found)
    based_on = found.corrections.count() + 1
    context = opened(request, found) | {
        "standing": based_on,
        "instance_url": reverse("corrections:instance_xml", args=[pk]),
        "submit_url": reverse("corrections:save_correction", args=[pk, based_on]),
        "draft_key": f"correct:{pk}:{queue_owner(request.user)}",
    }
    return render(request, "corrections/correct_submission.html", context)


@page("GET")
def instance_xml(request, pk):
    """The answers of today as XML, for the form to open."""
    found = get_object_or_404(submissions_with_all(request.user), pk=pk)
    require(can_correct_submission(request.user, found))
    return xml_response(instance_of(found, found.answers))


@page("GET")
def form_xml(request, pk):
    """The form of these answers without its reserved questions, whose answers stay as they came."""
    found = get_object_or_404(submissions_with_all(request.user), pk=pk)
    require(can_correct_submission(request.user, found))
    return xml_response(form_of(found.version))


@page("POST")
def save_correction(request, pk, based_on):
    """Where the browser sends a correction begun on version `based_on`. 201: kept, as a version or beside one."""
    found = get_object_or_404(submissions_with_all(request.user), pk=pk)
    require(can_correct_submission(request.user, found))
    try:
        content, reason = parts_of(request)
        begun_on = answers_at_version(found, based_on)
        if begun_on is None:
            raise Refused(_("There is no such version of these answers."), code="unknown")
        said = _kept(request.user, found, answers_of_sheet(content, found, begun_on), reason, based_on)
    except Refused as refusal:
        return told(refusal)
    messages.success(request, said)
    return JsonResponse({"detail": said}, status=201)


def _kept(actor, found, answers, reason, based_on):
    """Make it a version, joined with what others saved meanwhile; keep it beside when both changed the same. What happened."""
    for _attempt in range(ATTEMPTS):
        submission = submissions_with_all(actor).get(pk=found.pk)
        standing = submission.corrections.count() + 1
        joined = queries.joined(submission, based_on, answers)
        known = {"actor": actor, "submission": submission, "reason": reason}
        try:
            if joined.clashes:
                actions.keep_version(**known, answers=answers, based_on=based_on)
                return _(
                    "Somebody changed the same answers meanwhile. Yours are kept beside theirs, until one is chosen."
                )
            make_version(**known, answers=joined.answers, based_on=standing)
            return (
                _("The answers are corrected. What they were is kept.")
                if standing == based_on
                else _("Somebody corrected other answers meanwhile: yours and theirs are joined.")
            )
        except Refused as refusal:
            if refusal.code == "same" and standing != based_on:
                return _("This correction was kept already.")  # sent twice: the network lost the first answer
            if refusal.code != "changed":
                raise
    raise Refused(_("Somebody corrected these answers meanwhile. Read them again."), code="changed")


def opened(request, found):
    """What the form needs to open these answers."""
    files = {q["path"] for q in found.version.questions if q["type"] in FILE_QUESTIONS}
    return {
        "submission": found,
        "has_reserved": has_reserved(found.version),
        "owner": queue_owner(request.user),
        "reason": "",
        "language": get_language(),
        "media_folder": reverse("surveys:form_media", args=[found.version_id, "-"]).removesuffix("-"),
        "files": list(_named(found.answers, files)) if files else [],
    }


def _named(answers, files):
    for path, value in answers.items():
        if isinstance(value, list):
            for turn in value:
                yield from _named(turn, files)
        elif path in files:
            yield value


def parts_of(request):
    """The sheet and the reason that a browser sends. Refused when one is missing or too heavy."""
    sheet, reason = request.FILES.get(PART), request.FILES.get(REASON)
    if sheet is None:
        raise Refused(_("The part %(name)s is missing.") % {"name": PART}, code="multipart")
    if sheet.size > 10_000_000:
        raise Refused(_("These answers are larger than 10 MB."), code="size")
    words = reason.read(4_000).decode("utf-8", errors="replace") if reason else ""
    return sheet.read(), words[:300]


def told(refusal):
    """Why a correction is not taken, as the browser reads it: the person mends it and sends it again."""
    status = 409 if refusal.code in CONFLICTS else STATUS.get(refusal.code, 400)
    return JsonResponse({"detail": str(refusal)}, status=status)


def xml_response(xml):
    response = HttpResponse(xml, content_type="text/xml; charset=utf-8")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
