"""Files and services for other programs and for phones: the same rooms, another door."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taghyir.accompaniment import actions
from taghyir.accompaniment.access import found_case
from taghyir.accompaniment.models import Case, Service
from taghyir.accompaniment.queries import cases_with_last_service
from taghyir.catalogue.queries import kind_of_code

router = Router(tags=["accompaniment"])
MOST = 100


class CaseOut(Schema):
    id: int
    number: str
    organisation_id: int
    organisation: str
    territory: str = Field(alias="territory.code")
    is_open: bool
    is_new_enterprise: bool
    opened_on: dt.date
    closed_on: dt.date | None
    next_step: str
    next_step_on: dt.date | None
    last_service_on: dt.date | None

    @staticmethod
    def resolve_organisation(case: Case) -> str:
        return str(case.organisation)


class CasesOut(Schema):
    cases: list[CaseOut]
    next_after: int | None


class ServiceIn(Schema):
    sent_once: UUID
    given_on: dt.date | None = None
    minutes: int = Field(ge=1, le=960)
    topic: Service.Topic | None = None
    kind: str = Field("", max_length=40, description="Code of a kind of the catalogue: it says the topic.")
    mode: Service.Mode = Service.Mode.VISIT
    women: int = Field(0, ge=0, le=9_999)
    men: int = Field(0, ge=0, le=9_999)
    unsaid: int = Field(0, ge=0, le=9_999, description="People who do not say their sex.")
    notes: str = Field("", max_length=4_000)
    is_training: bool = Field(False, description="True as well when its kind is a training.")
    practice: str = Field("", max_length=300, description="What is practised after a training: it enters the plan.")
    practice_by: str = Field("", max_length=120, description="Empty: the enterprise.")
    practice_on: dt.date | None = Field(None, description="Empty: in thirty days.")
    no_practice: str = Field("", max_length=200, description="Or why nothing is to be practised.")
    next_step: str = Field("", max_length=200)
    next_step_on: dt.date | None = None
    is_step_done: bool = False


class ServiceOut(Schema):
    id: int
    case_id: int
    given_on: dt.date
    minutes: int
    topic: str
    kind: str
    mode: str
    women: int
    men: int
    unsaid: int
    notes: str
    is_training: bool
    no_practice: str

    @staticmethod
    def resolve_kind(service: Service) -> str:
        return service.kind.code if service.kind else ""


@router.get("", response=CasesOut)
def list_cases(request: HttpRequest, after: int = 0, only_open: bool = False):
    """Files you may see, by their key, 100 at a time: ask again with `after` = `next_after` until it is null."""
    cases = cases_with_last_service(request.user).filter(pk__gt=after).order_by("pk")  # type: ignore[arg-type]
    page = list((cases.open() if only_open else cases)[: MOST + 1])
    return {"cases": page[:MOST], "next_after": page[MOST - 1].pk if len(page) > MOST else None}


@router.post("{int:pk}/services", response={201: ServiceOut, 200: ServiceOut})
def record_service(request: HttpRequest, pk: int, service: ServiceIn):
    """Record a service. `sent_once` is yours to make: sent again, the same service is answered with 200.

    403 if you do not work on this file, 404 if you may not see it, 409 if it is closed, the day is still to come or before
    the demand, nobody was present, it has neither a topic nor a kind of the catalogue, it is a training without
    a practice nor a reason, or `sent_once` was used for another service.
    """
    case = found_case(request.user, pk)  # type: ignore[arg-type]
    given = service.model_dump(exclude_none=True)
    given["kind"] = kind_of_code(given.pop("kind"))
    try:
        return Status(201, actions.record_service(actor=request.user, case=case, **given))
    except actions.AlreadySent as known:
        return Status(200, known.service)
