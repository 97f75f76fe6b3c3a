"""What pages show of reserved answers, of who may open them and of who did."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.models import Entry
from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.reserved.keys import KeyIsMissing, Tampered, newest_key, opened, opened_file
from taghyir.reserved.models import OpeningRight, Purpose, ReservedAnswer, ReservedFile
from taghyir.reserved.policies import WATCHERS, can_open_reserved_answers, visible_opening_rights
from taghyir.surveys.models import Submission
from taghyir.surveys.policies import visible_submissions
from taghyir.surveys.queries import FILE_QUESTIONS, choice_label, question_label


def submissions_with_reserved(actor: User) -> QuerySet[Submission]:
    """The submissions that `actor` sees and that hold reserved answers."""
    held = ReservedAnswer.objects.filter(submission=OuterRef("pk")).order_by()
    seen = visible_submissions(actor).filter(pk__in=held.values("submission"))
    return seen.select_related("form", "version", "territory", "submitted_by__person")


def purposes_of(submission: Submission) -> list[Purpose]:
    """The purposes for which something was asked in it, in their order."""
    asked = set(submission.reserved_answers.order_by().values_list("purpose", flat=True))
    return [one for one in Purpose if one.value in asked]


def purposes_open_to(actor: User, submission: Submission) -> list[Purpose]:
    """Those that `actor` may open today."""
    return [one for one in purposes_of(submission) if can_open_reserved_answers(actor, submission, one)]


@dataclass
class Opened:
    """One question, and what was answered: (turn of the repeat, words). `problem` says why it does not open.

    Where it is answered with files, `files` are those: (turn, name, the row it opens from, none when it has not come).
    """

    label: str
    answers: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str, ReservedFile | None]] = field(default_factory=list)
    problem: str = ""


def opened_answers(submission: Submission, purpose: str, language: str) -> list[Opened]:
    """What was answered for one purpose, in the order of the form, in the words of the reader. Each opening is written first."""
    kept = {row.path: row for row in submission.reserved_answers.filter(purpose=purpose)}
    asked = [one for one in submission.version.questions if one["path"] in kept]
    return [_opened(one, kept[one["path"]], submission.version.languages, language) for one in asked]


def _opened(question: dict[str, Any], row: ReservedAnswer, languages: list[str], language: str) -> Opened:
    label = question_label(question, language, languages)
    try:
        found = opened(row.key, bytes(row.sealed), row.place)
    except KeyIsMissing:
        return Opened(label, problem=_("The key that closed it, %(key)s, is not on this server.") % {"key": row.key})
    except Tampered:
        return Opened(label, problem=_("It does not open: what is kept was changed, or comes from elsewhere."))
    asked = question.get("asked", {})
    if asked.get("type") in FILE_QUESTIONS:
        rows = _by_name(row)
        names = [(where, value.rpartition("/")[2][:200]) for where, value in found]
        return Opened(label, files=[(_turn(where), name, rows.get(name)) for where, name in names])
    return Opened(label, [(_turn(where), _in_words(asked, value, language, languages)) for where, value in found])


def _by_name(answer: ReservedAnswer) -> dict[str, ReservedFile]:
    found = {}
    for row in ReservedFile.objects.filter(submission=answer.submission_id, path=answer.path).order_by("pk"):
        with suppress(KeyIsMissing, Tampered):
            found[str(opened(row.key, bytes(row.sealed), row.place)["name"])] = row
    return found


def _turn(where: str) -> str:
    return where.rpartition("]")[0] + "]" if "]" in where else ""


def _in_words(asked: dict[str, Any], value: str, language: str, languages: list[str]) -> str:
    if "choices" not in asked:
        return value
    codes = [value] if asked.get("type") == "select_one" else value.split()
    return " · ".join(choice_label(asked, code, language, languages) for code in codes)


def opening_rights(actor: User) -> QuerySet[OpeningRight]:
    """Those that `actor` sees, the last given first."""
    return visible_opening_rights(actor).select_related("user__person", "territory", "given_by__person")


def people_who_may_open(actor: User) -> QuerySet[User]:
    """Those to whom `actor` may give the right: who works in the field where they coordinate, without themselves."""
    reach, today = actor.reach(*WATCHERS), timezone.localdate()
    held = Role.objects.on(today).filter(kind__in=FIELD_STAFF)
    there = held if reach.everywhere else held.filter(reach.q())
    users = User.objects.filter(pk__in=there.values("user"), is_active=True).exclude(pk=actor.pk)
    return users.select_related("person").order_by("person__family_name", "person__given_name", "pk")


def openings(actor: User) -> QuerySet[Entry]:
    """Each opening in the territories over which `actor` watches, the last first: who, of which answers, for what, why."""
    kind, reach = ContentType.objects.get_for_model(Submission), actor.reach(*WATCHERS)
    verbs = ("reserved_answers.opened", "reserved_file.opened")
    found = Entry.objects.filter(verb__in=verbs, subject_type=kind)
    if not reach.everywhere:
        found = found.filter(subject_id__in=Submission.objects.filter(reach.q()).order_by().values("pk"))
    of = Submission.objects.filter(pk=OuterRef("subject_id")).order_by()
    found = found.annotate(
        digest=Subquery(of.values("digest")[:1]),
        form_title=Subquery(of.values("form__title")[:1]),
        territory_id=Subquery(of.values("territory")[:1]),
    )
    return found.select_related("actor__person").order_by("-at", "-pk")


def under_older_keys() -> list[tuple[str, int]]:
    """How many answers and files each key but the newest still closes."""
    counts: Counter[str] = Counter()
    for kept in (ReservedAnswer, ReservedFile):
        found = kept.objects.exclude(key=newest_key().name).order_by("key")
        counts.update(dict(found.values_list("key").annotate(count=Count("pk"))))
    return sorted(counts.items())


def reserved_files(actor: User) -> QuerySet[ReservedFile]:
    """Those of the submissions that `actor` sees; opening one is for an action."""
    seen = ReservedFile.objects.filter(submission__in=visible_submissions(actor))
    return seen.select_related("submission__territory")


@dataclass(frozen=True)
class OpenedFile:
    """A file as it came."""

    name: str
    content_type: str
    content: bytes


def opened_file_of(row: ReservedFile) -> OpenedFile:
    """The file itself, whose opening is written first. Raises KeyIsMissing or Tampered."""
    said = opened(row.key, bytes(row.sealed), row.place)
    try:
        with row.content.open("rb") as file:
            return OpenedFile(said["name"], said["type"], opened_file(said["secret"], file.read()))
    except FileNotFoundError as error:
        raise Tampered(row.place) from error
