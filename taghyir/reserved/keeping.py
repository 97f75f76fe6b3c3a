"""What the room of forms asks of us when answers come: see `surveys.queries.Keeper`."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.files.base import ContentFile

from taghyir.reserved.keys import KeyIsMissing, Tampered, closed, closed_file, fingerprint, opened
from taghyir.reserved.models import ReservedAnswer, ReservedFile
from taghyir.surveys.models import Submission
from taghyir.surveys.queries import Received, Taken


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

    def keep_file(self, submission: Submission, question: Mapping[str, Any], file: Received) -> None:
        """Close the file, and what it was called, at its place; on the disk its name tells nothing."""
        secret, sealed = closed_file(file.content.read())
        row = ReservedFile(submission=submission, path=question["path"], purpose=question["purpose"])
        said = {"name": file.name, "type": file.content_type, "size": file.content.size, "secret": secret}
        row.key, row.sealed = closed(said, row.place)
        row.content.save(secrets.token_hex(16), ContentFile(sealed), save=False)
        row.save()

    def names_of_files(self, submission: Submission) -> set[str]:
        """How those that open are called: one whose key is gone is taken again."""
        names = set()
        for row in ReservedFile.objects.filter(submission=submission).order_by("pk"):
            with suppress(KeyIsMissing, Tampered):
                names.add(opened(row.key, bytes(row.sealed), row.place)["name"])
        return names
