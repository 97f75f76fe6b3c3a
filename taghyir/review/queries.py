"""What pages and programs ask about answers, and what was said and done about them."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from taghyir.people.models import FIELD_STAFF, Role, User
from taghyir.review.attached import questions_with_attached
from taghyir.review.models import Correction, FeedKey, Remark, Review, State
from taghyir.review.places import geometry_of
from taghyir.review.policies import visible_feed_keys
from taghyir.review.versions import Beside, laid_beside
from taghyir.surveys.models import Attachment, Form, FormVersion, Submission
from taghyir.surveys.policies import visible_submissions
from taghyir.surveys.queries import choice_label, questions_with_names

SUMMARISED = ("text", "select_one", "integer", "date")
FRESHNESS = """
SELECT count(*), max(s.id), (SELECT max(r.at) FROM review_review r JOIN surveys_submission o ON o.id = r.submission_id
WHERE o.form_id = %s), (SELECT max(c.id) FROM review_correction c JOIN surveys_submission o ON o.id = c.submission_id
WHERE o.form_id = %s), (SELECT max(f.id) FROM surveys_formfile f JOIN surveys_formversion v ON v.id = f.version_id
WHERE v.form_id = %s) FROM surveys_submission s WHERE s.form_id = %s
"""


def submissions_with_state(actor: User, form: Form) -> QuerySet[Submission]:
    """The answers to `form` that `actor` sees, the last received first, with their state and whether they were corrected."""
    corrected = Exists(Correction.objects.filter(submission=OuterRef("pk")))
    rows = visible_submissions(actor).filter(form=form).select_related("territory", "submitted_by__person", "review")
    return rows.annotate(is_corrected=corrected).defer("xml", "folded")


def submissions_with_all(actor: User) -> QuerySet[Submission]:
    """What a page shows of one of them."""
    rows = visible_submissions(actor).select_related(
        "form", "territory", "submitted_by__person", "review", "version", "phone__person"
    )
    return rows.prefetch_related("attachments", "corrections__by__person", "remarks__by__person")


def state_of(submission: Submission) -> State:
    """Received, until somebody judged it."""
    return State(Review.objects.filter(submission=submission).values_list("state", flat=True).first() or State.RECEIVED)


def history_of(submission: Submission) -> list[Remark | Correction]:
    """What was said and corrected, the last first."""
    told: list[Remark | Correction] = [*submission.remarks.all(), *submission.corrections.all()]
    return sorted(told, key=lambda one: one.at, reverse=True)


def answers_at_version(submission: Submission, number: int) -> dict[str, Any] | None:
    """The answers as they were in that version; the first is as they came. None when there is no such version."""
    corrections = list(submission.corrections.all())
    if number == 1:
        return corrections[0].before if corrections else submission.answers
    return next((one.after for one in corrections if one.number == number), None)


def answers_beside(version: FormVersion, language: str, *several: dict[str, Any]) -> list[Beside]:
    """What several answers to one form say, question by question, for a reader of `language`."""
    return laid_beside(version, language, *several)


def summarise(submissions: Iterable[Submission], form: Form, language: str, count: int = 2) -> None:
    """Give each of these answers to `form` a `summary`: its first answers in words, to tell one from another in a list."""
    version, rows = form.current, list(submissions)
    questions = questions_with_names(version.questions, rows) if version else []
    questions = questions_with_attached(questions, version) if version else []
    for submission in rows:
        submission.summary = _summary(submission, questions, version, language, count)  # type: ignore[attr-defined]  # the list shows it


def _summary(
    submission: Submission, questions: list[dict[str, Any]], version: FormVersion | None, language: str, count: int
) -> list[str]:
    said = ((q, submission.answers.get(q["path"])) for q in questions if q["type"] in SUMMARISED and not q["repeat"])
    found = ((q, value) for q, value in said if value and isinstance(value, str))  # once a repeat: no word of it
    words = (choice_label(q, value, language, version.languages) for q, value in found if version)
    return [text[:120] for text, _number in zip(words, range(count), strict=False)]


def is_place(kind: str, text: str) -> bool:
    """Whether `text` is a point, a line or a shape on the Earth, as phones write them."""
    return geometry_of(kind, text) is not None


def last_judge(submission: Submission) -> User | None:
    """Who gave its state last."""
    remarks = submission.remarks.exclude(state="").exclude(by=submission.submitted_by)
    last = remarks.select_related("by__person").order_by("-at", "-pk").first()
    return last.by if last else None


def freshness_of(form: Form) -> tuple[Any, ...]:
    """What changes when an answer comes, is judged or corrected, or when the form has a new version or one more file."""
    with connection.cursor() as cursor:
        cursor.execute(FRESHNESS, [form.pk] * 4)
        return (form.pk, form.current_id, *cursor.fetchone())


def scope_of(actor: User) -> tuple[Any, ...]:
    """What decides which answers `actor` sees."""
    reach = actor.reach(*FIELD_STAFF, Role.Kind.AUDITOR)
    return (actor.pk, reach.everywhere, sorted(reach.countries), sorted(str(one) for one in reach.territories))


def digest_of_key(secret: str) -> str:
    """SHA-256: a key is long and random, a slow hash would only slow each page down."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def user_of_key(secret: str) -> User | None:
    """Whose key this is, as long as neither the key nor the account is revoked."""
    found = FeedKey.objects.filter(digest=digest_of_key(secret), revoked_at=None, user__is_active=True)
    key = found.select_related("user__person").first()
    return key.user if key else None


def keys_of(actor: User) -> QuerySet[FeedKey]:
    """One's own, those in use first."""
    return visible_feed_keys(actor).order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")


def attachments_of(submissions: QuerySet[Submission]) -> QuerySet[Attachment]:
    """Their photos, recordings and files, in the order in which they came."""
    found = Attachment.objects.filter(submission__in=submissions.order_by().values("pk"))
    return (
        found.select_related("submission")
        .defer("submission__xml", "submission__answers", "submission__folded")
        .order_by("pk")
    )
