"""The columns of the list people take away. How to reach who asked is in none."""

from django.utils.translation import gettext_lazy as _

REQUESTS = [
    (_("Code"), lambda request: request.shown_code),
    (_("Territory"), lambda request: str(request.territory or "")),
    (_("Commune or delegation"), lambda request: str(request.place or "")),
    (_("What they ask"), lambda request: request.words),
    (_("Asked on"), lambda request: request.asked_at.date()),
    (_("Answer due on"), lambda request: request.due_on),
    (_("State"), lambda request: request.get_state_display()),
    (_("In the hands of"), lambda request: str(request.owner or "")),
    (_("How it ended"), lambda request: request.get_outcome_display()),
]
