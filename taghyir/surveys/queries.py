"""What pages, phones and other rooms ask about forms and answers."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from taghyir.people.models import FIELD_STAFF, User
from taghyir.surveys.languages import in_words
from taghyir.surveys.models import DevicePassword, Form, FormVersion, Submission
from taghyir.surveys.policies import visible_forms, visible_submissions


def forms_to_fill(actor: User) -> QuerySet[Form]:
    """The open forms that `actor` may fill, with their current version."""
    reach = actor.reach(*FIELD_STAFF)
    forms = Form.objects.filter(retired_at=None, current__isnull=False)
    return forms.filter(reach.q() | Q(territory=None)).select_related("current") if reach else forms.none()


def forms_with_counts(actor: User) -> QuerySet[Form]:
    """The forms `actor` sees, each with how many answers they see and when the last one came."""
    seen = Q(submissions__in=visible_submissions(actor))
    return (
        visible_forms(actor)
        .select_related("territory", "current")
        .annotate(
            answer_count=Count("submissions", filter=seen), last_answer_at=Max("submissions__received_at", filter=seen)
        )
    )


def submissions_of_form(actor: User, form: Form) -> QuerySet[Submission]:
    """The answers to `form` that `actor` sees, the last received first."""
    return visible_submissions(actor).filter(form=form).select_related("territory", "submitted_by__person")


def versions_of_form(form: Form) -> QuerySet[FormVersion]:
    """Every version, the last published first, with how many answers came to it."""
    return form.versions.select_related("source", "published_by__person").annotate(answer_count=Count("submissions"))


def phones_of(actor: User) -> QuerySet[DevicePassword]:
    """The phones of the account, those still in use first."""
    return actor.device_passwords.order_by("revoked_at", "-created_at", "pk")


def missing_files(submission: Submission) -> list[str]:
    """The photos and recordings the answers speak of that have not come yet."""
    kept = {attachment.name for attachment in submission.attachments.all()}
    return [name for name in submission.expected_files if name not in kept]


def form_files_missing(version: FormVersion, named: list[str]) -> list[str]:
    """The pictures and lists the form shows that nobody sent."""
    kept = {file.name for file in version.files.all()}
    return [name for name in named if name not in kept]


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


def choice_label(question: dict[str, Any], value: str, language: str, languages: list[str]) -> str:
    """The words of one choice for a reader of `language`, else its code."""
    return in_words(question.get("choices", {}).get(value, {}), language, languages, value)
