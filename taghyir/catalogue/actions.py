"""Kinds of service are added and changed; the seed is brought in."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from taghyir.catalogue.models import ServiceKind
from taghyir.catalogue.policies import can_add_kind, can_change_kind, can_load_catalogue
from taghyir.catalogue.queries import values_of
from taghyir.catalogue.seeds import Loaded, read_seed
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import User
from taghyir.tables.search import search_text
from taghyir.tables.text import cleaned


@action("kind.added")
def add_kind(*, actor: User, **fields: Any) -> ServiceKind:
    """Add a kind of service; its code comes from its French name. Refused when there is one of this name for this country."""
    require(can_add_kind(actor))
    code = "-".join(filter(None, [slugify(fields["name_fr"])[:36], fields.get("country", "").lower()]))
    return _written(ServiceKind(code=code or "kind"), fields)


@action("kind.changed")
def change_kind(*, actor: User, kind: ServiceKind, **fields: Any) -> ServiceKind:
    """Change what a kind says, or no longer offer it. Refused when another one bears this name."""
    require(can_change_kind(actor))
    kind = ServiceKind.objects.select_for_update().get(pk=kind.pk)
    before = values_of(kind) | {"is_offered": kind.is_offered}
    _written(kind, fields)
    after = values_of(kind) | {"is_offered": kind.is_offered}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    vars(kind)["journal_details"] = {"changes": changes}
    return kind


@action("catalogue.loaded")
def load_catalogue(*, actor: User) -> Loaded:
    """Bring the seed in: add, renew what nobody touched, leave what a coordinator wrote. Twice changes nothing."""
    require(can_load_catalogue(actor))
    known = {kind.code: kind for kind in ServiceKind.objects.select_for_update()}
    done = Loaded()
    for code, said in read_seed():
        _load(code, said, known.get(code), done)
    vars(done)["journal_details"] = done.counts
    return done


def _load(code: str, said: dict[str, Any], kind: ServiceKind | None, done: Loaded) -> None:
    if kind is not None and values_of(kind) == said:
        done.unchanged += 1
    elif kind is not None and kind.loaded != values_of(kind):
        done.kept.append(kind)
    else:
        (done.added if kind is None else done.renewed).extend(_brought_in(code, said, kind, done))


def _brought_in(code: str, said: dict[str, Any], kind: ServiceKind | None, done: Loaded) -> list[ServiceKind]:
    """The kind as the seed says it; none when a coordinator added one of the same name by hand."""
    try:
        with transaction.atomic():
            return [_written(kind or ServiceKind(code=code), said | {"loaded": said})]
    except Refused as refusal:
        done.refused.append((code, str(refusal)))
        return []


def _written(kind: ServiceKind, fields: dict[str, Any]) -> ServiceKind:
    for name, value in fields.items():
        setattr(kind, name, cleaned(value) if isinstance(value, str) else value)
    kind.folded = search_text(f"{kind.name_fr} {kind.name_es} {kind.name_en} {kind.code}", kind.name_ar)
    return store(kind)
