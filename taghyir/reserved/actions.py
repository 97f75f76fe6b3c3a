"""What is done about reserved answers: a right is given and ended, answers are opened, keys renewed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import FIELD_STAFF, User
from taghyir.places.models import Territory
from taghyir.reserved.keys import KeyIsMissing, Tampered, closed, newest_key, opened
from taghyir.reserved.models import LONGEST, OpeningRight, ReservedAnswer, ReservedFile
from taghyir.reserved.policies import (
    can_end_opening_right,
    can_give_opening_right,
    can_open_reserved_answers,
    can_renew_reserved_answers,
)
from taghyir.surveys.models import Submission


@action("opening_right.given")
def give_opening_right(
    *,
    actor: User,
    user: User,
    purpose: str,
    reason: str,
    ends_on: dt.date,
    starts_on: dt.date | None = None,
    territory: Territory | None = None,
) -> OpeningRight:
    """Let `user` open the answers given for one purpose, on a territory (all of them when none is said).

    Refused for who does not work in the field there, for more than a year, and when they already hold it that day.
    """
    require(can_give_opening_right(actor, user, territory))
    starts_on = starts_on or timezone.localdate()
    if not user.is_active or not user.reach(*FIELD_STAFF).covers(territory):
        raise Refused(_("This person does not work in the field there."), code="elsewhere", field="user")
    if ends_on < timezone.localdate() or ends_on - starts_on > LONGEST:
        raise Refused(_("Choose a last day from today to one year after the first."), code="day", field="ends_on")
    User.objects.select_for_update().get(pk=user.pk)
    held = OpeningRight.objects.filter(user=user, purpose=purpose, territory=territory, ended_at=None)
    if held.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(_("This person already holds this right at that time."), code="held", field="purpose")
    right = OpeningRight(user=user, purpose=purpose, territory=territory, starts_on=starts_on, ends_on=ends_on)
    right.reason, right.given_by = reason, actor
    vars(right)["journal_details"] = {"user": user.pk, "purpose": purpose, "territory": territory and territory.pk}
    return store(right)


@action("opening_right.ended")
def end_opening_right(*, actor: User, right: OpeningRight) -> OpeningRight:
    """It opens nothing any more from this moment. Refused when it is over already."""
    require(can_end_opening_right(actor, right))
    if right.state == OpeningRight.State.OVER:
        raise Refused(_("This right is already over."), code="over")
    right.ended_at = timezone.now()
    return store(right)


@action("reserved_answers.opened")
def open_reserved_answers(*, actor: User, submission: Submission, purpose: str, reason: str) -> Submission:
    """Write that `actor` opens what was answered for one purpose, and why: whoever calls may then show it, this once.

    Refused without a reason.
    """
    require(can_open_reserved_answers(actor, submission, purpose))
    if not reason.strip():
        raise Refused(_("Say why you open these answers."), code="no_reason", field="reason")
    vars(submission)["journal_details"] = {"purpose": purpose, "reason": reason.strip()[:300]}
    return submission


@action("reserved_file.opened")
def open_reserved_file(*, actor: User, file: ReservedFile, reason: str) -> Submission:
    """Write that `actor` opens a photo, a recording or a file kept apart, and why: whoever calls may then give it, this once.

    Refused without a reason.
    """
    require(can_open_reserved_answers(actor, file.submission, file.purpose))
    if not reason.strip():
        raise Refused(_("Say why you open these answers."), code="no_reason", field="reason")
    vars(file.submission)["journal_details"] = {"purpose": file.purpose, "reason": reason.strip()[:300]}
    return file.submission


@dataclass
class Renewal:
    """The last of the rows gone through (0: there was none), how many are renewed, and how many did not open."""

    last: int = 0
    renewed: int = 0
    closed: int = 0


@action("reserved_answers.renewed")
def renew_reserved_answers(*, actor: User, after: int = 0, count: int = 500) -> Renewal:
    """Close again with the newest key the next `count` answers that another key closed. What does not open stays as it is."""
    require(can_renew_reserved_answers(actor))
    return _renewed(ReservedAnswer, after, count)


@action("reserved_files.renewed")
def renew_reserved_files(*, actor: User, after: int = 0, count: int = 500) -> Renewal:
    """The same for the keys of files kept apart: the files themselves do not move."""
    require(can_renew_reserved_answers(actor))
    return _renewed(ReservedFile, after, count)


def _renewed(kept: type[ReservedAnswer] | type[ReservedFile], after: int, count: int) -> Renewal:
    found: Any = kept.objects.exclude(key=newest_key().name).filter(pk__gt=after).order_by("pk")
    rows, renewed = list(found.select_for_update()[:count]), []
    for row in rows:
        try:
            row.key, row.sealed = closed(opened(row.key, bytes(row.sealed), row.place), row.place)
            renewed.append(row)
        except (KeyIsMissing, Tampered):
            continue
    kept.objects.bulk_update(renewed, ["key", "sealed"], batch_size=500)
    done = Renewal(rows[-1].pk if rows else 0, len(renewed), len(rows) - len(renewed))
    vars(done)["journal_details"] = {"renewed": done.renewed, "closed": done.closed}
    return done
