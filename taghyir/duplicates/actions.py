"""Pairs are found, decided, merged, and parted again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.directory.actions import change_organisation, choose_shown, mark_merged, mark_parted
from taghyir.directory.models import Organisation, Shown
from taghyir.duplicates.models import Candidate, Merge, Traits
from taghyir.duplicates.policies import (
    can_find_duplicates,
    can_keep_apart,
    can_merge_organisations,
    can_put_off,
    can_undo_merge,
)
from taghyir.duplicates.queries import (
    COMPARED,
    POSITION,
    entries,
    pairs_sharing_a_key,
    pointing_at_organisations,
    proposals_among,
    told_apart_before,
    traits_of,
)
from taghyir.people.models import User

_CHOSEN = set(COMPARED) - {"is_public", "source", "licence", "territory"}  # the territory follows the place
_SHOWN_WITH = {
    Shown.CONTACT: {"phone", "email", "website"},
    Shown.ADDRESS: {"address", *POSITION},
    Shown.PEOPLE: {"women_members", "men_members"},
}
Decision = Candidate.Decision


@action("duplicates.found")
def find_duplicates(*, actor: User, changed: Iterable[int] | None = None) -> int:
    """Compare these organisations with all, or all with all, and keep the pairs alike enough. Returns how many are new.

    A pair that somebody told apart is asked again only when one of the two changed its name or its position since.
    """
    require(can_find_duplicates(actor))
    keys = None if changed is None else list(changed)
    some = Organisation.objects.all() if keys is None else Organisation.objects.filter(pk__in=keys)
    made = traits_of(entries(some))
    Traits.objects.bulk_create(
        made, batch_size=1_000, update_conflicts=True, update_fields=["keys"], unique_fields=["organisation"]
    )
    found = list(proposals_among(pairs_sharing_a_key(keys)))
    before = Candidate.objects.count()
    for changed_since in told_apart_before(found):
        Candidate.objects.filter(first=changed_since.first_id, second=changed_since.second_id).delete()
        before -= 1
    Candidate.objects.bulk_create(found, batch_size=1_000, ignore_conflicts=True)
    return Candidate.objects.count() - before


@action("candidate.kept_apart")
def keep_apart(*, actor: User, candidate: Candidate) -> Candidate:
    """They are two organisations: the pair is not proposed again. Refused when they were merged."""
    require(can_keep_apart(actor, candidate))
    return _decide(actor, candidate, Decision.DIFFERENT)


@action("candidate.put_off")
def put_off(*, actor: User, candidate: Candidate) -> Candidate:
    """Nobody can say yet: the pair stays in the list. Refused when they were merged."""
    require(can_put_off(actor, candidate))
    return _decide(actor, candidate, Decision.LATER)


@action("organisations.merged")
def merge_organisations(*, actor: User, stays: Organisation, goes: Organisation, taken: Iterable[str] = ()) -> Merge:
    """`goes` becomes part of `stays`, which takes the facts named in `taken` from it, and all that named `goes` in any room.

    A position is taken whole. What `goes` did not show to everybody is not shown on the card that takes it.

    Refused when one was merged already, or when both hold what one organisation cannot hold twice, such as an open case.
    """
    require(can_merge_organisations(actor, stays, goes))
    stays, goes = _locked(stays, goes)
    mark_merged(actor=actor, organisation=goes, into=stays)
    moved = [row for model, column in pointing_at_organisations() for row in _moved(model, column, goes, stays)]
    facts = _taken(goes, taken)
    if hidden := _not_shown(stays, goes, facts):
        facts["shown"] = [group for group in stays.shown if group not in hidden]
    before = {name: [_kept(getattr(stays, name)), _kept(value)] for name, value in facts.items()}
    _write(actor, stays, facts)
    merge = Merge.objects.create(stays=stays, goes=goes, moved=moved, before=before, merged_by=actor)
    low, high = sorted((stays.pk, goes.pk))
    decided = {"decision": Decision.MERGED, "decided_by": actor, "decided_at": timezone.now()}
    Candidate.objects.filter(first=low, second=high).update(**decided)
    return merge


@action("merge.undone")
def undo_merge(*, actor: User, merge: Merge) -> Merge:
    """Both are organisations again, each with what it had; what was changed since stays as it is.

    Refused after thirty days, when it was undone, and when what stayed was merged into another: undo that one first.
    """
    require(can_undo_merge(actor, merge))
    stays, goes = _locked(merge.stays, merge.goes)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if not merge.is_open:
        raise Refused(_("A merge can be undone for thirty days, once."), code="late")
    if stays.merged_into_id or goes.merged_into_id != stays.pk:
        raise Refused(_("What stayed was merged into another since. Undo that merge first."), code="merged")
    mark_parted(actor=actor, organisation=goes)
    for label, key, column in merge.moved:
        model = _model(label)
        model._default_manager.filter(pk=key, **{column: stays}).update(**{column: goes})
    facts = {name: _read(name, old) for name, (old, new) in merge.before.items() if _kept(getattr(stays, name)) == new}
    _write(actor, stays, facts)
    merge.undone_at, merge.undone_by = timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by"])
    low, high = sorted((stays.pk, goes.pk))
    Candidate.objects.filter(first=low, second=high).update(decision=Decision.LATER)
    return merge


def _write(actor: User, organisation: Organisation, facts: dict[str, Any]) -> None:
    """Write these facts on the card, and which groups of them it shows."""
    facts = dict(facts)
    if "shown" in facts:
        choose_shown(actor=actor, organisation=organisation, shown=facts.pop("shown"))
    if facts:
        change_organisation(actor=actor, organisation=organisation, **facts)


def _taken(goes: Organisation, taken: Iterable[str]) -> dict[str, Any]:
    """The facts that were chosen of it; both degrees of a position, or the sentence that refuses one alone."""
    names = {name for name in taken if name in _CHOSEN}
    if names & set(POSITION):
        names |= set(POSITION)
        if (goes.latitude is None) != (goes.longitude is None):
            sentence = _("Only one of its latitude and longitude is said: this position cannot be taken.")
            raise Refused(sentence, code="position", field="taken")
    return {name: getattr(goes, name) for name in COMPARED if name in names}


def _not_shown(stays: Organisation, goes: Organisation, facts: Iterable[str]) -> set[str]:
    """The groups of what is taken that `goes` hides: those it chose to, and all of them beside a card that is published."""
    taken = {
        str(group)
        for group, names in _SHOWN_WITH.items()
        if any(name in names and getattr(goes, name) for name in facts)
    }
    kept = set() if stays.is_public and not goes.is_public else set(goes.shown)
    return (taken - kept) & set(stays.shown)


def _decide(actor: User, candidate: Candidate, decision: str) -> Candidate:
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.decision == Decision.MERGED:
        raise Refused(_("These two were merged already."), code="merged")
    candidate.decision, candidate.decided_by, candidate.decided_at = decision, actor, timezone.now()
    candidate.save(update_fields=["decision", "decided_by", "decided_at"])
    return candidate


def _locked(stays: Organisation, goes: Organisation) -> tuple[Organisation, Organisation]:
    """Both rows, locked in one order whoever asks: two people, one pair."""
    rows = Organisation.objects.select_for_update().filter(pk__in=[stays.pk, goes.pk]).order_by("pk")
    by_key = {row.pk: row for row in rows}
    return by_key[stays.pk], by_key[goes.pk]


def _moved(
    model: type[models.Model], column: models.ForeignKey, goes: Organisation, stays: Organisation
) -> list[list[Any]]:
    """Point the rows of one column at what stays; returns [model, key, column] of each that moved."""
    rows = model._default_manager.filter(**{column.name: goes}).order_by("pk")
    moved = []
    for key in list(rows.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=key).update(**{column.name: stays})
        except IntegrityError as error:
            if not getattr(model, "doubles_stay", False):
                raise Refused(_sentence_of(error, model), code="both") from error
            continue
        moved.append([model._meta.label, key, column.name])
    return moved


def _sentence_of(error: IntegrityError, model: type[models.Model]) -> str:
    broken = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
    rule = next((rule for rule in model._meta.constraints if rule.name == broken), None)
    said = str(rule.get_violation_error_message()) if rule else str(model._meta.verbose_name)
    return _("Both hold what one organisation can hold once: %(what)s Close one of them first.") % {"what": said}


def _model(label: str) -> type[models.Model]:
    return next(model for model, _column in pointing_at_organisations() if model._meta.label == label)


def _kept(value: Any) -> Any:
    """A fact as JSON keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(name: str, kept: Any) -> Any:
    """The reverse of `_kept`."""
    column = Organisation._meta.get_field(name)
    if kept is not None and isinstance(column, models.ForeignKey):
        return column.related_model._default_manager.get(pk=kept)  # type: ignore[union-attr]
    return column.to_python(kept)  # type: ignore[union-attr]
