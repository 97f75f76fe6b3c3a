"""What the page of a phone says of the answers it sent."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.surveys.queries import answers_of


@panel("device.side")
def answers_of_phone(request, device):
    """How many, and when the last one came."""
    return render_to_string("surveys/answers_of_phone.html", answers_of(device), request)
