"""On the page of a file: the way to the file as its enterprise holds it."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel


@panel("case.top")
def on_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return render_to_string("dossiers/on_case.html", {"pk": case.pk})
