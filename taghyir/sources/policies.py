"""Who may bring files in, and read what became of them."""

from typing import Any

from django.db.models import QuerySet

from taghyir.directory.policies import can_import_organisations
from taghyir.people.models import Role, User
from taghyir.tables.models import ImportRun

__all__ = ["can_apply_import", "can_import_organisations", "visible_import_runs"]


def visible_import_runs(actor: Any) -> QuerySet[ImportRun]:
    """The files one brought in; the whole programme and an auditor see everybody's."""
    runs = ImportRun.objects.filter(importer="organisations")
    if actor.is_robot or actor.reach(Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.AUDITOR).everywhere:
        return runs
    return runs.filter(asked_by=actor)


def can_apply_import(actor: User, run: ImportRun) -> bool:
    """Who brought the file, while they may bring files."""
    return can_import_organisations(actor) and run.asked_by_id == actor.pk
