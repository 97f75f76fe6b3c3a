"""What a program asks of a table: $top, $skip, $skiptoken, $count, $select, and $filter as far as it is understood.

A filter compares `__id`, `__system/submissionDate` and `__system/reviewState`, joined by and, or, not and brackets. What is asked
beyond that is refused with 501, as the standard wants it, and never silently left out.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from taghyir.review.models import State
from taghyir.review.odata_schema import STATES, EntitySet

PAGE = 250
LASTS = dt.timedelta(days=1)  # a page; then a program begins anew, and that is written
LONGEST, DEEPEST = 2_000, 20
_TOKENS = re.compile(r"\s*(?:(\(|\)|,)|('(?:[^']|'')*')|([^\s()',]+))")
_COMPARED = {"eq": "", "gt": "__gt", "ge": "__gte", "lt": "__lt", "le": "__lte"}


class Unasked(Exception):
    """What was asked cannot be answered: `status` 400 when it makes no sense, 501 when it is beyond us."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Mark:
    """Where a page ended: the last answer, how many of its turns were given, and how many rows may still be."""

    received_at: dt.datetime
    pk: int
    turns: int = 0
    left: int | None = None

    def token(self, reader: str) -> str:
        """Signed: only `reader`, who had the page before, whose opening is written, goes on with it."""
        written = [self.received_at.isoformat(), self.pk, self.turns, self.left]
        return _signer(reader).sign_object(written)

    @classmethod
    def read(cls, token: str, reader: str) -> "Mark":
        try:
            at, pk, turns, left = _signer(reader).unsign_object(token, max_age=LASTS)
        except BadSignature as error:
            raise Unasked(
                400, "This $skiptoken is not of this table, or is too old. Begin with its first page."
            ) from error
        return cls(dt.datetime.fromisoformat(at), pk, turns, left)


def _signer(reader: str) -> TimestampSigner:
    return TimestampSigner(sep=".", salt=f"odata {reader}")


@dataclass(frozen=True)
class Asked:
    """The options of one request."""

    where: Q
    names_state: bool
    select: frozenset[str] | None
    top: int | None
    skip: int
    size: int
    count: bool
    mark: Mark | None

    @classmethod
    def read(cls, query: Any, table: EntitySet, reader: str, prefer: str = "") -> "Asked":
        """`reader`: who reads which table of which form."""
        unknown = {name for name in query if name.startswith("$")} - _UNDERSTOOD
        if unknown:
            raise Unasked(501, f"{', '.join(sorted(unknown))[:100]} is not understood here.")
        mark = Mark.read(query["$skiptoken"], reader) if "$skiptoken" in query else None
        words = query.get("$filter", "")
        wanted = re.search(r"maxpagesize=(\d{1,6})", prefer)
        return cls(
            where=filter_of(words) if words.strip() else Q(),
            names_state="reviewState" in words,
            select=_selected(query.get("$select", ""), table),
            top=mark.left if mark else _number(query, "$top"),
            skip=0 if mark else _number(query, "$skip") or 0,
            size=max(1, min(PAGE, int(wanted[1]))) if wanted else PAGE,
            count=query.get("$count", "").lower() == "true",
            mark=mark,
        )


_UNDERSTOOD = {"$top", "$skip", "$skiptoken", "$count", "$select", "$filter", "$format", "$inlinecount"}


def _number(query: Any, name: str) -> int | None:
    if name not in query:
        return None
    if not re.fullmatch(r"\d{1,9}", query[name], re.ASCII):
        raise Unasked(400, f"{name} is a whole number, 0 or more.")
    return int(query[name])


def _selected(words: str, table: EntitySet) -> frozenset[str] | None:
    names = [name.strip().partition("/")[0] for name in words.split(",") if name.strip()]
    if not names or "*" in names:
        return None
    if unknown := [name for name in names if name not in table.properties and name not in table.keys]:
        raise Unasked(400, f"There is no property {unknown[0][:60]}.")
    return frozenset(names)


def filter_of(words: str) -> Q:
    """The condition on answers that `$filter` says."""
    if len(words) > LONGEST:
        raise Unasked(400, "This $filter is too long.")
    tokens, at = [], 0
    while at < len(words.rstrip()):
        found = _TOKENS.match(words, at)
        if found is None:
            raise Unasked(400, "This $filter makes no sense.")
        tokens.append(found[1] or found[2] or found[3])
        at = found.end()
    reader = _Reader(tokens)
    condition = reader.either(0)
    if reader.tokens:
        raise Unasked(400, "This $filter does not end where it should.")
    return condition


class _Reader:
    def __init__(self, tokens: list[str]):
        self.tokens = tokens[::-1]

    def next(self) -> str:
        if not self.tokens:
            raise Unasked(400, "This $filter ends too early.")
        return self.tokens.pop()

    def is_at(self, word: str) -> bool:
        return bool(self.tokens) and self.tokens[-1] == word

    def either(self, depth: int) -> Q:
        condition = self.both(depth)
        while self.is_at("or"):
            self.next()
            condition |= self.both(depth)
        return condition

    def both(self, depth: int) -> Q:
        condition = self.one(depth)
        while self.is_at("and"):
            self.next()
            condition &= self.one(depth)
        return condition

    def one(self, depth: int) -> Q:
        if depth > DEEPEST:
            raise Unasked(400, "This $filter is too deep.")
        token = self.next()
        if token == "not":
            return ~self.one(depth + 1)
        if token == "(":
            condition = self.either(depth + 1)
            if self.next() != ")":
                raise Unasked(400, "A bracket of this $filter is not closed.")
            return condition
        return _comparison(token.removeprefix("$root/Submissions/"), self.next(), self.next())


def _comparison(name: str, sign: str, value: str) -> Q:
    if sign not in (*_COMPARED, "ne"):
        raise Unasked(501, f"{sign[:30]} is not understood in $filter.")
    if sign == "ne":
        return ~_comparison(name, "eq", value)
    if name == "__system/submissionDate":
        return Q(**{f"received_at{_COMPARED[sign]}": _moment(value)})
    if sign != "eq":
        raise Unasked(501, f"{sign} is understood of __system/submissionDate only.")
    if name == "__system/reviewState":
        state = _state(value)
        return Q(review=None) | Q(review__state=state) if state == State.RECEIVED else Q(review__state=state)
    if name == "__id":
        return Q(instance_id=_text(value))
    raise Unasked(501, f"{name[:60]} is not understood in $filter.")


def _text(value: str) -> str:
    if not (value.startswith("'") and value.endswith("'") and len(value) > 1):
        raise Unasked(400, "A text of $filter stands between apostrophes.")
    return value[1:-1].replace("''", "'").replace("\0", "")


def _state(value: str) -> str:
    said = "received" if value == "null" else _text(value)
    state = STATES.get(said) or (said if said in State.values else None)
    if state is None:
        raise Unasked(400, f"reviewState is one of {', '.join(STATES)}.")
    return state


def _moment(value: str) -> dt.datetime:
    written = value.strip("'")
    try:
        moment = parse_datetime(written) or dt.datetime.combine(dt.date.fromisoformat(written), dt.time())
    except ValueError as error:
        raise Unasked(400, "A moment is written 2026-05-31T00:00:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
