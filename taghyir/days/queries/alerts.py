"""What is late for somebody this morning, and whether it was told today."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from taghyir.accompaniment.models import Case, PlannedAction
from taghyir.core.models import Entry
from taghyir.days.models import Alert
from taghyir.intake.models import Referral, ReferralQuerySet
from taghyir.people.models import User

MOST = 15  # in one mail; the agenda holds the rest


def advisers_to_remind() -> QuerySet[User]:
    """Who follows open files or waits for the answer of a body, or stands in for who does, and may sign in."""
    follows, asked = Case.objects.open().values("adviser"), Referral.objects.to_follow().order_by().values("sent_by")
    owners = User.objects.filter(Q(pk__in=follows) | Q(pk__in=asked)).values("pk")
    today = timezone.localdate()
    standing = User.objects.filter(
        substitutions__user__in=owners, substitutions__starts_on__lte=today, substitutions__ends_on__gte=today
    )
    return User.objects.filter(Q(pk__in=owners) | Q(pk__in=standing.values("pk")), is_active=True)


def referrals_to_remind(user: User) -> ReferralQuerySet:
    """Links sent by `user` or whom they stand in for, in their last days or too old, without an answer."""
    rows = Referral.objects.to_follow().filter(sent_by__in=user.stands_for)
    return rows.select_related("demand__organisation").order_by("expires_on", "pk")[:MOST]


def was_reminded_today(user: User) -> bool:
    kind = ContentType.objects.get_for_model(User).pk
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = Entry.objects.filter(verb="adviser.reminded", subject_type=kind, subject_id=user.pk, at__gte=morning)
    return lines.exists()


def late_for(user: User, day: dt.date | None = None) -> list[Alert]:
    """The steps and actions late for `user` or whom they stand in for, the most late first; what was answered is left out."""
    day = day or timezone.localdate()
    whose = user.stands_for
    cases = Case.objects.open().filter(adviser__in=whose, next_step_on__lt=day).order_by("next_step_on", "pk")[:MOST]
    late = []
    for case in cases:
        told = {"due_on": case.next_step_on, "words": case.next_step}
        late.append(Alert(user=user, case=case, kind=Alert.Kind.STEP, subject_id=case.pk, **told))  # type: ignore[misc]
    planned = PlannedAction.objects.filter(
        objective__case__adviser__in=whose, objective__case__closed_on=None, done_on=None, due_on__lt=day
    )
    for one in planned.select_related("objective__case").order_by("due_on", "pk")[:MOST]:
        late.append(
            Alert(
                user=user,
                case=one.objective.case,
                kind="action",
                subject_id=one.pk,
                due_on=one.due_on,
                words=one.words,
            )
        )
    answered = set(
        Alert.objects.filter(case__adviser__in=whose, answered_at__isnull=False, due_on__lt=day).values_list(
            "kind", "subject_id", "due_on"
        )
    )
    left = [one for one in late if (one.kind, one.subject_id, one.due_on) not in answered]
    return sorted(left, key=lambda one: (one.due_on, one.kind, one.subject_id))[:MOST]
