"""What pages and other rooms ask about documents."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from taghyir.accompaniment.models import Case, Service
from taghyir.core.models import Entry
from taghyir.documents.models import Document, Version
from taghyir.documents.policies import visible_documents

OPENED = "document.opened"  # the verb of the access log
FEW = 8


def documents_of(actor: Any, case: Case) -> QuerySet[Document]:
    """The documents of the file `actor` sees, the last first, each with its last version."""
    rows = visible_documents(actor).filter(case=case).select_related("latest__added_by__person", "case", "service")
    return rows.order_by("-added_at", "-pk")


def document_with_names(actor: Any) -> QuerySet[Document]:
    """Documents `actor` sees, each with its file and what its page says."""
    named = ("case__organisation", "case__territory", "latest", "service__kind", "withdrawn_by__person")
    return visible_documents(actor).select_related(*named)


def versions_of(document: Document) -> QuerySet[Version]:
    """The last first."""
    return document.versions.select_related("added_by__person").order_by("-number")


def openings_of(document: Document) -> QuerySet[Entry]:
    """The last few times somebody opened the document."""
    kind = ContentType.objects.get_for_model(Document)
    lines = Entry.objects.filter(verb=OPENED, subject_type=kind, subject_id=document.pk)
    return lines.select_related("actor__person").order_by("-at", "-pk")[:FEW]


def services_to_choose(case: Case) -> QuerySet[Service]:
    """The last services of the file: what a document was sent for."""
    return case.services.select_related("kind").order_by("-given_on", "-pk")
