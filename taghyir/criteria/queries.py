"""The criteria in the language of the reader, and what an interview says of each; an organisation beside its own past only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from taghyir.core.languages import base_language
from taghyir.criteria.models import Answer, Interview, Peer
from taghyir.criteria.policies import visible_interviews, visible_outlines, visible_peers, visible_publications
from taghyir.criteria.seeds import SET, SETS
from taghyir.directory.models import Membership, Organisation
from taghyir.people.models import User
from taghyir.people.policies import visible_people
from taghyir.places.models import Territory

FAMILIES = {
    "care": _("Care"),
    "feminist": _("Feminist economy"),
    "circular": _("Circular economy"),
    "democracy": _("Democracy and sovereignty"),
    "territory": _("Territory"),
}
PAST = 3  # interviews shown beside the last one


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is talked of: the question, why it matters, what shows it, and words for levels 1 to 5."""

    code: str
    name: str
    question: str
    why: str
    evidence: str
    levels: list[str]

    def words_of(self, level: int | None) -> str:
        """The sentence of a level; nothing for what was not talked about."""
        return self.levels[level - 1] if level else ""


@dataclass(frozen=True, slots=True)
class Family:
    """Three criteria that belong together."""

    code: str
    name: str
    criteria: list[Criterion]


@dataclass(slots=True)
class Said:
    """A criterion and what an interview says of it; `before`: the same in former ones, the last first."""

    criterion: Criterion
    answer: Answer | None
    before: list["Before"] = field(default_factory=list)

    @property
    def level(self) -> int | None:
        return self.answer.level if self.answer else None

    @property
    def words(self) -> str:
        return self.criterion.words_of(self.level)


@dataclass(frozen=True, slots=True)
class Before:
    """What a former interview of the same organisation said of a criterion."""

    interview: Interview
    level: int | None
    words: str


@dataclass(frozen=True, slots=True)
class SaidOfFamily:
    """What was said of three criteria that belong together."""

    code: str
    name: str
    said: list[Said]


def families_of_criteria(version: int | None = None) -> list[Family]:
    """All fifteen of a set, the one in force unless told, in five families, in the language of the page."""
    language = base_language()
    found = []
    for code, members in groupby(_set(version)["criteria"], key=lambda one: one["family"]):
        criteria = [Criterion(code=one["code"], **one["words"][language]) for one in members]
        found.append(Family(code, str(FAMILIES[code]), criteria))
    return found


def criteria_of(version: int) -> list[Criterion]:
    """The same in one row, in their order."""
    return [criterion for family in families_of_criteria(version) for criterion in family.criteria]


def codes_of(version: int) -> list[str]:
    """Which criteria a set has, in their order."""
    return [one["code"] for one in _set(version)["criteria"]]


def said_in(interview: Interview, past: Iterable[Interview] = ()) -> list[SaidOfFamily]:
    """Each criterion with what was said of it; beside it, what was said in `past`, by the words of their own sets."""
    answers = _answers(interview)
    former = [(one, _answers(one), {c.code: c for c in criteria_of(one.set_version)}) for one in past]

    def said(criterion: Criterion) -> Said:
        before = []
        for one, then, words in former:
            level = then[criterion.code].level if criterion.code in then else None
            known = words.get(criterion.code)
            before.append(Before(one, level, known.words_of(level) if known else ""))
        return Said(criterion, answers.get(criterion.code), before)

    families = families_of_criteria(interview.set_version)
    return [SaidOfFamily(one.code, one.name, [said(criterion) for criterion in one.criteria]) for one in families]


def codes_left(interview: Interview) -> list[str]:
    """The criteria nobody went through yet."""
    gone_through = {answer.criterion for answer in interview.answers.all()}
    return [code for code in codes_of(interview.set_version) if code not in gone_through]


def interviews_listed(actor: Any) -> QuerySet[Interview]:
    """What `actor` may know of, the last first; `is_whole`: they may read all of it."""
    whole = Q(pk__in=visible_interviews(actor).order_by().values("pk"))
    rows = visible_outlines(actor).annotate(is_whole=ExpressionWrapper(whole, output_field=BooleanField()))
    return rows.select_related("organisation__territory", "peer__user__person", "second_peer__user__person")


def interviews_whole(actor: Any) -> QuerySet[Interview]:
    """Those `actor` may read whole, with all that a page shows."""
    rows = visible_interviews(actor).select_related("organisation__territory", "ended_by__person", "signed_sheet")
    rows = rows.select_related("peer__user__person", "second_peer__user__person")
    return rows.prefetch_related("answers__paper")


def past_of(interview: Interview) -> list[Interview]:
    """The interviews of the same organisation that it agreed to before, the last first."""
    agreed = interview.organisation.interviews.filter(state=Interview.State.AGREED).exclude(pk=interview.pk)
    before = agreed.filter(held_on__lte=interview.held_on).order_by("-held_on", "-pk")
    return list(before.prefetch_related("answers")[:PAST])


def published_of(actor: Any, organisation: Organisation) -> list[Interview]:
    """What the organisation published, the last first: it, and its own past."""
    rows = visible_publications(actor).filter(organisation=organisation).order_by("-held_on", "-pk")
    return list(rows.prefetch_related("answers__paper")[: PAST + 1])


def peers_listed(actor: Any) -> QuerySet[Peer]:
    """Those `actor` may see, by territory and name."""
    rows = visible_peers(actor).select_related("user__person", "territory", "named_by__person")
    return rows.order_by("territory__order", "user__person__family_name", "pk")


def peers_to_join(organisation: Organisation, besides: User) -> QuerySet[Peer]:
    """Who may hold the interview together with `besides`: the other peers of the territory, its own people left out."""
    own = Membership.objects.standing().filter(organisation=organisation).order_by().values("person")
    peers = Peer.objects.standing().filter(territory=organisation.territory).exclude(user=besides)
    return peers.exclude(user__person__in=own).select_related("user__person").order_by("pk")


def peer_of(user: User, organisation: Organisation) -> Peer | None:
    """The standing as a peer by which `user` may interview it."""
    return Peer.objects.standing().filter(user=user, territory=organisation.territory).first()


def people_to_name(actor: User) -> QuerySet[User]:
    """Accounts of the people `actor` sees, by name."""
    people = visible_people(actor).order_by().values("pk")
    accounts = User.objects.filter(person__in=people, is_active=True, is_robot=False).select_related("person")
    return accounts.order_by("person__family_name", "person__given_name", "pk")


def own_people_of(organisation: Organisation) -> QuerySet[User]:
    """The accounts of who belongs to the organisation today."""
    people = Membership.objects.standing().filter(organisation=organisation).order_by().values("person")
    return User.objects.filter(person__in=people, is_active=True).order_by("pk")


def peers_in(interview: Interview) -> list[User]:
    """The one or two accounts that hold it."""
    return [peer.user for peer in (interview.peer, interview.second_peer) if peer]


def territories_named_by(actor: User, kinds: tuple[str, ...]) -> QuerySet[Territory]:
    """Where `actor` holds one of these roles."""
    return Territory.objects.filter(actor.reach(*kinds).of_territories()).order_by("order")


def _set(version: int | None) -> dict[str, Any]:
    return SETS[version] if version else SET


def _answers(interview: Interview) -> dict[str, Answer]:
    return {answer.criterion: answer for answer in interview.answers.all()}
