"""What pages, phones and other rooms ask about forms and answers."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from taghyir.core.text import folded
from taghyir.devices.models import Device
from taghyir.directory.models import Organisation
from taghyir.people.models import User
from taghyir.surveys.definitions import Definition
from taghyir.surveys.instances import FILES, Sheet, read_sheet, words_of
from taghyir.surveys.lists import (
    ORGANISATIONS,
    lists_for,
    named_in,
    named_in_all,
    numbers_of,
    unlisted_in,
)
from taghyir.surveys.models import Form, FormVersion, Submission
from taghyir.surveys.policies import visible_forms, visible_forms_to_fill, visible_submissions
from taghyir.xforms.apart import PURPOSES, RESERVED, Taken
from taghyir.xforms.languages import in_words
from taghyir.xforms.rules import Rules, read_rules
from taghyir.xforms.xform import KEPT_LISTS, read_xform

SEARCHED = 4_000  # characters
SENSITIVE_PURPOSES = PURPOSES  # the codes of the column `sensitive`
FILE_QUESTIONS = FILES  # the types of question whose answer is the name of a file


def questions_with_names(questions: list[dict[str, Any]], submissions: Iterable[Submission]) -> list[dict[str, Any]]:
    """The same questions; those that choose from a list of the house have, as choices, whomever these answers chose."""
    return named_in(questions, submissions)


def questions_with_all_names(
    questions: list[dict[str, Any]], submissions: QuerySet[Submission]
) -> list[dict[str, Any]]:
    """The same, however many the answers: they are asked of the database, and values are known too."""
    return named_in_all(questions, submissions)


def forms_to_fill(actor: User, phone: Device | None = None) -> QuerySet[Form]:
    """The open forms that `actor` may fill, with that phone when it is one, with their current version."""
    return visible_forms_to_fill(actor, phone).select_related("current")


Beside = Callable[[Sequence[Form]], dict[int, list[str]]]
_beside: list[Beside] = []


def kept_beside(addresses: Beside) -> Beside:
    """Register what another room shows in forms: the addresses, by form, that a phone keeps with their questions."""
    _beside.append(addresses)
    return addresses


def all_kept_beside(forms: Sequence[Form]) -> dict[int, list[str]]:
    """The addresses of all rooms for each of these forms."""
    found = [addresses(forms) for addresses in _beside]
    return {form.pk: [address for one in found for address in one.get(form.pk, [])] for form in forms}


@dataclass(frozen=True)
class Received:
    """A file that came with answers, checked, and without what its camera wrote in it."""

    name: str
    content_type: str
    content: UploadedFile


class Keeper(Protocol):
    """The room that keeps reserved answers. Without one, nothing is received that holds any."""

    def fingerprint(self, digest: str) -> str:
        """What stands for the digest of what came, from which nobody without the key guesses an answer."""

    def keep(self, submission: Submission, taken: Taken, questions: Sequence[Mapping[str, Any]]) -> None:
        """Keep what was taken out of `submission`, in the same transaction; `questions` say for which purposes."""

    def holds(self, submission: Submission, taken: Taken) -> bool:
        """Whether these very answers are kept of it."""

    def keep_file(self, submission: Submission, question: Mapping[str, Any], file: Received) -> None:
        """Keep a photo, a recording or a file that answers a reserved question."""

    def names_of_files(self, submission: Submission) -> set[str]:
        """How those that are kept of it were called."""


_keepers: list[Keeper] = []


def keeps_reserved(keeper: Keeper) -> None:
    """Register the room that keeps reserved answers."""
    _keepers[:] = [keeper]


def keeper_of_reserved() -> Keeper:
    """Who keeps reserved answers; there is one before any answer comes."""
    return _keepers[0]


def open_answers(submission: Submission) -> dict[str, Any]:
    """The answers that everybody who sees them reads: what only stands for a reserved one is no answer."""
    return _without(submission.answers, {q["path"] for q in submission.version.questions if q["type"] == RESERVED})


def _without(answers: dict[str, Any], paths: set[str]) -> dict[str, Any]:
    kept = {path: value for path, value in answers.items() if path not in paths} if paths else answers
    turns = {path: [_without(one, paths) for one in value] for path, value in kept.items() if isinstance(value, list)}
    return kept | turns if paths else answers


def queue_owner(actor: User) -> str:
    """Whose answers wait on a phone that several people use, without saying who."""
    return salted_hmac("surveys.queue", str(actor.pk)).hexdigest()[:16]


def answers_of(phone: Device) -> dict[str, Any]:
    """How many answers a phone sent, and when the last one came."""
    return Submission.objects.filter(phone=phone).aggregate(answer_count=Count("pk"), last_answer_at=Max("received_at"))


def forms_with_counts(actor: User) -> QuerySet[Form]:
    """The forms `actor` sees, each with how many answers they see and when the last one came."""
    seen = visible_submissions(actor).filter(form=OuterRef("pk")).order_by().values("form")
    return (
        visible_forms(actor)
        .select_related("territory", "current")
        .defer("current__xform", "current__questions")
        .annotate(
            answer_count=Coalesce(Subquery(seen.annotate(found=Count("pk")).values("found")), 0),
            last_answer_at=Subquery(seen.annotate(found=Max("received_at")).values("found")),
        )
    )


def submissions_of_form(actor: User, form: Form) -> QuerySet[Submission]:
    """The answers to `form` that `actor` sees, the last received first."""
    return visible_submissions(actor).filter(form=form).select_related("territory", "submitted_by__person")


def versions_of_form(form: Form) -> QuerySet[FormVersion]:
    """Every version, the last published first, with how many answers came to it."""
    came = Submission.objects.filter(version=OuterRef("pk")).order_by().values("version")
    counted = Coalesce(Subquery(came.annotate(found=Count("pk")).values("found")), 0)
    versions = form.versions.select_related("published_by__person").defer("xform", "questions")
    return versions.annotate(answer_count=counted).order_by("-published_at", "-pk")


def missing_files(submission: Submission) -> list[str]:
    """The photos and recordings the answers speak of that have not come yet."""
    kept = {attachment.name for attachment in submission.attachments.all()}
    return [name for name in submission.expected_files if name not in kept]


def form_files_missing(version: FormVersion) -> list[str]:
    """The pictures, sounds and lists the form shows that nobody sent; those the house makes are never missing."""
    return files_missing(version.xform, (file.name for file in version.files.all()))


def files_missing(xform: str, sent: Iterable[str]) -> list[str]:
    """The pictures, sounds and lists an XForm shows that are neither among those `sent` nor made by the house."""
    kept = {*KEPT_LISTS, *sent}
    return [name for name in read_xform(xform).files if name not in kept]


def kept_list(actor: User, version: FormVersion, name: str) -> bytes | None:
    """One of the lists the house makes, for who tries a version before it is published; None when it shows no such list."""
    wanted = [one for one in kept_lists_of(version) if one == name]
    return next((one.content for one in lists_for(actor, version.form, wanted)), None)


def rules_of_version(version: FormVersion) -> dict[str, Rules]:
    """Help, conditions and calculations of each question, by its path, as they are written in a sheet."""
    return read_rules(version.xform)


def kept_lists_of(version: FormVersion, without: Container[str] = ()) -> list[str]:
    """The lists the house makes that this version shows; one of its files, sent before the house kept lists, stands instead."""
    return [name for name in KEPT_LISTS if f"jr://file-csv/{name}" in version.xform and name not in without]


def question_count(version: FormVersion) -> int:
    """How many questions a person is asked."""
    return sum(question["type"] not in ("hidden", "calculate") for question in version.answerable)


def names_of_languages(codes: list[str]) -> list[str]:
    """Each language by its own name: العربية, Français; a code nobody knows stays as it is."""
    ours = dict(settings.LANGUAGES)
    return [ours.get(code) or LANG_INFO.get(code, {}).get("name_local", code) for code in codes if code]


def answer_at(submission: Submission, path: str) -> str:
    """The raw answer at `path`; "" when blank. Inside repeats: each value, one a line."""
    return "\n".join(_values_at(submission.answers, path))


def _values_at(answers: dict[str, Any], path: str) -> list[str]:
    if path in answers:
        return [answers[path]] if isinstance(answers[path], str) else []
    repeats = (inside for here, inside in answers.items() if isinstance(inside, list) and path.startswith(f"{here}/"))
    return [value for inside in repeats for one in inside for value in _values_at(one, path)]


def question_label(question: dict[str, Any], language: str, languages: list[str]) -> str:
    """The words of a question for a reader of `language`, else its name."""
    return in_words(question["labels"], language, languages, question["name"])


def words_of_group(question: dict[str, Any], language: str, languages: list[str]) -> str:
    """The words of a group or a repeat for a reader of `language`; "" when the sheet gave it none."""
    return in_words(question["labels"], language, languages)


def answers_as_they_came(submission: Submission) -> dict[str, Any]:
    """What the XML that was sent says, whatever was corrected since."""
    return read_sheet(submission.xml.encode()).answers(submission.version.questions)


def searched_words(answers: dict[str, Any]) -> str:
    """What is kept of answers for search: their first words, folded."""
    return folded(" ".join(word for word in words_of(answers) if word != RESERVED)[:SEARCHED])


def choice_label(question: dict[str, Any], value: str, language: str, languages: list[str]) -> str:
    """The words of one choice for a reader of `language`, else its code."""
    return in_words(question.get("choices", {}).get(value, {}), language, languages, value)


def submissions_of_receipt(code: str) -> list[Submission]:
    """Those whose fingerprint begins with `code`, in small letters, without what was answered: one, unless two share a code."""
    found = Submission.objects.filter(digest__gte=code, digest__lt=f"{code}g").select_related("form", "territory")
    known = found.only("digest", "received_at", "form__title", "territory__country", "territory__time_zone")
    return list(known.order_by("received_at", "pk")[:3])


def organisation_chosen(version: FormVersion, path: str, code: str) -> Organisation | None:
    """The organisation that the answer `code` names, when the question at `path` chooses from the list the platform makes.

    The one that stays, when it was merged since.
    """
    question: dict[str, Any] = next((one for one in version.questions if one["path"] == path), {})
    numbers = numbers_of(code.split()[:1]) if question.get("list") == ORGANISATIONS else []
    found = Organisation.objects.filter(pk__in=numbers).select_related("merged_into").first()
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def definition_of_version(version: FormVersion) -> Definition:
    """What receiving an answer needs of `version`, for a room that has it at hand."""
    return Definition(form=version.form, version_id=version.pk, md5=version.md5, questions=version.questions)


def sheet_of_xml(content: bytes) -> Sheet:
    """A filled form that another room wrote, read as if it came from a phone."""
    return read_sheet(content)


def unlisted_answer(submission: Submission, answers: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
    """The first of these answers that names nothing of the territory of `submission`, and its question; None when all do."""
    return unlisted_in(submission.territory, submission.version.questions, answers)
