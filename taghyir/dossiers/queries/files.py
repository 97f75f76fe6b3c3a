"""The files of a case that its members may read, each with where it lies in the archive that is taken away."""

from collections.abc import Iterator
from dataclasses import dataclass

from taghyir.accompaniment.models import Case
from taghyir.conventions.models import Convention
from taghyir.core.models import StoredFile
from taghyir.diagnoses.models import Signature as ResultSignature
from taghyir.documents.models import Document, Version
from taghyir.dossiers.models import Signature
from taghyir.dossiers.queries.lines_of_rooms import conventions_to_tell, documents_to_tell
from taghyir.dossiers.queries.values import safe_name
from taghyir.duties.models import Outcome


@dataclass(frozen=True)
class Kept:
    """One file as it was sent."""

    path: str
    stored: StoredFile
    document: Document | None = None
    number: int = 0  # of the version of the document


def path_of_version(version: Version) -> str | None:
    """None when its content was erased."""
    name = f"documents/{version.document_id}-v{version.number}-{safe_name(version.name)}"
    return name if version.file_id is not None else None


def path_of_paper(convention: Convention) -> str | None:
    """None when it was not signed on paper."""
    return f"conventions/{convention.pk}-{safe_name(convention.paper.name)}" if convention.paper else None


def path_of_result(signature: ResultSignature) -> str | None:
    """None when it was signed on a screen. A paper that both sides signed is one file."""
    paper = signature.drawing
    return f"diagnoses/{signature.diagnosis_id}-{safe_name(paper.name)}" if signature.is_on_paper else None


def path_of_plan(signature: Signature) -> str | None:
    """None when it was signed on a screen."""
    return f"plan/{signature.pk}-{safe_name(signature.drawing.name)}" if signature.is_on_paper else None


def path_of_outcome(outcome: Outcome) -> str | None:
    """None when no paper proves it."""
    return f"duties/{outcome.pk}-{safe_name(outcome.evidence.name)}" if outcome.evidence else None


def files_of(case: Case) -> list[Kept]:
    """Documents in all their versions, what was signed on paper, papers that prove a duty. Six statements."""
    return [*_documents(case), *_papers(case)]


def _documents(case: Case) -> Iterator[Kept]:
    for document in documents_to_tell(case).prefetch_related("versions__file"):
        for version in document.versions.all():
            if version.file is not None and (path := path_of_version(version)):
                yield Kept(path, version.file, document, version.number)


def _papers(case: Case) -> Iterator[Kept]:
    for convention in conventions_to_tell(case).filter(paper__isnull=False).select_related("paper"):
        if convention.paper and (path := path_of_paper(convention)):
            yield Kept(path, convention.paper)
    signed = ResultSignature.objects.filter(diagnosis__case=case, is_on_paper=True).select_related("drawing")
    papers = {path_of_result(one): one.drawing for one in signed}
    yield from (Kept(path, drawing) for path, drawing in papers.items() if path)
    for signature in case.signatures.filter(is_on_paper=True).select_related("drawing"):
        if path := path_of_plan(signature):
            yield Kept(path, signature.drawing)
    proofs = Outcome.objects.filter(organisation=case.organisation_id, evidence__isnull=False).order_by("pk")
    for outcome in proofs.select_related("evidence"):
        if outcome.evidence and (path := path_of_outcome(outcome)):
            yield Kept(path, outcome.evidence)
