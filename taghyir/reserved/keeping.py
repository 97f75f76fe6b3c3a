"""What the room of forms asks of us when answers come: see `surveys.queries.Keeper`."""

from collections.abc import Mapping, Sequence
from typing import Any

from taghyir.reserved.keys import KeyIsMissing, Tampered, closed, fingerprint, opened
from taghyir.reserved.models import ReservedAnswer
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import Taken


class Reserved:
    """Keeps what was taken out of a submission, closed, one row a question: one statement, whatever their number."""

    def fingerprint(self, digest: str) -> str:
        """Another word for the digest of what came, made with the newest key."""
        return fingerprint(digest)

    def keep(self, submission: Submission, taken: Taken, questions: Sequence[Mapping[str, Any]]) -> None:
        """Close each answer at its place."""
        rows, purposes = [], {question["path"]: question.get("purpose", "") for question in questions}
        for path, answers in taken.items():
            row = ReservedAnswer(submission=submission, path=path, purpose=purposes[path])
            row.key, row.sealed = closed(answers, row.place)
            rows.append(row)
        ReservedAnswer.objects.bulk_create(rows)

    def holds(self, submission: Submission, taken: Taken) -> bool:
        """Whether these very answers are kept; no, when their key is gone."""
        kept = ReservedAnswer.objects.filter(submission=submission).order_by("pk")
        try:
            known = {row.path: [tuple(one) for one in opened(row.key, bytes(row.sealed), row.place)] for row in kept}
        except (KeyIsMissing, Tampered):
            return False
        return known == taken
