"""What somebody saw of care and unpaid work is noted; a marker is chosen with its reason."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.accompaniment.models import Case
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.lens.models import CareNote, ChosenMarker
from taghyir.lens.policies import can_choose_marker, can_note_care
from taghyir.lens.queries import lenses_of, markers_of
from taghyir.people.models import User
from taghyir.tables.text import cleaned

_COUNTS = ("paid_women", "paid_men", "unpaid_women", "unpaid_men", "unpaid_hours")


@action("care.noted")
def note_care(*, actor: User, case: Case, **fields: Any) -> CareNote:
    """Keep an observation. Refused when it says nothing, for a day to come, a rate without source, a service of another file."""
    require(can_note_care(actor, case))
    if not Case.objects.open().select_for_update(no_key=True).filter(pk=case.pk).exists():
        raise Refused(_("This file is closed: it can be read, no longer written."), code="closed")
    note = CareNote(case=case, noted_by=actor)
    for name, value in fields.items():
        setattr(note, name, cleaned(value) if isinstance(value, str) else value)
    said = note.childcare_offered or note.transport_offered
    if not said and all(getattr(note, name) is None for name in _COUNTS):
        raise Refused(_("Say at least one thing."), code="nothing")
    if note.noted_on > timezone.localdate():
        raise Refused(_("This day is still to come. Choose today or a day before."), code="future", field="noted_on")
    if note.service and note.service.case_id != case.pk:
        raise Refused(_("Choose a service of this file."), code="other_case", field="service")
    return store(note)


@action("marker.chosen")
def choose_marker(*, actor: User, case: Case, subject: str, chosen: int, reason: str) -> ChosenMarker:
    """Read the file otherwise than its facts are counted, with a reason; what was computed is kept beside."""
    require(can_choose_marker(actor, case))
    known = {marker.subject.value: marker for marker in markers_of(lenses_of(actor).get(pk=case.pk))}
    if subject not in known:
        raise Refused(_("There is no such marker."), code="no_marker", field="subject")
    marker = ChosenMarker(case=case, subject=subject, chosen=chosen, reason=cleaned(reason), chosen_by=actor)
    marker.computed = known[subject].computed
    vars(marker)["journal_details"] = {"computed": int(marker.computed), "chosen": int(chosen), "reason": marker.reason}
    return store(marker)
