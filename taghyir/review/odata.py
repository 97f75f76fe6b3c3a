"""The door of Excel, Power BI and other programs: answers as OData 4.0, read only, page by page.

Signs its visitors in itself: Basic with the address of the account and a key, Bearer with the key, or the session of a browser.
"""

import base64
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from taghyir.core.journal import note_access
from taghyir.core.reading import reading_only
from taghyir.people.models import User
from taghyir.review import odata_rows
from taghyir.review.odata_asked import Asked, Unasked
from taghyir.review.odata_schema import EntitySet, entity_sets, metadata_of
from taghyir.review.queries import user_of_key
from taghyir.surveys.models import Form
from taghyir.surveys.policies import visible_forms

JSON = "application/json;odata.metadata=minimal;odata.streaming=false;charset=utf-8"
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """Let in who bears a key in use, or a session; answer refusals as OData says them."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return _said(refusal(405, _("This address is read only.")))
        user = _bearer(request)
        if user is None:
            response = _said(refusal(401, _("Give the address of your account and a key made on the page of keys.")))
            response["WWW-Authenticate"] = 'Basic realm="Taghyir", charset="UTF-8"'
            return response
        request.user = user
        try:
            with reading_only():
                return _said(view(request, *args, **kwargs))
        except Unasked as unasked:
            return _said(refusal(unasked.status, str(unasked)))
        except Http404:
            return _said(refusal(404, _("There is no such form or table, or it is not for you.")))

    return login_not_required(csrf_exempt(opened))


def _bearer(request: HttpRequest) -> User | None:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() == "bearer":
        return user_of_key(given.strip())
    if scheme.casefold() == "basic":
        try:
            name, _colon, secret = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:  # neither base64 nor text
            return None
        user = user_of_key(secret)
        return user if user and user.email.casefold() == name.strip().casefold() else None
    return request.user if request.user.is_authenticated else None


def refusal(status: int, sentence: str) -> HttpResponse:
    """An error as OData writes it."""
    body = {"error": {"code": str(status), "message": sentence}}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=JSON)


def _said(response: HttpResponseBase) -> HttpResponseBase:
    response["OData-Version"] = "4.0"
    response["Cache-Control"] = "no-store"
    return response


def _answer(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False, separators=(",", ":")), content_type=JSON)


@door
def service(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The tables of a form."""
    form = _form(request, pk)
    value = [{"name": name, "kind": "EntitySet", "url": name} for name in entity_sets(form)]
    return _answer({"@odata.context": f"{_root(request, form)}/$metadata", "value": value})


@door
def metadata(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What each table holds."""
    return HttpResponse(metadata_of(_form(request, pk)), content_type="application/xml;charset=utf-8")


@door
def entities(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A page of one table, the first received first; `@odata.nextLink` leads to the next."""
    form, table = _table(request, pk, name)
    reader = _reader(request, form, table)
    asked = Asked.read(request.GET, table, reader, request.headers.get("Prefer", ""))
    if asked.mark is None:
        note_access(request.user, "answers.exported", form, format="odata", repeat=table.repeat)
    rows, mark = odata_rows.page_of(request.user, form, table, asked)
    body: dict[str, Any] = {"@odata.context": f"{_root(request, form)}/$metadata#{name}"}
    if asked.count:
        body["@odata.count"] = odata_rows.count_of(request.user, form, table, asked)
    body["value"] = rows
    if mark:
        kept = {key: value for key, value in request.GET.items() if key not in ("$skiptoken", "$top", "$skip")}
        query = "&".join(
            f"{quote(key, safe='$')}={quote(value)}"
            for key, value in (kept | {"$skiptoken": mark.token(reader)}).items()
        )
        body["@odata.nextLink"] = f"{_root(request, form)}/{name}?{query}"
    return _answer(body)


@door
def entity_count(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """How many rows a table has, as plain text."""
    form, table = _table(request, pk, name)
    asked = Asked.read(request.GET, table, _reader(request, form, table))
    return HttpResponse(
        str(odata_rows.count_of(request.user, form, table, asked)), content_type="text/plain;charset=utf-8"
    )


def _form(request: HttpRequest, pk: int) -> Form:
    return get_object_or_404(visible_forms(request.user), pk=pk)  # type: ignore[arg-type]


def _table(request: HttpRequest, pk: int, name: str) -> tuple[Form, EntitySet]:
    form = _form(request, pk)
    if name not in entity_sets(form):
        raise Http404
    return form, entity_sets(form)[name]


def _reader(request: HttpRequest, form: Form, table: EntitySet) -> str:
    """Who reads what: a page leads nobody else on, and nowhere else."""
    return f"{request.user.pk} {form.pk} {table.name}"


def _root(request: HttpRequest, form: Form) -> str:
    return request.build_absolute_uri(f"/api/odata/forms/{form.pk}.svc")
