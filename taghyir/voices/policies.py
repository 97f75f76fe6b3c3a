"""Who may say a question aloud, and who hears it."""

from django.db.models import QuerySet

from taghyir.people.models import Role, User
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form, visible_forms
from taghyir.voices.models import Voice


def visible_voices(actor: User) -> QuerySet[Voice]:
    """Whoever may see or fill a form hears its questions."""
    return Voice.objects.filter(form__in=visible_forms(actor))


def can_record_voice(actor: User, form: Form) -> bool:
    """Those who may publish it, and the focal points of its territory; of every territory, those who work in all."""
    return can_publish_form(actor, form.territory) or actor.reach(Role.Kind.FOCAL_POINT).covers(form.territory)


can_remove_voice = can_record_voice
