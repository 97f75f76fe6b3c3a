"""What the pages of a plan read."""

from typing import Any

from django.db.models import QuerySet

from taghyir.accompaniment.models import Case, Objective, PlannedAction
from taghyir.accompaniment.policies import visible_cases

_SHOWN = ("organisation", "territory", "adviser__person")


def files_seen(actor: Any) -> QuerySet[Case]:
    """The files `actor` sees, with what a page of their plan shows."""
    return visible_cases(actor).select_related(*_SHOWN)


def objectives_seen(actor: Any) -> QuerySet[Objective]:
    """The objectives of these files."""
    seen = Objective.objects.filter(case__in=visible_cases(actor).order_by().values("pk"))
    return seen.select_related(*(f"case__{path}" for path in _SHOWN))


def actions_seen(actor: Any) -> QuerySet[PlannedAction]:
    """The actions of these files."""
    seen = PlannedAction.objects.filter(objective__case__in=visible_cases(actor).order_by().values("pk"))
    return seen.select_related(*(f"objective__case__{path}" for path in _SHOWN))


def values_read(one: PlannedAction) -> list[Any]:
    """What an action says, as it is read before it is changed."""
    needs = ", ".join(one.needs.order_by("pk").values_list("words", flat=True))
    return [one.words, one.done_by, one.due_on, one.means, one.known_by, needs]
