"""Who may say a question aloud, and who hears it."""

from django.db.models import QuerySet

from taghyir.people.models import User
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form, visible_forms
from taghyir.voices.models import Voice


def visible_voices(actor: User) -> QuerySet[Voice]:
    """Whoever may see or fill a form hears its questions."""
    return Voice.objects.filter(form__in=visible_forms(actor))


def can_record_voice(actor: User, form: Form) -> bool:
    """Those who may publish it."""
    return can_publish_form(actor, form.territory)


can_remove_voice = can_record_voice
