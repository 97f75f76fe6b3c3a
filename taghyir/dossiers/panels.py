"""On the page of a file: the way to the file as its enterprise holds it; for its members, before all else."""

from taghyir.design.panels import panel
from taghyir.design.pieces import drawn
from taghyir.people.models import Role


@panel("case.top", order=0)
def first_on_case(request, case):
    return drawn("dossiers/on_case.html", pk=case.pk) if _is_theirs(request.user) else ""


@panel("case.end", order=10)
def on_case(request, case):
    """A link, without asking anything of the database: the page is opened often."""
    return "" if _is_theirs(request.user) else drawn("dossiers/on_case.html", pk=case.pk)


def _is_theirs(user):
    """Whoever works nowhere sees no file but their own."""
    return {role.kind for role in user.roles_today} == {Role.Kind.MEMBER}
