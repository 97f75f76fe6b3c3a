"""The lists the house keeps, `organisations.csv` and `places.csv`: made for the territory of who asks, never sent by hand.

`name` is the code that answers hold: the number of the organisation, or country and official code of the place.
Collect and the browser know no translation in such a list: `label` bears the names in both scripts, `label_fr` and
`label_ar` one each.
"""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.cache import cache
from django.db.models import F, Func, QuerySet, TextField, Value

from taghyir.devices.models import Device
from taghyir.directory.models import Organisation
from taghyir.directory.policies import visible_organisations
from taghyir.directory.queries import directory_changed_at
from taghyir.people.models import User
from taghyir.places.models import Place, Territory
from taghyir.places.queries import places_of
from taghyir.surveys.models import Form, Submission
from taghyir.surveys.policies import visible_territories_to_name
from taghyir.xforms.xform import KEPT_LISTS

KEPT_FOR = 300  # seconds a list is kept, at most; a change in the directory makes it anew at once
ORGANISATIONS, PLACES = KEPT_LISTS
NARROW = (Place.Level.COMMUNE, Place.Level.DELEGATION)
HEADINGS = {
    ORGANISATIONS: ("name", "label", "label_fr", "label_ar", "commune", "territory", "kind", "legal_form"),
    PLACES: ("name", "label", "label_fr", "label_ar", "level", "territory"),
}
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
Question = dict[str, Any]
Names = tuple[str, str]  # in Latin letters, in Arabic


@dataclass(frozen=True)
class KeptList:
    """One list as it is for some territories."""

    name: str
    content: bytes
    md5: str


def lists_for(actor: User, form: Form, names: Iterable[str], phone: Device | None = None) -> list[KeptList]:
    """These lists, for the territories whose organisations and places `actor` may name in answers to `form`."""
    if not (wanted := [name for name in names if name in KEPT_LISTS]):
        return []
    territories = list(visible_territories_to_name(actor, form, phone))
    seen = f"{directory_changed_at()} {[territory.pk for territory in territories]}"
    mark = hashlib.sha256(seen.encode()).hexdigest()[:32]
    return [_kept(f"surveys-{name}-{mark}", name, _ROWS[name](actor, territories)) for name in wanted]


def _kept(key: str, name: str, rows: Iterable[Sequence[str]]) -> KeptList:
    """`rows` are read only when nobody asked for the same list since the directory changed."""

    def made() -> KeptList:
        content = _written(HEADINGS[name], rows)
        return KeptList(name, content, hashlib.md5(content, usedforsecurity=False).hexdigest())

    return cast(KeptList, cache.get_or_set(key, made, KEPT_FOR))


