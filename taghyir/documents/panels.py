"""On the page of a file: the way to its documents."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.end")
def documents_of_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return drawn("documents/on_case.html", pk=case.pk)
