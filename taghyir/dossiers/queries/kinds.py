"""The lines of one kind, all of them: the page of a file shows the last few."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import objectives_of
from taghyir.dossiers.models import Line
from taghyir.dossiers.queries.lines import (
    Said,
    line_of_demand,
    line_of_need,
    line_of_service,
    lines_of_plan,
    needs_of,
    services_to_tell,
)
from taghyir.dossiers.queries.lines_of_rooms import (
    conventions_to_tell,
    diagnoses_to_tell,
    documents_to_tell,
    handovers_to_tell,
    line_of_care,
    line_of_convention,
    line_of_diagnosis,
    line_of_document,
    line_of_handover,
    line_of_milestone,
)
from taghyir.lens.queries import notes_of
from taghyir.milestones.queries import milestones_of


class Kind(NamedTuple):
    """Lines that may be many: how their page is called, how the rows are found, the last first, and how one is said."""

    title: Any
    rows: Callable[[Case], QuerySet[Any]]
    said: Callable[[Any], Said]


# the demand, the plan and the milestones always stand whole on the page
MANY: dict[str, Kind] = {
    Line.NEED: Kind(gettext_lazy("Your needs"), needs_of, line_of_need),
    Line.SERVICE: Kind(gettext_lazy("What was done together"), services_to_tell, line_of_service),
    Line.DIAGNOSIS: Kind(gettext_lazy("Diagnoses"), diagnoses_to_tell, line_of_diagnosis),
    Line.CONVENTION: Kind(gettext_lazy("The convention"), conventions_to_tell, line_of_convention),
    Line.DOCUMENT: Kind(gettext_lazy("Documents shown to you"), documents_to_tell, line_of_document),
    Line.HANDOVER: Kind(gettext_lazy("What was handed over"), handovers_to_tell, line_of_handover),
    Line.CARE: Kind(gettext_lazy("What was noted of care"), notes_of, line_of_care),
}


def line_at(case: Case, kind: str, pk: int) -> Said | None:
    """The one line, however old; None when the file has no such line."""
    if kind in MANY:
        found = MANY[kind].rows(case).filter(pk=pk).first()
        return MANY[kind].said(found) if found is not None else None
    milestones = (line_of_milestone(one) for one in milestones_of(case))
    lines = [line_of_demand(case), *lines_of_plan(objectives_of(case)), *milestones]
    return next((one for one in lines if (one.line, one.pk) == (kind, pk)), None)
