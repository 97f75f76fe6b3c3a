"""What follows in the background. Each may run twice."""

from contextlib import suppress

from django.utils import timezone, translation
from procrastinate.contrib.django import app

from taghyir.core.actions import Refused
from taghyir.core.journal import on
from taghyir.core.mail import tell
from taghyir.core.models import Entry
from taghyir.directory.queries import accounts_of
from taghyir.needs.actions import hear_need_in_answer, raise_need, take_need
from taghyir.needs.models import Need
from taghyir.needs.policies import can_own_need, visible_needs
from taghyir.needs.queries import HeardAnswer, coordinators_at, needs_in_answers, needs_to_raise, owner_for
from taghyir.people.models import User
from taghyir.surveys.models import Submission


def _is_followed(submission: Submission) -> bool:
    return submission.is_followed


@on("submission.received", when=_is_followed)
def make_needs_of_answers(entry: Entry) -> None:
    """Make a need of each answer that a mapping names. Safe to run twice: an answer gives one need."""
    submissions = Submission.objects.select_related("form__territory", "territory", "version", "submitted_by")
    submission = submissions.filter(pk=entry.subject_id).first()
    if submission is None:
        return
    made = set(Need.objects.filter(submission=submission).values_list("submission_path", flat=True))
    for heard in needs_in_answers(submission):
        if heard.path not in made:
            _make_need(submission, heard)


def _make_need(submission: Submission, heard: HeardAnswer) -> None:
    try:
        hear_need_in_answer(actor=User.objects.robot(), submission=submission, heard=heard)
    except Refused as refusal:
        if refusal.code != "conflict":  # another worker made it in the meantime
            raise


@on("need.heard")
@on("need.heard_in_answer")
@on("need.taken")
def tell_owner_of_need(entry: Entry) -> None:
    """Tell the owner that a need waits for them, unless they did it themselves. Safe to run twice: `tell` writes once."""
    need = Need.objects.select_related("owner", "territory").filter(pk=entry.subject_id).first()
    if need and need.owner_id != entry.actor_id and not need.owner.is_robot:
        with translation.override(need.owner.language):
            link = need.get_absolute_url()
        tell(need.owner, about=entry, template="needs/need_for_you.txt", link=link, need=need)


@on("need.raised")
def tell_of_raised_need(entry: Entry) -> None:
    """Tell who coordinates at its new level. Safe to run twice: `tell` writes once."""
    need = Need.objects.select_related("territory", "owner").filter(pk=entry.subject_id).first()
    for user in coordinators_at(need) if need else ():
        if user.pk != entry.actor_id:
            with translation.override(user.language):
                link = need.get_absolute_url()  # type: ignore[union-attr]
            tell(user, about=entry, template="needs/need_raised.txt", link=link, need=need)


@on("need.answered")
def tell_of_answer(entry: Entry) -> None:
    """Tell who heard it, who has it in hand, and the accounts of the organisation that said it: the first time only.

    Safe to run twice: `tell` writes once.
    """
    need = Need.objects.select_related("owner__person", "heard_by", "organisation").filter(pk=entry.subject_id).first()
    before = Entry.objects.filter(verb=entry.verb, subject_id=entry.subject_id, pk__lt=entry.pk)
    if need is None or before.exists():
        return
    for user in {need.owner, need.heard_by, *(accounts_of(need.organisation) if need.organisation else ())}:
        if user and user.pk != entry.actor_id and not user.is_robot and visible_needs(user).filter(pk=need.pk).exists():
            with translation.override(user.language):
                link = need.get_absolute_url()
            tell(user, about=entry, template="needs/need_answered.txt", link=link, need=need)


@app.periodic(cron="15 5 * * *")
@app.task(name="raise_late_needs", queue="seals", queueing_lock="raise_late_needs")
def raise_late_needs(timestamp: int) -> None:
    """Each morning, what nobody answered for long goes up. Safe to run twice: a need goes up once for each delay."""
    for need in needs_to_raise(timezone.localdate()):
        with suppress(Refused):
            raise_need(actor=User.objects.robot(), need=need)


@on("user.disabled")
def hand_over_needs(entry: Entry) -> None:
    """What a closed account had open goes to the successor who was named, else to who works there.

    Safe to run twice: the second time, nothing is left to hand over.
    """
    successor = User.objects.filter(pk=entry.details.get("successor"), is_active=True).first()
    left = Need.objects.open().filter(owner=entry.subject_id).select_related("territory").order_by("due_on", "pk")
    for need in left:
        fit = successor if successor and can_own_need(successor, need.territory) else owner_for(need.territory)
        if fit and fit.pk != need.owner_id:
            take_need(actor=User.objects.robot(), need=need, owner=fit)
