"""The directory for other programs: what is published, for everybody; what else the reader may see, when signed in."""

import base64
import binascii
import datetime as dt
import json
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from taghyir.core.actions import Refused
from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import Asked, as_shown_to, cards_of, narrowed, successor_of

router = Router(tags=["directory"])
MOST = 100
_CODE, _KEY = "^[A-Za-z_-]*$", "^[A-Za-z0-9.-]*$"


class OrganisationOut(Schema):
    id: int
    name: str
    name_ar: str
    other_names: str
    kind: str
    legal_form: str | None = Field(None, alias="legal_form.code")
    country: str
    territory: str | None = Field(None, alias="territory.code")
    place: str | None = Field(None, alias="place.code")
    place_name: str | None = Field(None, alias="place.name_fr")
    sectors: list[str]
    is_care: bool
    is_circular: bool
    offers: str
    labels: list[str] = Field(description="codes of the labels standing today")
    activity_fr: str
    activity_ar: str
    phone: str
    email: str
    website: str
    address: str
    latitude: float | None
    longitude: float | None
    women_members: int | None
    men_members: int | None
    women_board: int | None
    men_board: int | None
    is_women_led: bool
    freshness: str
    confirmed_on: dt.date | None
    source: str
    licence: str


class OrganisationsOut(Schema):
    organisations: list[OrganisationOut]
    next_cursor: str | None


class OrganisationsAsked(Schema):
    q: str = Field("", max_length=100, description="half a name, in any script; a place; what it offers")
    territory: str = Field(
        "", max_length=40, pattern=_CODE, description="a territory by its code or its slug: NAD, nador"
    )
    place: str = Field("", max_length=30, pattern=_KEY, description="country and code of a place: MA-02.381.01.07")
    sector: str = Field("", max_length=12, pattern=_CODE)
    product: str = Field("", max_length=60, description="something it offers, in full")
    kind: str = Field("", max_length=12, pattern=_CODE)
    legal_form: str = Field("", max_length=12, pattern=_CODE, description="code of a legal form: MA_COOP")
    label: str = Field("", max_length=12, pattern=_CODE, description="code of a label standing today: MA_BIO")
    women_led: bool = False
    care: bool = False
    circular: bool = False
    near: str = Field("", max_length=30, pattern=_KEY, description="a place: what lies around it")
    within: int = Field(25, description="kilometres around it: 5, 10, 25, 50 or 100")
    cursor: str = Field("", max_length=600, description="next_cursor of the page before")
    limit: int = Field(20, ge=1, le=MOST)


@router.get("", auth=None, response=OrganisationsOut)
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> dict[str, Any]:
    """Organisations you may see, by name, a page at a time. 409 when the cursor is none of ours."""
    rows = cards_of(narrowed(visible_organisations(request.user), Asked.read(asked.dict())))
    if asked.cursor:
        name, pk = _read_cursor(asked.cursor)
        rows = rows.filter(Q(sort_name__gte=name), Q(sort_name__gt=name) | Q(pk__gt=pk))
    page = list(rows[: asked.limit + 1])
    last = page[asked.limit - 1] if len(page) > asked.limit else None
    shown = list(as_shown_to(request.user, page[: asked.limit]))
    return {"organisations": shown, "next_cursor": _cursor_after(last) if last else None}


@router.get("/{int:pk}", auth=None, response=OrganisationOut)
def organisation(request: HttpRequest, pk: int) -> Organisation:
    """The public card of one organisation; when it was merged into another, that one. 404 when you may not see it."""
    found = successor_of(request.user, pk)
    if found is None:
        raise Http404
    return next(as_shown_to(request.user, [found]))


def _cursor_after(organisation: Organisation) -> str:
    place = json.dumps([organisation.sort_name, organisation.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode()


def _read_cursor(cursor: str) -> tuple[str, int]:
    try:
        name, pk = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if "\0" not in name and isinstance(pk, int) and 0 <= pk < 2**62:
            return name.encode().decode(), pk  # half a sign of two is none: it cannot be asked of the database
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError):
        pass
    raise Refused(_("Ask again from the first page."), code="cursor")
