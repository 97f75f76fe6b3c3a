"""Who saw what of the answers to a form: openings of answers, of their files, of maps and galleries, and what was taken away."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from taghyir.core.models import Entry
from taghyir.people.models import User
from taghyir.surveys.models import Attachment, Form, Submission, receipt_of
from taghyir.surveys.policies import visible_submissions
from taghyir.tables.listing import Column

VERBS = {
    "submission.opened": _("opened the answers"),
    "file.opened": _("opened a photo or a file"),
    "answers.seen": _("looked at all answers together"),
    "answers.exported": _("took answers away"),
}


def accesses_of(actor: User, form: Form) -> QuerySet[Entry]:
    """The lines of the journal about answers that `actor` sees, and about the form as a whole, the last first."""
    kinds = ContentType.objects.get_for_models(Submission, Attachment, Form)
    answers = visible_submissions(actor).filter(form=form).order_by()
    files = Attachment.objects.filter(submission__in=answers.values("pk")).order_by()
    of_one = Q(subject_type=kinds[Submission], verb="submission.opened", subject_id__in=answers.values("pk"))
    of_file = Q(subject_type=kinds[Attachment], verb="file.opened", subject_id__in=files.values("pk"))
    of_all = Q(subject_type=kinds[Form], subject_id=form.pk, verb__in=("answers.seen", "answers.exported"))
    own, through = (
        Submission.objects.filter(**{name: OuterRef("subject_id")}).order_by().values("digest")
        for name in ("pk", "attachments")
    )
    digest = Case(
        When(subject_type=kinds[Submission], then=Subquery(own)),
        When(subject_type=kinds[Attachment], then=Subquery(through)),
    )
    found = Entry.objects.filter(of_one | of_file | of_all).annotate(digest=digest)
    return found.select_related("actor__person").order_by("-at", "-pk")


def seen_on_map(actor: User, form: Form) -> QuerySet[Entry]:
    """When `actor` looked at the answers to `form` on a map."""
    about = {"subject_type": ContentType.objects.get_for_model(Form), "subject_id": form.pk}
    return Entry.objects.filter(verb="answers.seen", actor=actor, details__on="map", **about)


def receipt_in(entry: Any) -> str:
    """The receipt of the answer a line is about; "" when it is about the whole form."""
    return receipt_of(entry.digest) if entry.digest else ""


def what_in(entry: Entry) -> str:
    """What was done, in words: opened, looked at, taken away and how."""
    details = entry.details
    how = {"zip": "CSV (ZIP)", "media": pgettext("a zip", "photos and files"), "odata": "OData", "xml": "XML"}
    said = str(VERBS[entry.verb])
    if wanted := details.get("format"):
        return f"{said} · {how.get(wanted, str(wanted).upper())}"
    if on := details.get("on"):
        seen = pgettext("what was looked at", "map") if on == "map" else pgettext("what was looked at", "photos")
        return f"{said} · {seen}"
    return said


COLUMNS: list[Column] = [
    (_("When"), lambda entry: entry.at),
    (_("Person"), lambda entry: str(entry.actor or "")),
    (_("What they did"), what_in),
    (_("receipt"), receipt_in),
]
