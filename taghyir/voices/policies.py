"""Who may say a question or a notice aloud, and who hears it."""

from typing import Any

from django.db.models import QuerySet

from taghyir.people.models import COORDINATORS, Role, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form, visible_forms
from taghyir.voices.models import NoticeVoice, Voice

SPEAKERS = (Role.Kind.FOCAL_POINT, *COORDINATORS)


def visible_voices(actor: User) -> QuerySet[Voice]:
    """Whoever may see or fill a form hears its questions."""
    return Voice.objects.filter(form__in=visible_forms(actor))


def can_record_voice(actor: User, form: Form) -> bool:
    """Those who may publish it, and the focal points of its territory; of every territory, those who work in all."""
    return can_publish_form(actor, form.territory) or actor.reach(Role.Kind.FOCAL_POINT).covers(form.territory)


can_remove_voice = can_record_voice


def visible_notice_voices(actor: Any) -> QuerySet[NoticeVoice]:
    """Everybody hears what is said before anything is kept, without an account too."""
    return NoticeVoice.objects.all()


def visible_territories_to_say(actor: User) -> QuerySet[Territory]:
    """Those for which `actor` may say the notices aloud."""
    return Territory.objects.filter(actor.reach(*SPEAKERS).of_territories())


def can_record_notice_voice(actor: User, territory: Territory | None) -> bool:
    """The focal points and the coordinators of the territory; for the whole programme, those who work in all of it."""
    return actor.reach(*SPEAKERS).covers(territory)


def can_record_notice_voices(actor: User) -> bool:
    """Whether `actor` may somewhere."""
    return bool(actor.reach(*SPEAKERS))


def can_remove_notice_voice(actor: User, voice: NoticeVoice) -> bool:
    """Who may record another."""
    return can_record_notice_voice(actor, voice.territory)
