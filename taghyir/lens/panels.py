"""On the page of a file: both markers."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn
from taghyir.lens.queries import markers_of


@panel("case.end", order=40)
def markers_of_case(_request, case):
    """What they say and the way to their reasons; who sees the file sees them."""
    return drawn("lens/on_case.html", pk=case.pk, markers=markers_of(case))
