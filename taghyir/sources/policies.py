"""Who may bring files in, and read what became of them."""

from typing import Any

from django.db.models import QuerySet

from taghyir.directory.policies import can_change_organisation, can_import_organisations, visible_files
from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.sources.models import Said, Source
from taghyir.tables.models import ImportRun

__all__ = [
    "can_apply_import",
    "can_decide_difference",
    "can_import_organisations",
    "can_map_columns",
    "can_see_origins",
    "can_see_sources",
    "visible_import_runs",
    "visible_said",
    "visible_sources",
]


def visible_import_runs(actor: Any) -> QuerySet[ImportRun]:
    """The files one brought in; the whole programme and an auditor see everybody's."""
    runs = ImportRun.objects.filter(importer="organisations")
    if actor.is_robot or _sees_all(actor):
        return runs
    return runs.filter(asked_by=actor)


def can_apply_import(actor: User, run: ImportRun) -> bool:
    """Who brought the file, while they may bring files."""
    return can_import_organisations(actor) and run.asked_by_id == actor.pk


def can_map_columns(actor: User, run: ImportRun) -> bool:
    """Who brought the file: they have it before their eyes."""
    return can_apply_import(actor, run)


def can_see_sources(actor: Any) -> bool:
    """Who may bring files, the whole programme and an auditor."""
    return can_import_organisations(actor) or bool(_sees_all(actor))


def visible_sources(actor: Any) -> QuerySet[Source]:
    """Every source, for who may see them: they hold no person's data, and are shared so that none is mapped twice."""
    return Source.objects.all() if can_see_sources(actor) else Source.objects.none()


def visible_said(actor: Any) -> QuerySet[Said]:
    """What sources said of the organisations whose file one sees, and not their card alone: it may be hidden there."""
    if not actor.is_authenticated or not can_see_origins(actor):
        return Said.objects.none()
    return Said.objects.filter(organisation__in=visible_files(actor).order_by().values("pk"))


def can_see_origins(actor: User) -> bool:
    """Field staff and auditors."""
    return actor.is_robot or actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def can_decide_difference(actor: User, said: Said) -> bool:
    """Who may change the organisation."""
    return can_change_organisation(actor, said.organisation)


def _sees_all(actor: Any) -> bool:
    return bool(actor.reach(Role.Kind.PROGRAMME_COORDINATOR, Role.Kind.AUDITOR).everywhere)
