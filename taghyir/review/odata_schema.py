"""A form as OData 4.0 sees it: one table for the answers, one for each repeat, typed; and a row of each.

Source: OData Common Schema Definition Language (CSDL) 4.0 and OData JSON Format 4.0. Names are those of ODK Central where OData
allows them: `Submissions`, `__id`, `__system`.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import quoteattr

from taghyir.review.columns import Row, questions_of_form
from taghyir.review.models import State
from taghyir.surveys.models import Form, FormVersion

ROOT = "Submissions"
SYSTEM = {
    "submissionDate": "Edm.DateTimeOffset",
    "reviewState": "Edm.String",
    "edits": "Edm.Int64",
    "submitterName": "Edm.String",
    "territory": "Edm.String",
    "receipt": "Edm.String",
    "deviceId": "Edm.String",
    "formVersion": "Edm.String",
}
FILTERED = ("submissionDate", "reviewState")
STATES = {
    "received": State.RECEIVED,
    "hasIssues": State.HAS_ISSUES,
    "approved": State.APPROVED,
    "rejected": State.REJECTED,
}
_SAID = {state.value: name for name, state in STATES.items()}
Value = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class EntitySet:
    """One table: its properties by name, with their type and how each is read from the answers of one row."""

    name: str
    repeat: str
    outermost: str = ""  # the repeat around it that stands in the answers themselves
    properties: dict[str, tuple[str, Value]] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        return ["__id", "__system"] if not self.repeat else ["__id", "__Submissions_id", "__parent_id"]


def entity_sets(form: Form) -> dict[str, EntitySet]:
    """The tables of a form by name, the answers first. Made once for each version that is published."""
    return _entity_sets(form.pk, form.current_id)


@lru_cache(maxsize=100)
def _entity_sets(form_id: int, _current: int | None) -> dict[str, EntitySet]:
    questions = questions_of_form(Form.objects.get(pk=form_id))
    found = {ROOT: EntitySet(ROOT, "")}
    by_repeat = {"": found[ROOT]}
    for question in (q for q in questions if q["type"] == "repeat"):
        name, path = _free(f"{ROOT}_{_identifier(question['path'])}", found), question["path"]
        outermost = by_repeat[question["repeat"]].outermost or path
        by_repeat[path] = found[name] = EntitySet(name, path, outermost)
    for question in questions:
        if question["type"] not in ("group", "repeat", "note") and question["repeat"] in by_repeat:
            _add(by_repeat[question["repeat"]], question)
    return found


def versions_of(form: Form) -> dict[int, str]:
    """What each version of a form is called, by key."""
    return _versions_of(form.pk, form.current_id)


@lru_cache(maxsize=100)
def _versions_of(form_id: int, _current: int | None) -> dict[int, str]:
    return dict(FormVersion.objects.filter(form=form_id).values_list("pk", "version"))


def _add(table: EntitySet, question: dict[str, Any]) -> None:
    path, kind = question["path"], question["type"]
    own = path.removeprefix(f"{table.repeat}/") if table.repeat else path
    name = _free(_identifier(own), {*table.properties, *table.keys})
    if known := _TYPES.get(kind):
        table.properties[name] = (known[0], lambda item, read=known[1]: _read(read, item.get(path)))
    else:
        table.properties[name] = ("Edm.String", lambda item: text if type(text := item.get(path)) is str else None)
    if kind == "geopoint":
        for suffix, at in (("latitude", 0), ("longitude", 1)):
            free = _free(f"{name}_{suffix}", {*table.properties, *table.keys})
            table.properties[free] = ("Edm.Double", lambda item, at=at: _degrees(item.get(path), at))


def _identifier(path: str) -> str:
    """A name that OData allows: letters, digits and _, a letter first, 128 at most."""
    name = re.sub(r"\W", "_", path)[:110]
    return f"_{name}" if name[:1].isdigit() else name


def _free(name: str, taken: Any) -> str:
    while name in taken:
        name += "_"
    return name


def _read(read: Callable[[str], Any], text: Any) -> Any:
    try:
        return None if not isinstance(text, str) else read(text)
    except (ValueError, InvalidOperation, OverflowError):
        return None  # the type of a property is a promise: what is of another type is in the files


def _integer(text: str) -> int:
    if abs(number := int(text)) > 2**63 - 1:
        raise ValueError
    return number


def _decimal(text: str) -> float:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > 28:
        raise ValueError
    return float(number)


def _moment(text: str) -> str:
    moment = dt.datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat()


def _degrees(text: Any, at: int) -> float | None:
    """The first (latitude) or second number (longitude) of a point, if it is on Earth."""
    try:
        degrees = float(text.split(None, 2)[at]) if isinstance(text, str) else None
    except (ValueError, IndexError):
        return None
    return degrees if degrees is not None and abs(degrees) <= (180 if at else 90) else None


_TYPES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "integer": ("Edm.Int64", _integer),
    "decimal": ("Edm.Double", _decimal),
    "date": ("Edm.Date", lambda text: dt.date.fromisoformat(text[:10]).isoformat()),
    "datetime": ("Edm.DateTimeOffset", _moment),
}


def system_of(row: Row, names: dict[str, dict[Any, str]]) -> dict[str, Any]:
    """What is known of one answer besides what was answered; `names` are those of senders, territories and versions by key."""
    return {
        "submissionDate": row["received_at"].isoformat().replace("+00:00", "Z"),
        "reviewState": _SAID[row["review__state"] or State.RECEIVED],
        "edits": row["edits"],
        "submitterName": names["senders"].get(row["submitted_by_id"]),
        "territory": names["territories"].get(row["territory_id"]),
        "receipt": row["receipt"],
        "deviceId": row["device"] or None,
        "formVersion": names["versions"].get(row["version_id"]),
    }


def metadata_of(form: Form) -> str:
    """The $metadata document: every table, what can be asked of it and what cannot."""
    sets = entity_sets(form)
    types = "".join(_entity_type(table) for table in sets.values())
    listed = "".join(_entity_set(table) for table in sets.values())
    system = "".join(f'<Property Name="{name}" Type="{kind}"/>' for name, kind in SYSTEM.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>'
        '<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="Taghyir">'
        f'{types}<ComplexType Name="System">{system}</ComplexType>'
        f'<EntityContainer Name="Form">{listed}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n'
    )


def _entity_type(table: EntitySet) -> str:
    lines = ['<Property Name="__id" Type="Edm.String" Nullable="false"/>']
    if table.repeat:
        lines += [f'<Property Name="{name}" Type="Edm.String"/>' for name in table.keys[1:]]
    else:
        lines += ['<Property Name="__system" Type="Taghyir.System"/>']
    lines += [
        f"<Property Name={quoteattr(name)} Type={quoteattr(kind)}/>" for name, (kind, _r) in table.properties.items()
    ]
    return (
        f'<EntityType Name={quoteattr(table.name)}><Key><PropertyRef Name="__id"/></Key>{"".join(lines)}</EntityType>'
    )


def _entity_set(table: EntitySet) -> str:
    closed = "".join(f"<PropertyPath>{name}</PropertyPath>" for name in _not_filtered(table))
    capabilities = (
        f"{_restriction('FilterRestrictions', 'NonFilterableProperties', closed)}"
        '<Annotation Term="Org.OData.Capabilities.V1.BatchSupported" Bool="false"/>'
        f"{_allowed('CountRestrictions', 'Countable', True)}{_allowed('SortRestrictions', 'Sortable', False)}"
        f"{_allowed('ExpandRestrictions', 'Expandable', False)}"
    )
    kind = quoteattr(f"Taghyir.{table.name}")
    return f"<EntitySet Name={quoteattr(table.name)} EntityType={kind}>{capabilities}</EntitySet>"


def _not_filtered(table: EntitySet) -> list[str]:
    system = [] if table.repeat else [f"__system/{name}" for name in SYSTEM if name not in FILTERED]
    return [*table.properties, *system, *(table.keys[1:] if table.repeat else [])]


def _restriction(term: str, name: str, paths: str) -> str:
    record = f'<Record><PropertyValue Property="{name}"><Collection>{paths}</Collection></PropertyValue></Record>'
    return f'<Annotation Term="Org.OData.Capabilities.V1.{term}">{record}</Annotation>'


def _allowed(term: str, name: str, is_allowed: bool) -> str:
    record = f'<Record><PropertyValue Property="{name}" Bool="{str(is_allowed).lower()}"/></Record>'
    return f'<Annotation Term="Org.OData.Capabilities.V1.{term}">{record}</Annotation>'
