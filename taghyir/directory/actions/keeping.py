"""A card is kept by its own people: described, shown in part, confirmed; when nobody confirms it, it fades and hides."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.actions.organisations import _change_facts
from taghyir.directory.models import Freshness, Membership, Organisation, Shown
from taghyir.directory.policies import (
    can_choose_shown,
    can_confirm_organisation,
    can_describe_organisation,
    can_end_keeper,
    can_fade_organisation,
    can_name_keeper,
    can_set_rhythm,
    can_vouch_for_organisation,
)
from taghyir.people.models import Person, User

DESCRIBED = (
    "activity_fr", "activity_ar", "offers", "phone", "email", "website", "address", "latitude", "longitude",
    "sectors", "is_women_led", "is_care", "is_circular",
)  # fmt: skip


@action("keeper.named")
def name_keeper(*, actor: User, organisation: Organisation, person: Person) -> Membership:
    """`person` keeps the card from now on, as a member of the organisation; one who is not a member becomes one."""
    require(can_name_keeper(actor, organisation))
    standing = Membership.objects.standing().filter(organisation=organisation, person=person).first()
    membership = standing or Membership(organisation=organisation, person=person)
    membership.is_keeper = True
    return store(membership)


@action("keeper.ended")
def end_keeper(*, actor: User, membership: Membership) -> Membership:
    """They no longer keep the card, and stay a member. One may give it back oneself."""
    require(can_end_keeper(actor, membership))
    membership.is_keeper = False
    return store(membership)


@action("organisation.described")
def describe_organisation(*, actor: User, organisation: Organisation, **facts: Any) -> Organisation:
    """What its own people may say of it: what it does, how it is reached, what it stands for. Refused as for changing it.

    Whoever keeps the card has all of it before their eyes: by saving it they say that it is true today.
    """
    require(can_describe_organisation(actor, organisation))
    described = _change_facts(organisation, {name: value for name, value in facts.items() if name in DESCRIBED})
    if can_vouch_for_organisation(actor, organisation):
        described.confirmed_on = confirm_organisation(actor=actor, organisation=described).confirmed_on
    return described


@action("organisation.shown_chosen")
def choose_shown(*, actor: User, organisation: Organisation, shown: list[str]) -> Organisation:
    """Which groups of facts everybody sees; the others are for those who follow it."""
    require(can_choose_shown(actor, organisation))
    organisation.shown = [group for group in Shown.values if group in shown]
    organisation.prepare_search()
    return store(organisation)


@action("organisation.confirmed")
def confirm_organisation(*, actor: User, organisation: Organisation) -> Organisation:
    """What its card says is true today: it is fresh again, and seen again when it was hidden for want of it."""
    require(can_confirm_organisation(actor, organisation))
    organisation = _locked(organisation)
    organisation.confirmed_on, organisation.freshness = timezone.localdate(), Freshness.FRESH
    return store(organisation)


@action("organisation.faded")
def fade_organisation(*, actor: User, organisation: Organisation, freshness: str) -> Organisation:
    """Nobody confirmed it for long: it is shown as such, then hidden. Refused when it was confirmed meanwhile."""
    require(can_fade_organisation(actor))
    before = {Freshness.FADED: Freshness.FRESH, Freshness.HIDDEN: Freshness.FADED}
    seen_confirmed_on, organisation = organisation.confirmed_on, _locked(organisation)
    was_confirmed = organisation.confirmed_on != seen_confirmed_on
    if was_confirmed or organisation.freshness != before.get(freshness):  # type: ignore[call-overload]
        raise Refused(_("This card was confirmed meanwhile."), code="fresh")
    organisation.freshness = freshness
    return store(organisation)


@action("organisation.rhythm_set")
def set_rhythm(*, actor: User, organisation: Organisation, review_months: int) -> Organisation:
    """How often its card is to be confirmed, from one month to two years. Refused otherwise."""
    require(can_set_rhythm(actor, organisation))
    if not 1 <= review_months <= 24:
        raise Refused(_("Choose from 1 to 24 months."), code="months", field="review_months")
    organisation.review_months = review_months
    return store(organisation)


def _locked(organisation: Organisation) -> Organisation:
    """`organisation` as it is now, and nobody else changes it until the end of the transaction."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
