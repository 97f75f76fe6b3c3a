"""Who may publish a form, fill it, and read what was answered."""

from django.db.models import Q, QuerySet

from taghyir.devices.models import Device
from taghyir.people.models import COORDINATORS, FIELD_STAFF, Reach, Role, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Attachment, Form, FormVersion, Submission

READERS = (*FIELD_STAFF, Role.Kind.AUDITOR)


def visible_forms(actor: User) -> QuerySet[Form]:
    """Field staff and auditors see the forms of their territories, and those made for every territory."""
    reach = actor.reach(*READERS)
    return Form.objects.filter(_within(reach, Q(territory=None))) if reach else Form.objects.none()


def visible_forms_to_fill(actor: User, phone: Device | None = None) -> QuerySet[Form]:
    """The open forms that `actor` may fill, with `phone` when it is one: see can_fill_form."""
    reach = actor.reach(*FIELD_STAFF)
    forms = Form.objects.filter(retired_at=None, current__isnull=False)
    if phone and phone.territory_id:
        there = forms.filter(Q(territory=None) | Q(territory=phone.territory_id))
        return there if _covers_phone(reach, phone) else forms.none()
    return forms.filter(_within(reach, Q(territory=None))) if reach else forms.none()


def visible_versions(actor: User) -> QuerySet[FormVersion]:
    """The versions of the forms `actor` sees."""
    return FormVersion.objects.filter(form__in=visible_forms(actor))


def visible_submissions(actor: User) -> QuerySet[Submission]:
    """Field staff and auditors see what was answered in their territories; anyone of them, what they sent."""
    reach = actor.reach(*READERS)
    own = Q(submitted_by=actor)
    return Submission.objects.filter(_within(reach, own)) if reach else Submission.objects.none()


def visible_attachments(actor: User) -> QuerySet[Attachment]:
    """The files of the answers `actor` sees."""
    return Attachment.objects.filter(submission__in=visible_submissions(actor))


def can_publish_form(actor: User, territory: Territory | None) -> bool:
    """Coordinators publish for their territories; a form for every territory, those who coordinate everywhere."""
    return actor.is_robot or actor.reach(*COORDINATORS).covers(territory)


def can_publish_forms(actor: User) -> bool:
    """Whether `actor` publishes somewhere."""
    return bool(actor.reach(*COORDINATORS))


def can_retire_form(actor: User, form: Form) -> bool:
    """Those who may publish it."""
    return can_publish_form(actor, form.territory)


can_follow_form = can_retire_form


def can_fill_form(actor: User, form: Form, phone: Device | None = None) -> bool:
    """Field staff of the form's territory; all field staff when the form is for every territory.

    With a phone of one territory: the forms of that one and those for all, as long as `actor` works there.
    """
    reach = actor.reach(*FIELD_STAFF)
    if phone and phone.territory_id:
        return form.territory_id in (None, phone.territory_id) and _covers_phone(reach, phone)
    return bool(reach) and (form.territory_id is None or reach.covers(form.territory))


def visible_territories_to_name(actor: User, form: Form, phone: Device | None = None) -> QuerySet[Territory]:
    """Whose organisations and places answers to `form` may name: its own territory; else that of the phone; else where
    `actor` works in the field. Whether the form may be filled at all is for can_fill_form."""
    if own := form.territory_id or (phone and phone.territory_id):
        return Territory.objects.filter(pk=own).order_by("order")
    reach = actor.reach(*FIELD_STAFF)
    return Territory.objects.filter(reach.of_territories()).order_by("order") if reach else Territory.objects.none()


def can_complete_submission(actor: User, submission: Submission) -> bool:
    """The files of an answer come from whoever sent it."""
    return submission.submitted_by_id == actor.pk


def can_export_submissions(actor: User, form: Form) -> bool:
    """Whoever reads the answers may take them away; each time is written in the journal."""
    return bool(actor.reach(*READERS))


def _covers_phone(reach: Reach, phone: Device) -> bool:
    """Whether it lies in `reach`; its territory is read only for who works in a whole country: answers come one by one."""
    return phone.territory_id in reach.territories or reach.everywhere or reach.covers(phone.territory)


def _within(reach: Reach, besides: Q) -> Q:
    """What lies in `reach`, and `besides`; everything when the reach is the whole programme (an empty Q would be lost)."""
    return Q() if reach.everywhere else reach.q() | besides
