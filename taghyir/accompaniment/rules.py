"""Rules that several actions keep: a file that is open, a day that has come, an adviser of the place."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case, CaseQuerySet
from taghyir.accompaniment.queries import advisers_for
from taghyir.core.actions import Refused
from taghyir.design.formats import date_text
from taghyir.needs.models import Need
from taghyir.people.models import User
from taghyir.people.queries import leave_of
from taghyir.places.models import Territory
from taghyir.tables.statements import Statement


def _held(case: int) -> CaseQuerySet:
    held = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk=case)
    return held.select_related("territory", "demand").order_by()


_HELD: Statement[Case] = Statement(_held)


def open_case(pk: int) -> Case:
    """The file, held until the end of the transaction so that nobody closes it meanwhile. Refused when it is closed."""
    case = _HELD.first(case=pk)
    if case is None:
        raise Case.DoesNotExist
    if not case.is_open:
        raise Refused(_("This file is closed: it can be read, no longer written."), code="closed")
    return case


def check_has_come(day: dt.date, field: str) -> None:
    """Refused when `day` is still to come."""
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future", field=field)


def check_promise(words: str, day: dt.date | None) -> None:
    """A next step is said in words and promised for a day, from today on; or there is none at all."""
    if words and day is None:
        raise Refused(_("Say for when the next step is promised."), code="no_day", field="next_step_on")
    if day is not None and not words:
        raise Refused(_("Say what the next step is."), code="no_step", field="next_step")
    if day is not None and day < timezone.localdate():
        raise Refused(_("Promise a day from today on."), code="past", field="next_step_on")


def check_needs(case: Case, needs: list[Need], *, may_be_none: bool = False) -> None:
    """Refused without a need, and for those of another organisation."""
    if not needs and not may_be_none:
        raise Refused(_("Choose at least one need: an action answers somebody."), code="no_need", field="needs")
    if any(need.organisation_id != case.organisation_id for need in needs):
        raise Refused(_("Choose needs of this organisation."), code="other_need", field="needs")


def check_advises(adviser: User, territory: Territory) -> None:
    """Refused unless `adviser` works on files in `territory` today."""
    if not advisers_for(territory).filter(pk=adviser.pk).exists():
        raise Refused(
            _("%(name)s is not an adviser in %(territory)s.") % {"name": adviser, "territory": territory},
            code="not_an_adviser",
            field="adviser",
        )


def check_may_receive(case: Case, adviser: User) -> None:
    """Refused unless `adviser` works on files there, is not the present one, and is not on leave today."""
    if adviser.pk == case.adviser_id:
        raise Refused(_("%(name)s already follows this file.") % {"name": adviser}, code="same", field="adviser")
    check_advises(adviser, case.territory)
    check_is_here(adviser)


def check_is_here(adviser: User) -> None:
    """Refused while `adviser` is on leave."""
    if leave := leave_of(adviser):
        words = {
            "name": adviser,
            "day": date_text(leave.ends_on + dt.timedelta(days=1)),
            "substitute": leave.substitute,
        }
        raise Refused(
            _("%(name)s is on leave, and back on %(day)s. %(substitute)s stands in until then.") % words,
            code="on_leave",
            field="adviser",
        )
