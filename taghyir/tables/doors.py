"""The door of one thing: found for who may see it; that somebody else tried is a line on what it belongs to."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from taghyir.core.journal import note_access

Row = TypeVar("Row", bound=Model)


def found_or_noted(actor: Any, seen: QuerySet[Row], pk: int, *, of: str, verb: str = "") -> Row:
    """One of `seen`, what `actor` may see. 404 for who may not; trying leaves a line, such as `case.refused`.

    `of` leads from the thing to what bears the line: `case`, `handover__case`, or `pk` for the thing itself. `verb`: of the line,
    where `refused` says something else, such as the answer to a demand.
    """
    found = seen.filter(pk=pk).first()
    if found is None:
        bearer: Any = seen.model
        for step in () if of == "pk" else of.split("__"):
            bearer = bearer._meta.get_field(step).related_model
        hidden = seen.model._base_manager.filter(pk=pk).order_by().values(of)
        if refused := bearer._base_manager.filter(pk__in=hidden).order_by("-pk").first():
            of_it = {} if of == "pk" else {str(seen.model._meta.model_name): pk}
            note_access(actor, verb or f"{bearer._meta.model_name}.refused", refused, **of_it)
        raise Http404
    return found