def _written(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as phones read it: no mark before it, and words as they are, since no spreadsheet opens it on the way."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([" ".join(cell.split()) for cell in row] for row in rows)
    return text.getvalue().encode()


def _organisation_rows(actor: User, territories: list[Territory]) -> Iterator[Sequence[str]]:
    codes: dict[int | None, str] = {territory.pk: territory.code for territory in territories}
    seen = visible_organisations(actor).filter(territory__in=list(codes), closed_on=None)
    found = list(
        seen.select_related("place__parent", "legal_form")
        .order_by("sort_name", "pk")
        .only(
            "name", "name_ar", "territory", "kind", "legal_form__code", *_of_place("place"), *_of_place("place__parent")
        )
    )
    met = Counter(label_of((one.name, one.name_ar)) for one in found)
    for one in found:
        names, commune = (one.name, one.name_ar), _commune_of(one.place)
        label = label_of(names)
        if met[label] > 1 and commune:
            label = f"{label}, {label_of((commune.name_fr, commune.name_ar))}"
        place = code_of(commune) if commune else ""
        form = one.legal_form.code if one.legal_form else ""
        yield str(one.pk), label, *_one_each(names), place, codes[one.territory_id], one.kind, form


def _of_place(path: str) -> list[str]:
    return [f"{path}__{field}" for field in ("country", "code", "level", "name_fr", "name_ar", "parent")]


def _commune_of(place: Place | None) -> Place | None:
    """The commune or delegation: a sector of Tunisia lies in one."""
    return place.parent if place is not None and place.level == Place.Level.SECTOR else place


def _place_rows(actor: User, territories: list[Territory]) -> Iterator[Sequence[str]]:
    known: set[int] = set()
    for territory in territories:
        for place in places_of(territory).filter(level__in=NARROW):
            if place.pk not in known:
                known.add(place.pk)
                names = (place.name_fr, place.name_ar)
                yield code_of(place), label_of(names), *_one_each(names), place.level, territory.code


_ROWS: dict[str, Callable[[User, list[Territory]], Iterator[Sequence[str]]]] = {
    ORGANISATIONS: _organisation_rows,
    PLACES: _place_rows,
}


def code_of(place: Place) -> str:
    return f"{place.country}-{place.code}"


def label_of(names: Names) -> str:
    """Both names when they are two: a form in Arabic and one in French show the same list."""
    return " – ".join(dict.fromkeys(name for name in names if name))


def _one_each(names: Names) -> Names:
    latin, arabic = names
    return latin or arabic, arabic or latin


def first_unlisted(
    actor: User, form: Form, phone: Device | None, questions: Sequence[Question], answers: Mapping[str, Any]
) -> tuple[Question, str] | None:
    """The first answer that names nothing of the territories of who sends, and its question. Costs nothing without lists.

    What closed or was merged since a phone fetched its list is still named: nobody's work of a day is lost.
    """
    if not (chosen := list(_chosen(questions, answers))):
        return None
    return _first_outside(list(visible_territories_to_name(actor, form, phone)), chosen)


def unlisted_in(territory: Territory | None, questions: Sequence[Question], answers: Mapping[str, Any]) -> Any:
    """The same for answers to be corrected: they name what is of the territory where they were given."""
    chosen = list(_chosen(questions, answers)) if territory else []
    return _first_outside([territory], chosen) if territory and chosen else None


def _first_outside(territories: list[Territory], chosen: list[tuple[Question, str]]) -> tuple[Question, str] | None:
    there = {name: _codes_there(name, codes, territories) for name, codes in _by_list(chosen).items()}
    return next(((asked, code) for asked, code in chosen if code not in there[asked["list"]]), None)


def _codes_there(name: str, codes: set[str], territories: list[Territory]) -> set[str]:
    if name == ORGANISATIONS:
        found = Organisation.objects.filter(pk__in=numbers_of(codes), territory__in=territories)
        return {str(pk) for pk in found.order_by().values_list("pk", flat=True)}
    official = [code.partition("-")[2] for code in codes]
    places = (places_of(territory).filter(level__in=NARROW, code__in=official) for territory in territories)
    return {code_of(place) for some in places for place in some}


def numbers_of(codes: Iterable[str]) -> list[int]:
    return sorted(int(code) for code in codes if _NUMBER.fullmatch(code))


def _chosen(questions: Sequence[Question], answers: Mapping[str, Any]) -> Iterator[tuple[Question, str]]:
    """Each code that was chosen in a kept list, with its question, also inside repeats."""
    asked = {question["path"]: question for question in questions if question.get("list")}
    return _chosen_among(asked, answers) if asked else iter(())


def _chosen_among(asked: Mapping[str, Question], answers: Mapping[str, Any]) -> Iterator[tuple[Question, str]]:
    for path, value in answers.items():
        if isinstance(value, list):
            for inside in value:
                yield from _chosen_among(asked, inside)
        elif question := asked.get(path):
            codes = [value] if question["type"] == "select_one" else value.split()
            yield from ((question, code) for code in codes)


def _by_list(chosen: Iterable[tuple[Question, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for question, code in chosen:
        found.setdefault(question["list"], set()).add(code)
    return found


def named_in(questions: list[Question], submissions: Iterable[Submission]) -> list[Question]:
    """The same questions; those that choose from a kept list have, as choices, the names of what these answers chose.

    Whoever reads an answer reads whom it names. One statement for each list that is chosen from, however many the answers.
    """
    if not any(question.get("list") for question in questions):
        return questions
    chosen = [one for submission in submissions for one in _chosen(questions, submission.answers)]
    names = {name: _choices(name, codes) for name, codes in _by_list(chosen).items()}
    return [
        question | {"choices": names.get(question["list"], {})} if question.get("list") else question
        for question in questions
    ]


def named_in_all(questions: list[Question], submissions: QuerySet[Submission]) -> list[Question]:
    """The same questions; those that choose from a kept list have, as choices and values, whomever these answers chose.

    Two statements for each of them, however many the answers: which codes, in or out of repeats, then their names.
    """
    return [_named(question, submissions) if question.get("list") else question for question in questions]


def _named(question: Question, submissions: QuerySet[Submission]) -> Question:
    at = Value(f'$.**."{question["path"]}"')
    code = Func(
        F("answers"), at, template="jsonb_path_query(%(expressions)s::jsonpath) #>> '{}'", output_field=TextField()
    )
    said = submissions.order_by().annotate(code=code).values_list("code", flat=True).distinct()
    one = question["type"] == "select_one"
    names = _choices(
        question["list"], {code for answer in said for code in ([answer] if one else (answer or "").split())}
    )
    return question | {"choices": names, "values": list(names)}


def _choices(name: str, codes: set[str]) -> dict[str, dict[str, str]]:
    named: dict[str, Names]
    if name == ORGANISATIONS:
        found = Organisation.objects.filter(pk__in=numbers_of(codes)).order_by().values_list("pk", "name", "name_ar")
        named = {str(pk): (latin, arabic) for pk, latin, arabic in found}
    else:
        places = Place.objects.filter(code__in=[code.partition("-")[2] for code in codes])
        named = {code_of(place): (place.name_fr, place.name_ar) for place in places}
    return {
        code: dict(zip(("", "ar"), _one_each(names), strict=True)) for code, names in named.items() if code in codes
    }
