"""Who sees the duties of an organisation, who keeps them, and who is reminded."""

from typing import Any

from django.db.models import Q, QuerySet

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.policies import ADVISERS
from taghyir.directory.models import Membership, Organisation, OrganisationQuerySet
from taghyir.directory.policies import can_see_file_of_organisation, visible_files
from taghyir.duties.models import Assembly, Holder, HolderQuerySet, Outcome
from taghyir.people.models import User

SPEAKS_FOR_IT = Q(is_board=True) | Q(function__in=["president", "treasurer", "secretary", "manager"])


def visible_duties(actor: Any) -> OrganisationQuerySet:
    """The organisations whose file `actor` may see, as long as they live: their duties are seen with it."""
    seen = Q(pk__in=visible_files(actor).order_by().values("pk"))
    if actor.is_authenticated:
        seen |= Q(pk__in=Case.objects.open().filter(adviser=actor).values("organisation"))
    return Organisation.objects.filter(seen, merged_into=None, closed_on=None)


def visible_assemblies(actor: Any) -> QuerySet[Assembly]:
    """Seen with the duties."""
    return Assembly.objects.filter(organisation__in=visible_duties(actor).order_by().values("pk"))


def visible_outcomes(actor: Any) -> QuerySet[Outcome]:
    """Seen with the duties, the paper that proves it too."""
    return Outcome.objects.filter(organisation__in=visible_duties(actor).order_by().values("pk"))


def visible_holders(actor: Any) -> HolderQuerySet:
    """Who sees the file of the organisation; each opening is written."""
    return Holder.objects.filter(organisation__in=visible_duties(actor).order_by().values("pk"))


def can_take_register(actor: User, organisation: Organisation) -> bool:
    """Who sees the file of the organisation, whoever follows its open file; closed, its register and its minutes outlive it."""
    if can_see_file_of_organisation(actor, organisation):
        return True
    return Case.objects.open().filter(organisation=organisation, adviser=actor).exists()


def can_keep_duties(actor: User, organisation: Organisation) -> bool:
    """Its members who speak for it, the advisers and coordinators of the territory, and whoever follows its open file."""
    if can_advise_organisation(actor, organisation):
        return True
    if not actor.person_id:
        return False
    held = Membership.objects.standing().filter(SPEAKS_FOR_IT, organisation=organisation, person=actor.person_id)
    return held.exists()


can_keep_calendar = can_add_event = can_remove_event = can_keep_duties
can_record_outcome = can_take_back_outcome = can_tick_step = can_keep_duties
can_call_assembly = can_keep_duties
can_add_holder = can_keep_duties


def can_record_assembly(actor: User, assembly: Assembly) -> bool:
    """Who keeps the duties of the organisation."""
    return can_keep_duties(actor, assembly.organisation)


can_cancel_assembly = can_record_assembly


def can_change_holder(actor: User, holder: Holder) -> bool:
    """Who keeps the duties of the organisation."""
    return can_keep_duties(actor, holder.organisation)


def can_choose_reminders(actor: User, organisation: Organisation) -> bool:
    """Whoever belongs to it today, and whoever advises it."""
    if can_advise_organisation(actor, organisation):
        return True
    if not actor.person_id:
        return False
    return Membership.objects.standing().filter(organisation=organisation, person=actor.person_id).exists()


def can_stop_reminders(actor: User) -> bool:
    """Whoever holds an account: for themselves, from the link of a mail."""
    return actor.is_active


def can_remind_of_duty(actor: User) -> bool:
    """The robot, each day."""
    return bool(actor.is_robot)


def can_advise_organisation(actor: User, organisation: Organisation) -> bool:
    """Advisers and coordinators of its territory, and whoever follows its open file."""
    if actor.is_robot or actor.reach(*ADVISERS).covers(organisation.territory):
        return True
    return Case.objects.open().filter(organisation=organisation, adviser=actor).exists()
