"""Who may send a draft, try it, publish it, and see what a version changes."""

from django.db.models import Q, QuerySet

from taghyir.drafts.models import Draft
from taghyir.people.models import FIELD_STAFF, User
from taghyir.places.models import Territory
from taghyir.surveys.models import Form
from taghyir.surveys.policies import can_publish_form, can_publish_forms


def visible_drafts(actor: User) -> QuerySet[Draft]:
    """Field staff see, and try, the drafts of what they will fill: those of their territories and those for all."""
    reach = actor.reach(*FIELD_STAFF)
    if not reach:
        return Draft.objects.none()
    return Draft.objects.all() if reach.everywhere else Draft.objects.filter(reach.q() | Q(territory=None))


def can_send_draft(actor: User, territory: Territory | None) -> bool:
    """Those who may publish there."""
    return can_publish_form(actor, territory)


def can_send_drafts(actor: User) -> bool:
    """Whether `actor` sends drafts somewhere."""
    return can_publish_forms(actor)


def can_publish_draft(actor: User, draft: Draft) -> bool:
    """Those who may publish the form it becomes."""
    return can_publish_form(actor, draft.territory)


can_discard_draft = can_publish_draft


def can_compare_versions(actor: User, form: Form) -> bool:
    """Those who may publish the next one: what it changes says how many answers hold what goes."""
    return can_publish_form(actor, form.territory)
