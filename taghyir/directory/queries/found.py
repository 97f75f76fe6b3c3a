"""What is found in the directory: the lines of a page, how many in all, and how many of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, FloatField, Q, QuerySet, Value
from django.utils import timezone

from taghyir.core.languages import base_language
from taghyir.core.text import folded
from taghyir.design.formats import initials_text, number_text
from taghyir.directory.models import Freshness, LegalForm, Organisation, OrganisationQuerySet
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries.search import Asked, narrowed, near_of
from taghyir.tables.distances import Near, degrees_sql, distance_from
from taghyir.tables.statements import one_of

PER_PAGE = 20
MANY = 1_000  # beyond, the counts of a search are kept
KEPT_FOR = 60  # seconds the counts of a search are kept, for one reader
VISITOR = AnonymousUser()
_SOME = [-1]  # stands in a statement for keys to come
Sql = tuple[str, tuple[Any, ...]]
# each facet: the column counted in what is found, and the condition when one of its values is chosen
_FACETS: dict[str, tuple[str, Any]] = {
    "sector": ("unnest(sectors)", lambda value: Q(sectors__contains=[value])),
    "kind": ("kind", lambda value: Q(kind=value)),
    "legal_form": ("legal_form", lambda value: Q(legal_form__code=value)),
    "women_led": ("nullif(women_led, false)", lambda _value: Q(is_women_led=True)),
    "care": ("nullif(care, false)", lambda _value: Q(is_care=True)),
    "circular": ("nullif(circular, false)", lambda _value: Q(is_circular=True)),
    "label": ("unnest(labels)", lambda value: Q(labels__contains=[value])),
    "product": ("unnest(products)", lambda value: Q(products__contains=[folded(value)])),
}
_COLUMNS = ("sectors", "kind", "legal_form", "women_led", "care", "circular", "products", "labels")
_COUNTED = ("sectors", "kind", "legal_form_id", "is_women_led", "is_care", "is_circular", "products", "labels")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are found, and for each facet how many there would be with each of its values, the other choices kept."""

    all: int
    of: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what is found."""

    counts: Counts
    page: Page
    lines: list["Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation in a list, in the language of the page: few facts, read without making models."""

    pk: int
    name: str
    other_name: str
    initials: str
    what: str
    where: str
    activity: str
    activity_lang: str  # empty when it is said in the language of the page
    distance: str  # km, written for the reader; empty when nothing is near
    is_women_led: bool
    is_public: bool
    is_closed: bool
    is_faded: bool


def page_found(actor: Any, asked: Asked, *, number: Any = 1) -> Found:
    """One page (a number that is none is the first, one too high the last). Two statements; one while the counts are kept."""
    name = "counts-" + sha256(repr((actor.pk, replace(asked, sort="name"), near_of(asked))).encode()).hexdigest()
    keys: list[int] | None = None
    counts = cache.get(name)
    if counts is None:
        first = PER_PAGE * (int(number) - 1) if str(number).isascii() and str(number).isdigit() else 0
        counts, keys = _counted(*_counting_read_by(_reader(actor), asked, near_of(asked), max(0, min(first, 10**9))))
        if counts.all > MANY:
            cache.set(name, counts, KEPT_FOR)
    page = Paginator(range(counts.all), PER_PAGE).get_page(number)
    first = max(0, page.start_index() - 1)
    if keys or not counts.all:
        return Found(counts, page, _lines_of_keys(keys or [], asked))
    return Found(counts, page, lines_found(actor, asked, first=first))


def lines_where(actor: Any, asked: Asked, condition: Q, *, number: Any = 1) -> tuple[list[Line], Page]:
    """The lines of one page of what is found and answers one more condition, and that page, in two statements."""
    seen = visible_organisations(actor).filter(condition)
    page = Paginator(range(narrowed(seen, asked).order_by().count()), PER_PAGE).get_page(number)
    keys = _keys_of(seen, asked, max(0, page.start_index() - 1), PER_PAGE)
    return _lines(*_lines_sql(keys, asked, near_of(asked))), page


