"""What the pages of a form show of its voices."""

from django.template.loader import render_to_string

from taghyir.design.panels import panel
from taghyir.voices import queries
from taghyir.voices.policies import can_record_voice


@panel("form.side", order=20)
def said_aloud(request, form):
    """How far the questions are said aloud, and the way to say them, for who may."""
    if not form.is_open or not can_record_voice(request.user, form):
        return ""
    return render_to_string("voices/said_aloud.html", {"form": form, "tongues": queries.tongues_of(form)}, request)


@panel("form.fill")
def heard(request, form):
    """Where each question is heard, for the form in the browser."""
    voices = queries.current_voices(form)
    return render_to_string("voices/heard.html", {"voices": voices}, request) if voices else ""
