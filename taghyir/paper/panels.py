"""What the page of a form shows of paper."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.paper import queries
from taghyir.paper.policies import can_bring_sheets, can_print_form


@panel("form.side", order=10)
def on_paper(request, form):
    """Print it, bring filled sheets back, and how many wait for a person."""
    if not can_bring_sheets(request.user):
        return ""
    may_print = form.is_open and can_print_form(request.user, form)
    waiting = queries.sheets_waiting(request.user).filter(batch__version__form=form).count()
    if not may_print and not waiting:
        return ""
    return render_to_string("paper/on_paper.html", {"form": form, "may_print": may_print, "waiting": waiting}, request)
