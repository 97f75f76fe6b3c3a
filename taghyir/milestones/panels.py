"""On the page of a file: the way to its milestones."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn


@panel("case.end", order=20)
def on_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return drawn("milestones/on_case.html", pk=case.pk)
