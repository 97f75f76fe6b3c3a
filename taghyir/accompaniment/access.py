"""Opening a file: found for who may see it; who opens it, or is turned away, is written in the access log."""

from django.http import Http404

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import can_see_case
from taghyir.accompaniment.queries.file import case_for_its_page
from taghyir.accompaniment.queries.file_rows import NAMED, OPENED
from taghyir.core.journal import note_access
from taghyir.people.models import User

REFUSED = "case.refused"


def found_case(actor: User, pk: int, *, whole: bool = False) -> Case:
    """The file, with all its page needs when `whole`. 404 for who may not see it; trying leaves a line."""
    case = case_for_its_page(actor, pk) if whole else _named(actor, pk)
    if case is None:
        if hidden := Case.objects.filter(pk=pk).first():
            note_access(actor, REFUSED, hidden)
        raise Http404
    return case


def _named(actor: User, pk: int) -> Case | None:
    case = NAMED.first(case=pk)
    return case if case is not None and can_see_case(actor, case) else None


def note_opening(actor: User, case: Case) -> None:
    """Write once a day that `actor` read the file."""
    if not case.is_noted:  # type: ignore[attr-defined]
        note_access(actor, OPENED, case)
