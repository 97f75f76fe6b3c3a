"""What follows in the background: the members are told when a document of their file is shown to them."""

from django.urls import reverse
from django.utils import translation

from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.documents.models import Document


def _tell_members(entry: Entry) -> None:
    """Each member of today who has an account, with a link and not the document; nobody when it is hidden again."""
    shown = Document.objects.filter(pk=entry.subject_id, is_shared=True, withdrawn_at=None)
    document = shown.select_related("case__organisation").first()
    if document is None:
        return
    for user in accounts_of(document.case.organisation):
        if user.pk != entry.actor_id:
            with translation.override(user.language):
                link = reverse("documents:document", args=[document.pk])
            tell(user, about=entry, template="documents/told/document_shown.txt", link=link, document=document)


@on("document.added")
def tell_members_of_document(entry: Entry) -> None:
    """A document came, and the members see it. `tell` writes once."""
    _tell_members(entry)


@on("document.changed")
def tell_members_of_shown_document(entry: Entry) -> None:
    """A document they did not see is shown to them from now on. `tell` writes once."""
    if entry.details.get("changes", {}).get("is_shared") == [False, True]:
        _tell_members(entry)
