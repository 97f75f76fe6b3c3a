"""Recording meetings, and who came."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.files import keep_file
from taghyir.core.storage import store
from taghyir.core.text import listed
from taghyir.directory.models import Organisation
from taghyir.directory.queries import organisations_of
from taghyir.gatherings.models import Attendance, Gathering
from taghyir.gatherings.policies import (
    can_attach_sheet,
    can_change_gathering,
    can_count_heads,
    can_record_attendance,
    can_record_gathering,
    can_record_newcomer,
    can_remove_attendance,
)
from taghyir.gatherings.queries import people_sounding_like
from taghyir.people.models import Person, User
from taghyir.places.models import Place, Territory
from taghyir.places.queries import places_of
from taghyir.tables.search import search_text

_SHEETS = {"pdf", "jpg", "jpeg", "png"}


@action("gathering.recorded")
def record_gathering(
    *,
    actor: User,
    kind: str,
    title: str,
    territory: Territory,
    held_on: dt.date,
    place: Place | None = None,
    where: str = "",
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
    childcare_offered: bool = False,
    transport_offered: bool = False,
    notes: str = "",
) -> Gathering:
    """A meeting organised by `actor`, held or to come. Refused when it ends before it begins, or the place lies elsewhere."""
    require(can_record_gathering(actor, territory))
    gathering = Gathering(
        kind=kind,
        title=title,
        territory=territory,
        held_on=held_on,
        place=place,
        where=where,
        starts_at=starts_at,
        ends_at=ends_at,
        organised_by=actor,
        childcare_offered=childcare_offered,
        transport_offered=transport_offered,
        notes=notes,
    )
    return _kept(gathering)


@action("gathering.changed")
def change_gathering(
    *,
    actor: User,
    gathering: Gathering,
    kind: str,
    title: str,
    held_on: dt.date,
    place: Place | None = None,
    where: str = "",
    starts_at: dt.time | None = None,
    ends_at: dt.time | None = None,
    childcare_offered: bool = False,
    transport_offered: bool = False,
    notes: str = "",
) -> Gathering:
    """Say better what it was, or what came out of it. Refused as when recording, and to move a signed sheet to a day to come."""
    require(can_change_gathering(actor, gathering))
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    gathering.kind, gathering.title, gathering.held_on = kind, title, held_on
    gathering.place, gathering.where = place, where
    gathering.starts_at, gathering.ends_at = starts_at, ends_at
    gathering.childcare_offered, gathering.transport_offered = childcare_offered, transport_offered
    gathering.notes = notes
    if gathering.is_to_come and _has_presence(gathering):
        raise Refused(_("People have already signed: it cannot be in the future."), code="signed", field="held_on")
    return _kept(gathering)


def _kept(gathering: Gathering) -> Gathering:
    if gathering.place and not places_of(gathering.territory).filter(pk=gathering.place.pk).exists():
        raise Refused(_("This place lies in another territory."), code="place_elsewhere", field="place")
    gathering.prepare_search()
    return store(gathering)


def _has_presence(gathering: Gathering) -> bool:
    counted = gathering.women_counted or gathering.men_counted
    return bool(counted or Attendance.objects.filter(gathering=gathering).exists())


def _check_was_held(gathering: Gathering) -> None:
    if gathering.is_to_come:
        raise Refused(_("This meeting has not taken place yet: nobody can have signed."), code="to_come")


@action("attendance.recorded")
def record_attendance(
    *, actor: User, gathering: Gathering, person: Person, organisation: Organisation | None = None
) -> Attendance:
    """Write a known person on the sheet, with their organisation of that day. Refused before the day, and the second time."""
    require(can_record_attendance(actor, gathering))
    _check_was_held(gathering)
    return _written(gathering, person, organisation or organisations_of(person).order_by("sort_name", "pk").first())


@action("newcomer.recorded")
def record_newcomer(
    *,
    actor: User,
    gathering: Gathering,
    sex: str,
    given_name: str = "",
    family_name: str = "",
    age_band: str = "",
    organisation: Organisation | None = None,
    is_somebody_else: bool = False,
) -> Attendance:
    """Write somebody met for the first time on the sheet, with no more than a name in either script, sex, age and organisation.

    Refused before the day, without any name, and (unless `is_somebody_else`) when a known person sounds the same.
    """
    require(can_record_newcomer(actor, gathering))
    _check_was_held(gathering)
    if given_name and family_name and not is_somebody_else:
        _check_is_new(actor, gathering, given_name, family_name)
    return _written(gathering, _new_person(gathering, given_name, family_name, sex, age_band), organisation)


def _check_is_new(actor: User, gathering: Gathering, *names: str) -> None:
    if alike := list(people_sounding_like(actor, gathering, *names)[:3]):
        known = listed(alike)
        sentence = _("Already known here: %(names)s. Tick if it is somebody else.") % {"names": known}
        raise Refused(sentence, code="known", field="is_somebody_else")


def _new_person(gathering: Gathering, given_name: str, family_name: str, sex: str, age_band: str) -> Person:
    person = Person(sex=sex, age_band=age_band, territory=gathering.territory)
    for field, name in (("given_name", given_name), ("family_name", family_name)):
        setattr(person, f"{field}_ar" if _is_arabic(name) else field, name)
    latin, arabic = (f"{person.given_name} {person.family_name}", f"{person.given_name_ar} {person.family_name_ar}")
    person.folded = search_text(latin.strip(), arabic.strip())
    return store(person)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


def _written(gathering: Gathering, person: Person, organisation: Organisation | None) -> Attendance:
    attendance = Attendance(gathering=gathering, person=person, organisation=organisation, sex=person.sex)
    return store(attendance)


@action("attendance.removed")
def remove_attendance(*, actor: User, attendance: Attendance) -> Gathering:
    """Take a name off the sheet: it was a mistake. The person stays known; the journal keeps who it was."""
    require(can_remove_attendance(actor, attendance))
    gathering = attendance.gathering
    vars(gathering)["journal_details"] = {"person": attendance.person_id}
    attendance.delete()
    return gathering


@action("heads.counted")
def count_heads(*, actor: User, gathering: Gathering, women_counted: int, men_counted: int) -> Gathering:
    """How many other women and men were there, without their names. Replaces the former count. Refused before the day."""
    require(can_count_heads(actor, gathering))
    _check_was_held(gathering)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    gathering.women_counted, gathering.men_counted = women_counted, men_counted
    vars(gathering)["journal_details"] = {"women": women_counted, "men": men_counted}
    return store(gathering)


@action("sheet.attached")
def attach_sheet(*, actor: User, gathering: Gathering, file: UploadedFile) -> Gathering:
    """Keep the photograph or the scan of the signed sheet, in place of the former one. Refused when it is neither, or too big."""
    require(can_attach_sheet(actor, gathering))
    _check_was_held(gathering)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    gathering.sheet = keep_file(file, by=actor, extensions=_SHEETS)
    vars(gathering)["journal_details"] = {"sha256": gathering.sheet.sha256}
    return store(gathering)
