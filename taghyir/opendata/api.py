"""What changed in the public directory, for programs that keep a copy of it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from taghyir.opendata.queries import changes_since

router = Router(tags=["directory"])
MOST = 500


class ChangeOut(Schema):
    id: int
    state: str = Field(description="shown: read its card; gone: take it out")
    merged_into: int | None = Field(description="the organisation of which it is part now")
    at: dt.datetime


class ChangesOut(Schema):
    changes: list[ChangeOut]
    next_since: int


class ChangesAsked(Schema):
    since: int = Field(0, ge=0, le=2**62, description="next_since of the answer before; 0 for all")
    limit: int = Field(100, ge=1, le=MOST)


@router.get("", auth=None, response=ChangesOut)
def changes(request: HttpRequest, asked: Query[ChangesAsked]) -> dict[str, Any]:
    """What happened to public cards after `since`, the oldest first, one change a card. Empty when nothing did: ask later."""
    found, last = changes_since(asked.since, asked.limit)
    return {"changes": found, "next_since": last}
