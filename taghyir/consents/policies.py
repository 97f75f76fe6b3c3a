"""Who sees what people agreed to, who records it, and who takes it back."""

from typing import Any

from django.db.models import QuerySet

from taghyir.consents.models import Consent, ConsentQuerySet, ConsentVoice
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Person, Role, User
from taghyir.people.policies import can_record_person, visible_people


def visible_consents(actor: Any) -> ConsentQuerySet:
    """What somebody agreed to is seen by who may see them."""
    return Consent.objects.filter(person__in=visible_people(actor).order_by().values("pk"))


def visible_consent_voices(actor: User) -> QuerySet[ConsentVoice]:
    """Whoever has an account hears the words: members hear again what they agreed to."""
    return ConsentVoice.objects.all() if actor.is_authenticated else ConsentVoice.objects.none()


def can_list_consents(actor: User) -> bool:
    """Field staff, and the auditor."""
    return actor.has_role(*FIELD_STAFF, Role.Kind.AUDITOR)


def can_record_consent(actor: User, person: Person) -> bool:
    """Field staff of the person's territory; for their own file, nobody collects their own consent."""
    return can_record_person(actor, person.territory) and not _is_own(actor, person)


can_record_consents = can_record_consent


def can_add_proof(actor: User, consent: Consent) -> bool:
    """Who may record it."""
    return can_record_consent(actor, consent.person)


def can_withdraw_consent(actor: User, consent: Consent) -> bool:
    """The person at any time, and field staff on their behalf."""
    return can_withdraw_every_consent(actor, consent.person)


def can_withdraw_every_consent(actor: User, person: Person) -> bool:
    """The person at any time, and field staff on their behalf."""
    return _is_own(actor, person) or can_record_person(actor, person.territory)


def can_load_consent_texts(actor: User) -> bool:
    """The robot of the commands, and who coordinates the whole programme."""
    return actor.is_robot or can_write_consent_text(actor)


def can_write_consent_text(actor: User) -> bool:
    """Who coordinates the whole programme: the same words are heard everywhere."""
    return actor.reach(Role.Kind.PROGRAMME_COORDINATOR).everywhere


def can_record_consent_voice(actor: User) -> bool:
    """Focal points and those who coordinate: the same voice is heard wherever its language is spoken."""
    return actor.has_role(Role.Kind.FOCAL_POINT, *COORDINATORS)


def can_remove_consent_voice(actor: User, voice: ConsentVoice) -> bool:
    """Who may record another."""
    return can_record_consent_voice(actor)


def can_watch_consents(actor: User) -> bool:
    """The robot that notices what ends."""
    return actor.is_robot


def _is_own(actor: User, person: Person) -> bool:
    return actor.person_id is not None and actor.person_id == person.pk