def lines_found(actor: Any, asked: Asked, *, first: int = 0, many: int = PER_PAGE) -> list[Line]:
    """The lines from the `first` on (0 is the first one), in one statement."""
    return _lines(*_lines_read_by(_reader(actor), base_language(), asked, near_of(asked), first, many))


def _lines(sql: str, values: tuple[Any, ...]) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        language = base_language()
        return [_line(language, *row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: visitors are one; somebody is the same as long as their roles are, for a day."""

    key: tuple[Any, ...]
    actor: Any = field(compare=False)


def _reader(actor: Any) -> Reader:
    if not actor.is_authenticated:
        return Reader((), VISITOR)
    roles = tuple(sorted((role.kind, role.territory_id or 0, role.country) for role in actor.roles_today))
    return Reader((actor.pk, actor.person_id, actor.is_robot, roles, timezone.localdate()), actor)


@lru_cache(maxsize=512)
def _lines_read_by(reader: Reader, _language: str, asked: Asked, near: Near | None, first: int, many: int) -> Sql:
    """What the same reader asks again has the same SQL: it is written once."""
    return _lines_sql(_keys_of(visible_organisations(reader.actor), asked, first, many), asked, near)


def _keys_of(seen: OrganisationQuerySet, asked: Asked, first: int, many: int) -> Q:
    return Q(pk__in=narrowed(seen, asked, near_of(asked)).values("pk")[first : first + many])


def _lines_of_keys(keys: list[int], asked: Asked) -> list[Line]:
    sql, values = _lines_of_some(base_language(), asked.sort, near_of(asked))
    return _lines(sql, tuple(keys if value == _SOME else value for value in values))


@lru_cache(maxsize=512)
def _lines_of_some(language: str, sort: str, near: Near | None) -> Sql:
    return _lines_sql(one_of("pk", _SOME), Asked(sort=sort), near)


def _lines_sql(keys: Q, asked: Asked, near: Near | None) -> Sql:
    """The facts of the few organisations of a page, in its order."""
    distance = distance_from(near, "map_latitude", "map_longitude") if near else Value(None, output_field=FloatField())
    rows = Organisation.objects.filter(keys).annotate(km=distance)
    order = ["km" if near and asked.sort == "distance" else "sort_name", "pk"]
    named: QuerySet[Any, Any] = rows.order_by(*order).values_list("pk", "km", *_names_in(base_language()))
    sql, values = named.query.sql_with_params()
    return sql, values


def _names_in(language: str) -> tuple[str, ...]:
    form = f"legal_form__name_{language}"
    first, second = ("ar", "fr") if language == "ar" else ("fr", "ar")
    around = [f"{thing}__name_{code}" for thing in ("place", "territory") for code in (first, second)]
    facts = ("kind", "is_women_led", "is_public", "closed_on", "freshness")
    return ("name", "name_ar", form, *around, f"activity_{first}", f"activity_{second}", *facts)


def _line(language: str, pk: int, km: Any, name: str, name_ar: str, form: str | None, *others: Any) -> Line:
    place, place_2, territory, territory_2, activity, activity_2, kind, women, public, closed, freshness = others
    shown, other = (name_ar, name) if language == "ar" else (name, name_ar)
    first, second = ("ar", "fr") if language == "ar" else ("fr", "ar")
    spoken = first if activity else second
    return Line(
        pk=pk,
        name=shown or other,
        other_name=other if shown else "",
        initials=initials_text(shown or other),
        what=form or str(Organisation.Kind(kind).label),
        where=place or place_2 or territory or territory_2 or "",
        activity=activity or activity_2,
        activity_lang="" if spoken == language else spoken,
        distance="" if km is None else number_text(round(km, 0 if km >= 10 else 1), 0 if km >= 10 else 1),
        is_women_led=women,
        is_public=public,
        is_closed=closed is not None,
        is_faded=freshness == Freshness.FADED,
    )


@lru_cache(maxsize=512)
def _counting_read_by(reader: Reader, asked: Asked, near: Near | None, first: int) -> Sql:
    return _counting(visible_organisations(reader.actor), asked, near, first)


def _counting(seen: OrganisationQuerySet, asked: Asked, near: Near | None, first: int) -> Sql:
    """What every facet is counted in, with a flag for each chosen one; then how many in all, of each value of each facet,
    and the keys of a page.

    A facet is counted among those that fit every other choice, so that one sees what another choice would give.
    """
    chosen = {name: getattr(asked, name) for name in _FACETS if getattr(asked, name)}
    nothing: dict[str, Any] = {name: "" if isinstance(value, str) else False for name, value in chosen.items()}
    wide = replace(asked, **nothing)
    flags = {
        f"fits_{name}": ExpressionWrapper(_FACETS[name][1](value), output_field=BooleanField())
        for name, value in chosen.items()
    }
    found = narrowed(seen, replace(wide, sort="name"), near).order_by().annotate(**flags)
    is_by_distance = near is not None and asked.sort == "distance"
    ordering = ["map_latitude", "map_longitude"] if is_by_distance else ["sort_name"]
    sql, values = found.values_list("id", *ordering, *_COUNTED, *flags).query.sql_with_params()
    columns = ["id", *ordering, *_COLUMNS, *flags]
    counts = ["SELECT 'all', '', count(*) FROM fit"]
    for name, (column, _condition) in _FACETS.items():
        rows = f"found{_where(flag for flag in flags if flag != f'fits_{name}')}" if name in chosen else "fit"
        counts.append(_counts_of(name, column, rows))
    first_come = degrees_sql(near, *ordering) if near and is_by_distance else "sort_name"
    page = f"ORDER BY {first_come}, id LIMIT {PER_PAGE} OFFSET {first}"
    keys = f"SELECT * FROM (SELECT 'page', id::text AS key, 0 FROM fit {page}) p"
    everything = " UNION ALL ".join([*counts, keys])
    fit = f"fit AS MATERIALIZED (SELECT * FROM found{_where(flags)})" if flags else "fit AS (SELECT * FROM found)"
    return f"WITH found({', '.join(columns)}) AS MATERIALIZED ({sql}), {fit} {everything}", values


def _counts_of(facet: str, column: str, rows: str) -> str:
    """How many of each value. A list of values is counted as a whole first: few of them are unlike."""
    if not column.startswith("unnest("):
        counted = f"SELECT {column} AS value, count(*) AS n FROM {rows} GROUP BY 1"
    else:
        whole = (
            f"SELECT {column.removeprefix('unnest(').removesuffix(')')} AS many, count(*) AS n FROM {rows} GROUP BY 1"
        )
        counted = f"SELECT value, sum(n::int) AS n FROM (SELECT unnest(many) AS value, n FROM ({whole}) w) v GROUP BY 1"
    return f"SELECT '{facet}', value::text, n FROM ({counted}) c WHERE value IS NOT NULL"


def _where(flags: Iterable[str]) -> str:
    conditions = " AND ".join(flags)
    return f" WHERE {conditions}" if conditions else ""


def _counted(sql: str, values: tuple[Any, ...]) -> tuple[Counts, list[int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in ("all", "page", *_FACETS)}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for facet, value, count in cursor.fetchall():
            found[facet][value] = count
    keys = [int(key) for key in found.pop("page")]
    codes = _codes_of_legal_forms()
    found["legal_form"] = {codes[int(pk)]: count for pk, count in found["legal_form"].items() if int(pk) in codes}
    return Counts(all=found.pop("all")[""], of=found), keys


def _codes_of_legal_forms() -> dict[int, str]:
    codes: dict[int, str] | None = cache.get("legal-form-codes")
    if not codes:
        codes = dict(LegalForm.objects.values_list("pk", "code"))
        cache.set("legal-form-codes", codes, KEPT_FOR)
    return codes
