"""Everything that can be done to the planning matrix and to the values typed in it."""

import datetime as dt
import re
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.places.models import Territory
from taghyir.results.models import Evidence, Goal, Indicator, MeasuredValue, Target
from taghyir.results.policies import can_keep_matrix, can_record_value, can_set_target

PROOFS = {"pdf", "jpg", "jpeg", "png", "webp", "xlsx", "docx", "odt", "csv"}


@action("goal.added")
def add_goal(*, actor: User, **fields: object) -> Goal:
    """Add a line to the matrix. Refused when its code is taken."""
    require(can_keep_matrix(actor))
    return store(Goal(**fields))


@action("goal.changed")
def change_goal(*, actor: User, goal: Goal, **fields: object) -> Goal:
    """Change a line of the matrix. Refused when it would lie under itself."""
    require(can_keep_matrix(actor))
    above = fields.get("parent")
    while isinstance(above, Goal):
        if above.pk == goal.pk:
            raise Refused(_("A line cannot lie under itself."), code="loop", field="parent")
        above = above.parent
    _set(goal, fields)
    return store(goal)


@action("indicator.added")
def add_indicator(*, actor: User, **fields: object) -> Indicator:
    """Add an indicator to a line. Refused when its code is taken."""
    require(can_keep_matrix(actor))
    return store(Indicator(**fields))


@action("indicator.changed")
def change_indicator(*, actor: User, indicator: Indicator, **fields: object) -> Indicator:
    """Change an indicator. Refused when values were typed for it and it would become computed."""
    require(can_keep_matrix(actor))
    if fields.get("computation") and not indicator.computation and indicator.values.exists():
        raise Refused(_("Values were typed for this indicator: it stays typed."), code="typed", field="computation")
    _set(indicator, fields)
    return store(indicator)


@action("target.set")
def set_target(
    *, actor: User, indicator: Indicator, year: int, value: Decimal, territory: Territory | None = None
) -> Target:
    """Say what is to be reached in one year. Setting it again changes it."""
    require(can_set_target(actor))
    target = Target.objects.filter(indicator=indicator, year=year, territory=territory).first()
    target = target or Target(indicator=indicator, year=year, territory=territory)
    target.value = value
    return store(target)


@action("value.recorded")
def record_value(
    *,
    actor: User,
    indicator: Indicator,
    territory: Territory,
    starts_on: dt.date,
    ends_on: dt.date,
    value: Decimal | None = None,
    women: Decimal | None = None,
    men: Decimal | None = None,
    unknown: Decimal | None = None,
    comment: str = "",
    file: UploadedFile | None = None,
    proof: str = "",
) -> MeasuredValue:
    """Type a value. With its proof it is stated; without, it stays a draft. A total by sex is computed, never typed."""
    require(can_record_value(actor, territory))
    if indicator.computation:
        raise Refused(_("This indicator is computed from the work. Nobody types it."), code="computed")
    by_sex = [part for part in (women, men, unknown) if part is not None]
    if not by_sex and value is None:
        raise Refused(_("Write a value, or the numbers by sex."), code="empty", field="value")
    parts = {"women": women, "men": men, "unknown": unknown, "value": sum(by_sex) if by_sex else value}
    measured = MeasuredValue(indicator=indicator, territory=territory, starts_on=starts_on, ends_on=ends_on, **parts)
    measured.comment, measured.stated_by = comment, actor
    store(measured)
    return _with_proof(measured, actor, file, proof) if file else measured


@action("evidence.attached")
def attach_evidence(*, actor: User, value: MeasuredValue, file: UploadedFile, proof: str) -> MeasuredValue:
    """Attach a proof: the value is stated from then on."""
    require(can_record_value(actor, value.territory))
    return _with_proof(value, actor, file, proof)


def _with_proof(value: MeasuredValue, actor: User, file: UploadedFile, proof: str) -> MeasuredValue:
    stored = keep_file(file, by=actor, extensions=PROOFS)
    store(Evidence(value=value, number=_next_number(value.indicator), file=stored, words=proof or stored.name))
    value.state = MeasuredValue.State.STATED
    return store(value)


def _next_number(indicator: Indicator) -> str:
    """FdV-R2-I3-014: the end of the code of the indicator, and a number that never moves."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    short = "-".join(indicator.code.split(".")[-2:])
    last = Evidence.objects.filter(value__indicator=indicator).order_by("-pk").values_list("number", flat=True).first()
    found = re.search(r"(\d+)$", last or "0")
    return f"FdV-{short}-{int(found[1]) + 1 if found else 1:03d}"


def _set(thing: Goal | Indicator, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
