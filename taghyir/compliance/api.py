"""The facts of the law for other programs: by country, legal form and day."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from taghyir.compliance.models import Fact
from taghyir.compliance.policies import visible_facts
from taghyir.compliance.queries import facts_with_all

router = Router(tags=["compliance"])
MOST = 500


class FactOut(Schema):
    id: int
    code: str
    country: str
    legal_forms: list[str]
    kind: str
    moment: str
    name_fr: str
    name_ar: str
    name_es: str
    name_en: str
    explanation_fr: str
    explanation_ar: str
    explanation_es: str
    explanation_en: str
    authority_fr: str
    authority_ar: str
    legal_basis: str
    source_url: str
    value: Decimal | None
    unit: str
    currency: str
    bound: str
    anchor: str
    offset: int | None
    offset_unit: str
    direction: str
    recurrence: str
    month: int | None
    day: int | None
    day_off: str
    condition: str
    condition_from: Decimal | None
    condition_currency: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    verified_on: dt.date | None
    origin: str

    @staticmethod
    def resolve_legal_forms(fact: Fact) -> list[str]:
        return [form.code for form in fact.legal_forms.all()]

    @staticmethod
    def resolve_moment(fact: Fact) -> str:
        return Fact.Moment(fact.moment).name.lower()


class FactsOut(Schema):
    on: dt.date
    facts: list[FactOut]


class FactsAsked(Schema):
    country: str = Field("", max_length=2, pattern="^[A-Z]*$", description="MA or TN")
    legal_form: str = Field("", max_length=12, pattern="^[A-Z_]*$", description="code of a legal form: MA_COOP")
    code: str = Field("", max_length=40, pattern="^[a-z0-9_]*$", description="code of a fact: minimum_members")
    on: dt.date | None = Field(None, description="the day on which they hold; today when left out")


@router.get("", auth=None, response=FactsOut)
def facts(request: HttpRequest, asked: Query[FactsAsked]) -> dict[str, Any]:
    """What the law asks on a day, by country and legal form, 500 at most. `verified_on` null: to be verified."""
    on = asked.on or timezone.localdate()
    rows = visible_facts(request.user).in_force(on)
    for name, value in (("country", asked.country), ("code", asked.code)):
        if value:
            rows = rows.filter(**{name: value})
    if asked.legal_form:
        rows = rows.filter(scopes__legal_form__code=asked.legal_form)
    return {"on": on, "facts": list(facts_with_all(rows)[:MOST])}
