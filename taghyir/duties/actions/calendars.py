"""From when duties are counted."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.compliance.queries import facts_for
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import Organisation
from taghyir.duties.models import Calendar, HappenedEvent
from taghyir.duties.policies import can_add_event, can_keep_calendar, can_remove_event
from taghyir.duties.queries import calendar_read
from taghyir.people.models import User
from taghyir.tables.meanwhile import check_unchanged


@action("calendar.kept")
def keep_calendar(*, actor: User, organisation: Organisation, read: str = "", **facts: Any) -> Calendar:
    """Write from when its duties are counted and what its statutes say.

    Refused for days to come, half a year end, and when somebody wrote others since they were `read`.
    """
    require(can_keep_calendar(actor, organisation))
    for name in ("founded_on", "declared_on", "last_assembly_on"):
        if facts.get(name) and facts[name] > timezone.localdate():
            raise Refused(_("This day is still to come."), code="future", field=name)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)  # also when none is kept yet
    kept = Calendar.objects.select_for_update().filter(organisation=organisation).first()
    check_unchanged(read, *calendar_read(kept))
    kept = kept or Calendar(organisation=organisation)
    before = {name: getattr(kept, name) for name in facts}
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.kept_by = actor
    vars(kept)["journal_details"] = {"changed": sorted(name for name in facts if facts[name] != before[name])}
    return store(kept)


@action("duty_event.added")
def add_event(*, actor: User, organisation: Organisation, code: str, on: dt.date, words: str = "") -> HappenedEvent:
    """Say that something happened from which the law counts. Refused when it asks nothing then, or for a day to come."""
    require(can_add_event(actor, organisation))
    if on > timezone.localdate():
        raise Refused(_("This day is still to come."), code="future", field="on")
    if not facts_for(organisation, on).filter(code=code, anchor="event").exists():
        raise Refused(_("The law asks nothing of this organisation from that day."), code="nothing", field="code")
    return store(HappenedEvent(organisation=organisation, code=code, on=on, words=words, said_by=actor))


@action("duty_event.removed")
def remove_event(*, actor: User, event: HappenedEvent) -> Organisation:
    """It was a mistake: its duty goes with it, and what was said of that stays in the journal."""
    require(can_remove_event(actor, event.organisation))
    organisation = event.organisation
    vars(organisation)["journal_details"] = {"code": event.code, "on": event.on.isoformat()}
    event.delete()
    return organisation
