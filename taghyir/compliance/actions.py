"""Facts are added, corrected, replaced from a date, ended and verified; the seed is brought in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.compliance.models import Fact, Scope
from taghyir.compliance.policies import can_add_facts, can_keep_facts, can_load_facts
from taghyir.compliance.queries import values_of
from taghyir.compliance.seeds import Loaded, Seeded, read_seed
from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.directory.models import LegalForm
from taghyir.people.models import User
from taghyir.tables.money import Money
from taghyir.tables.search import search_text
from taghyir.tables.text import cleaned


@action("fact.added")
def add_fact(*, actor: User, legal_forms: Iterable[LegalForm], **fields: Any) -> Fact:
    """Add what the law asks of some legal forms. Refused when they are of two countries, or it is there at that time."""
    require(can_add_facts(actor))
    chosen = list(legal_forms)
    country = _country_of(chosen)
    require(can_keep_facts(actor, country))
    return _written(Fact(country=country), chosen, fields)


@action("fact.corrected")
def correct_fact(*, actor: User, fact: Fact, legal_forms: Iterable[LegalForm], **fields: Any) -> Fact:
    """Put right what was written wrong; it is to be verified again. For a change of law, replace it. Refused as `add_fact`."""
    require(can_keep_facts(actor, fact.country))
    fact, chosen = _locked(fact), list(legal_forms)
    if _country_of(chosen) != fact.country:
        raise Refused(_("Choose legal forms of the same country."), code="country", field="legal_forms")
    before = values_of(fact)
    fact.verified_by = fact.verified_on = None
    _written(fact, chosen, fields)
    vars(fact)["journal_details"] = {"changes": _changes(before, values_of(fact))}
    return fact


@action("fact.replaced")
def replace_fact(
    *, actor: User, fact: Fact, valid_from: dt.date, legal_forms: Iterable[LegalForm], **fields: Any
) -> Fact:
    """The law changes on `valid_from`: the fact ends the day before and a new one begins. Returns the new one.

    Refused when that is not after the fact began, or after it ended.
    """
    require(can_keep_facts(actor, fact.country))
    old, chosen = _locked(fact), list(legal_forms)
    _refuse_unlikely(valid_from=valid_from)
    if _country_of(chosen) != old.country:
        raise Refused(_("Choose legal forms of the same country."), code="country", field="legal_forms")
    if valid_from is None or valid_from <= (old.valid_from or dt.date.min):
        raise Refused(_("The new one begins after the old one did."), code="order", field="valid_from")
    _end(old, valid_from - dt.timedelta(days=1), field="valid_from")
    made = {**fields, "code": old.code, "valid_from": valid_from}
    new = _written(Fact(country=old.country), chosen, made)
    vars(new)["journal_details"] = {"replaces": old.pk, "changes": _changes(values_of(old), values_of(new))}
    return new


@action("fact.ended")
def end_fact(*, actor: User, fact: Fact, valid_until: dt.date) -> Fact:
    """The law no longer asks it after `valid_until`. Refused when that is before it began, or it ended earlier."""
    require(can_keep_facts(actor, fact.country))
    _refuse_unlikely(valid_until=valid_until)
    fact = _end(_locked(fact), valid_until, field="valid_until")
    vars(fact)["journal_details"] = {"valid_until": valid_until.isoformat()}
    return fact


@action("fact.verified")
def verify_fact(*, actor: User, fact: Fact) -> Fact:
    """`actor` read it in the text of the law today."""
    require(can_keep_facts(actor, fact.country))
    fact = _locked(fact)
    fact.verified_by, fact.verified_on = actor, timezone.localdate()
    return store(fact)


@action("facts.loaded")
def load_facts(*, actor: User) -> Loaded:
    """Bring the seed in: add, renew what nobody touched, leave what a coordinator wrote. Twice changes nothing."""
    require(can_load_facts(actor))
    forms = {form.code: form for form in LegalForm.objects.all()}
    known = {fact.seed_key: fact for fact in Fact.objects.select_for_update().exclude(seed_key=None)}
    done = Loaded()
    for seeded in read_seed():
        _load(seeded, known.get(seeded.key), forms, done)
    vars(done)["journal_details"] = done.counts
    return done


def _load(seeded: Seeded, fact: Fact | None, forms: dict[str, LegalForm], done: Loaded) -> None:
    chosen = [forms[code] for code in seeded.legal_forms]
    if fact is None:
        _bring_in(seeded, chosen, done)
    elif fact.loaded != values_of(fact):
        done.kept.append((fact, _changes(values_of(fact), seeded.said)))
    elif fact.loaded == seeded.said:
        done.unchanged += 1
    else:
        fact.verified_by = fact.verified_on = None
        done.renewed.append(_as_loaded(_written(fact, chosen, seeded.fields)))


def _bring_in(seeded: Seeded, forms: list[LegalForm], done: Loaded) -> None:
    """Add it, unless a coordinator wrote the same fact for that time already."""
    try:
        with transaction.atomic():
            made = _written(Fact(country=seeded.country, seed_key=seeded.key), forms, seeded.fields)
            done.added.append(_as_loaded(made))
    except Refused as refusal:
        done.refused.append((seeded.key, str(refusal)))


def _as_loaded(fact: Fact) -> Fact:
    fact.loaded = values_of(fact)
    return store(fact)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _country_of(forms: list[LegalForm]) -> str:
    countries = {form.country for form in forms}
    if len(countries) != 1:
        raise Refused(_("Choose legal forms of the same country."), code="country", field="legal_forms")
    return countries.pop()


def _locked(fact: Fact) -> Fact:
    return Fact.objects.select_for_update().get(pk=fact.pk)


def _end(fact: Fact, valid_until: dt.date, *, field: str) -> Fact:
    if (fact.valid_until and valid_until > fact.valid_until) or (fact.valid_from and valid_until < fact.valid_from):
        raise Refused(_("It does not hold at that date."), code="ended", field=field)
    fact.valid_until = valid_until
    store(fact)
    _scope(fact, [scope.legal_form for scope in fact.scopes.select_related("legal_form")])
    return fact


def _written(fact: Fact, forms: list[LegalForm], fields: dict[str, Any]) -> Fact:
    for name, value in fields.items():
        setattr(fact, name, cleaned(value) if isinstance(value, str) else value)
    _refuse_unlikely(valid_from=fact.valid_from, valid_until=fact.valid_until)
    if fact.value is not None and fact.currency:
        fact.value = Money(fact.value, fact.currency).amount
    latin = " ".join([fact.name_fr, fact.name_es, fact.name_en, fact.legal_basis, fact.authority_fr, fact.code])
    fact.folded = search_text(latin, f"{fact.name_ar} {fact.authority_ar}")
    store(fact)
    _scope(fact, forms)
    return fact


def _refuse_unlikely(**days: dt.date | None) -> None:
    for field, day in days.items():
        if day and not 1900 <= day.year <= 2100:
            raise Refused(_("Write a year between 1900 and 2100."), code="year", field=field)


def _scope(fact: Fact, forms: list[LegalForm]) -> None:
    fact.scopes.all().delete()
    for form in forms:
        during = DateRange(fact.valid_from, fact.valid_until, "[]")
        store(Scope(fact=fact, legal_form=form, code=fact.code, during=during))
