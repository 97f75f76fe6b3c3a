"""On the page of a file: the way to the file as its enterprise holds it."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.end", order=10)
def on_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return drawn("dossiers/on_case.html", pk=case.pk)
