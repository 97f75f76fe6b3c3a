"""What other rooms and pages ask of the catalogue."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from taghyir.catalogue.models import KindQuerySet, ServiceKind, Topic
from taghyir.catalogue.policies import visible_kinds
from taghyir.core.actions import Refused

WRITTEN = (
    "name_fr", "name_ar", "name_es", "name_en", "topic", "setting", "minutes", "themes", "is_training", "country", "order",
)  # fmt: skip


def kinds_to_list(actor: Any) -> KindQuerySet:
    """Those `actor` sees, in the order of the catalogue."""
    return visible_kinds(actor).order_by("order", "pk")


def kinds_offered_in(country: str) -> list[ServiceKind]:
    """What may be given in `country` today, in the order of the catalogue."""
    return list(ServiceKind.objects.offered_in(country).defer("loaded", "folded").order_by("order", "pk"))


def kind_of_code(code: str) -> ServiceKind | None:
    """The kind that programs call `code`, none for an empty one. Refused when nothing in the catalogue bears it."""
    if not code:
        return None
    if kind := ServiceKind.objects.filter(code=code, is_offered=True).first():
        return kind
    raise Refused(_("There is no kind of service %(code)s.") % {"code": code}, code="no_kind", field="kind")


def kinds_to_write(kinds: Iterable[ServiceKind]) -> list[tuple[str, str]]:
    """What may be written in a form, and what it stands for: each kind in its order, then each subject by itself."""
    named = [(str(kind.pk), capfirst(str(kind))) for kind in kinds]
    known = {name for _key, name in named}
    return named + [(topic.value, name) for topic in Topic if (name := str(capfirst(topic.label))) not in known]


def values_of(kind: ServiceKind) -> dict[str, Any]:
    """What is written of a kind, as JSON."""
    return {name: getattr(kind, name) for name in WRITTEN} | {"themes": sorted(kind.themes)}
