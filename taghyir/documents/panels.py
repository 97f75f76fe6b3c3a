"""On the page of a file: the way to its documents."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel


@panel("case.end")
def documents_of_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return render_to_string("documents/on_case.html", {"pk": case.pk})
