"""The directory for other programs: what is published, for everybody; what else the reader may see, when signed in."""

import base64
import binascii
import json
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from taghyir.core.actions import Refused
from taghyir.directory.models import Organisation, OrganisationQuerySet
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import cards_of

router = Router(tags=["directory"])
MOST = 100
_CODE = "^[A-Za-z_]*$"


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
    source: str
    licence: str


class OrganisationsOut(Schema):
    organisations: list[OrganisationOut]
    next_cursor: str | None


class OrganisationsAsked(Schema):
    q: str = Field("", max_length=100, description="half a name, in any script")
    territory: str = Field("", max_length=3, pattern=_CODE, description="code of a territory: NAD")
    kind: str = Field("", max_length=12, pattern=_CODE)
    legal_form: str = Field("", max_length=12, pattern=_CODE, description="code of a legal form: MA_COOP")
    women_led: bool = False
    cursor: str = Field("", max_length=600, description="next_cursor of the page before")
    limit: int = Field(20, ge=1, le=MOST)


@router.get("", auth=None, response=OrganisationsOut)
def organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> dict[str, Any]:
    """Organisations you may see, by name, a page at a time. 409 when the cursor is none of ours."""
    rows = cards_of(_asked_for(visible_organisations(request.user), asked)).order_by("sort_name", "pk")
    if asked.cursor:
        name, pk = _read_cursor(asked.cursor)
        rows = rows.filter(Q(sort_name__gte=name), Q(sort_name__gt=name) | Q(pk__gt=pk))
    page = list(rows[: asked.limit + 1])
    last = page[asked.limit - 1] if len(page) > asked.limit else None
    return {"organisations": page[: asked.limit], "next_cursor": _cursor_after(last) if last else None}


@router.get("/{int:pk}", auth=None, response=OrganisationOut)
def organisation(request: HttpRequest, pk: int) -> Organisation:
    """The public card of one organisation. 404 when you may not see it."""
    return get_object_or_404(cards_of(visible_organisations(request.user)), pk=pk)


def _asked_for(rows: OrganisationQuerySet, asked: OrganisationsAsked) -> OrganisationQuerySet:
    if asked.q.strip():
        rows = rows.found_by(asked.q)
    if asked.women_led:
        rows = rows.filter(is_women_led=True)
    chosen = {"territory__code": asked.territory, "kind": asked.kind, "legal_form__code": asked.legal_form}
    return rows.filter(**{name: value for name, value in chosen.items() if value})


def _cursor_after(organisation: Organisation) -> str:
    place = json.dumps([organisation.sort_name, organisation.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode()


def _read_cursor(cursor: str) -> tuple[str, int]:
    try:
        name, pk = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if isinstance(name, str) and "\0" not in name and isinstance(pk, int) and 0 <= pk < 2**62:
            return name, pk
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise Refused(_("Ask again from the first page."), code="cursor")
