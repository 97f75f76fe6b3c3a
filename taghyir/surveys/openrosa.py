"""The door of phones: OpenRosa, as ODK Collect speaks it. Answers machines, signs them in itself, never answers 5xx.

Source: the OpenRosa form list, manifest and submission APIs 1.0. Collect takes 201 and 202 for success and nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from lxml import etree

from taghyir.core.reading import reading_only
from taghyir.devices.models import Device
from taghyir.people.models import User
from taghyir.surveys.intake import Reception, take_in
from taghyir.surveys.media import media_of, media_response
from taghyir.surveys.models import Form, FormVersion
from taghyir.surveys.queries import forms_to_fill
from taghyir.surveys.sign_in import Knock, knock_of

RESPONSE = "http://openrosa.org/http/response"
FORMS = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
METADATA = "http://www.opendatakit.org/xforms"
LENGTH = "10000000"  # bytes: Collect cuts what is heavier into several sendings, safer on a slow network
View = Callable[..., HttpResponseBase]


class Known(HttpRequest):
    """A request that the door let in: whose it is, and from which phone, if from one."""

    user: User
    phone: Device | None


def door(*methods: str) -> Callable[[View], View]:
    """Let in phones whose password is good; whoever is signed in may also read. Speak their language."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                response = told(405, _("This address does not do that."))
                response["Allow"] = ", ".join(methods)
                return response
            knock = knock_of(request)
            if knock.user is None:
                return _not_let_in(knock)
            known = cast(Known, request)
            known.user, known.phone = knock.user, knock.phone
            with translation.override(knock.user.language):
                if request.method == "POST":
                    return _spoken(view(known, *args, **kwargs))
                with reading_only():
                    return _spoken(view(known, *args, **kwargs))

        return login_not_required(csrf_exempt(opened))

    return decorate


def _not_let_in(knock: Knock) -> HttpResponseBase:
    response = told(knock.status, knock.sentence)
    response["Content-Language"] = knock.language or response["Content-Language"]
    if knock.wait:
        response["Retry-After"] = str(knock.wait)
    else:
        response["WWW-Authenticate"] = 'Basic realm="Taghyir", charset="UTF-8"'
    return response


def _spoken(response: HttpResponseBase) -> HttpResponseBase:
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = LENGTH
    response["Date"] = http_date()
    response["Content-Language"] = translation.get_language() or ""
    response["Cache-Control"] = "no-store"
    return response


def _xml(root: Any, status: int = 200) -> HttpResponse:
    body = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return HttpResponse(body, status=status, content_type="text/xml; charset=utf-8")


def _add(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}").text = text


def told(status: int, sentence: str) -> HttpResponseBase:
    """A sentence that the phone shows to its bearer."""
    root = etree.Element(f"{{{RESPONSE}}}OpenRosaResponse", nsmap={None: RESPONSE})
    _add(root, "message", sentence)
    root[0].set("nature", "submit_success" if status == 201 else "error")
    return _spoken(_xml(root, status))


def received(reception: Reception) -> HttpResponseBase:
    """The receipt, or why there is none, as phones and browsers both read it."""
    submission = reception.submission
    if submission is None:
        return told(reception.status, reception.sentence)
    root = etree.Element(f"{{{RESPONSE}}}OpenRosaResponse", nsmap={None: RESPONSE})
    _add(root, "message", reception.sentence)
    root[0].set("nature", "submit_success")
    metadata = etree.SubElement(root, f"{{{METADATA}}}submissionMetadata", nsmap={None: METADATA})
    for name, value in (
        ("id", submission.form.xform_id),
        ("instanceID", submission.instance_id),
        ("submissionDate", submission.received_at.isoformat()),
        ("isComplete", "true" if reception.is_complete else "false"),
        ("receipt", submission.receipt),
        ("digest", submission.digest),
    ):
        metadata.set(name, value)
    return _spoken(_xml(root, 201))


@door("GET", "HEAD")
def form_list(request: Known) -> HttpResponseBase:
    """The forms this phone may fill. `?formID=` names one."""
    root = etree.Element(f"{{{FORMS}}}xforms", nsmap={None: FORMS})
    for form in _asked(request):
        line = etree.SubElement(root, f"{{{FORMS}}}xform")
        _add(line, "formID", form.xform_id)
        _add(line, "name", form.title)
        _add(line, "version", form.current.version)  # type: ignore[union-attr]
        _add(line, "hash", f"md5:{form.current.md5}")  # type: ignore[union-attr]
        for name, address in (("downloadUrl", "openrosa:form_definition"), ("manifestUrl", "openrosa:form_manifest")):
            _add(line, name, request.build_absolute_uri(reverse(address, args=[form.pk])))
    return _xml(root)


def _asked(request: Known) -> QuerySet[Form]:
    forms = forms_to_fill(request.user, request.phone)
    wanted = request.GET.get("formID")
    forms = forms.defer("current__xform", "current__questions")
    return forms.filter(xform_id=wanted.replace("\0", "")) if wanted else forms


def _form_of(request: Known, pk: int) -> Form | None:
    return forms_to_fill(request.user, request.phone).filter(pk=pk).first()


@door("GET", "HEAD")
def form_definition(request: Known, pk: int) -> HttpResponseBase:
    """The XForm of the current version."""
    form = _form_of(request, pk)
    if form is None:
        return told(404, _("This form is not for you, or takes no more answers."))
    return HttpResponse(form.current.xform, content_type="text/xml; charset=utf-8")  # type: ignore[union-attr]


def _current(form: Form) -> FormVersion:
    """The version that is answered today; it knows its form, which is at hand."""
    assert form.current is not None, "a form is open before it shows anything"
    form.current.form = form
    return form.current


@door("GET", "HEAD")
def form_manifest(request: Known, pk: int) -> HttpResponseBase:
    """The pictures, sounds and lists of the current version; lists of the house as they are for this phone."""
    form = _form_of(request, pk)
    if form is None:
        return told(404, _("This form is not for you, or takes no more answers."))
    root = etree.Element(f"{{{MANIFEST}}}manifest", nsmap={None: MANIFEST})
    for name, md5 in media_of(request.user, _current(form), request.phone):
        line = etree.SubElement(root, f"{{{MANIFEST}}}mediaFile")
        _add(line, "filename", name)
        _add(line, "hash", f"md5:{md5}")
        _add(line, "downloadUrl", request.build_absolute_uri(reverse("openrosa:media", args=[form.pk, name])))
    return _xml(root)


@door("GET", "HEAD")
def media(request: Known, pk: int, name: str) -> HttpResponseBase:
    """One picture, sound or list of the current version."""
    form = _form_of(request, pk)
    found = media_response(request.user, _current(form), name, request.phone) if form else None
    return found or told(404, _("This form has no such file."))


@door("HEAD", "POST")
def submission(request: Known) -> HttpResponseBase:
    """HEAD: where to send. POST: the answers, and some or all of their files."""
    if request.method == "HEAD":
        response = HttpResponse(status=204)
        response["Location"] = request.build_absolute_uri()
        return response
    return received(take_in(request, request.user, phone=request.phone))
