"""On the page of an organisation and of its file: the way to what the law asks."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn
from taghyir.directory.policies import can_see_file_of_organisation


@panel("organisation.side", order=45)
def duties_of_organisation(request, organisation):
    """The way to them, without asking anything of the database. For who sees the file; never in public."""
    lives = organisation.legal_form is not None and organisation.closed_on is None
    if not lives or not can_see_file_of_organisation(request.user, organisation):
        return ""
    return drawn("duties/duties_of_organisation.html", pk=organisation.pk)


@panel("case.end", order=30)
def duties_of_case(_request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return drawn("duties/duties_of_case.html", pk=case.organisation_id)
