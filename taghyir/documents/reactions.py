"""What follows in the background: the members are told when a document is shown to them, the adviser when they send one."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from taghyir.accompaniment.policies import can_work_on_case
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.documents.models import Document
from taghyir.people.models import User
from taghyir.people.queries import with_substitutes


def _tell_members(entry: Entry) -> None:
    """Each member of today who has an account, with a link and not the document; nobody when it is hidden again."""
    shown = Document.objects.filter(pk=entry.subject_id, is_shared=True, withdrawn_at=None)
    document = shown.select_related("case__organisation").first()
    if document is None:
        return
    _tell(accounts_of(document.case.organisation), entry, "document_shown", document)


def _tell(users: Iterable[User], entry: Entry, template: str, document: Document) -> None:
    for user in users:
        if user.pk != entry.actor_id:
            with translation.override(user.language):
                link = reverse("documents:document", args=[document.pk])
            tell(user, about=entry, template=f"documents/told/{template}.txt", link=link, document=document)


@on("document.added")
@on("document.version_added")
def tell_adviser_of_document(entry: Entry) -> None:
    """Members sent it: tell whoever follows the file, and who stands in for them. `tell` writes once."""
    sent = Document.objects.filter(pk=entry.subject_id, withdrawn_at=None)
    document = sent.select_related("case__organisation", "case__territory", "case__adviser", "latest__added_by").first()
    if document and entry.actor and not can_work_on_case(entry.actor, document.case):
        _tell(with_substitutes(document.case.adviser), entry, "document_sent", document)


@on("document.added")
def tell_members_of_document(entry: Entry) -> None:
    """A document came, and the members see it. `tell` writes once."""
    _tell_members(entry)


@on("document.changed")
def tell_members_of_shown_document(entry: Entry) -> None:
    """A document they did not see is shown to them from now on. `tell` writes once."""
    if entry.details.get("changes", {}).get("is_shared") == [False, True]:
        _tell_members(entry)
