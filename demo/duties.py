"""What the law asks of a few enterprises of the demonstration: days, assemblies, a register. All of it is invented."""

import datetime as dt
from decimal import Decimal

from demo.cast import ADVISERS
from demo.clock import on_day
from taghyir.compliance.queries import facts_for
from taghyir.directory.models import Organisation
from taghyir.duties.actions import (
    add_event,
    add_holder,
    call_assembly,
    keep_calendar,
    record_assembly,
    record_outcome,
    tick_step,
)
from taghyir.duties.models import Calendar
from taghyir.duties.queries import duty_of
from taghyir.people.models import User

NAMES = (
    "Fatma Aït Said",
    "Habiba Bennani",
    "Meriem Ouali",
    "حليمة الزيتوني",
    "فاطنة أوراغ",
    "Naïma El Khatir",
    "Rachid Amrani",
)
AGENDA = ("تقرير مجلس الإدارة", "Comptes de l’exercice", "Prix des amandes", "مختلفات")
KEPT = ("MA_COOP", "MA_ASSO", "TN_SMSA", "TN_SC_L", "TN_ASSO")


def keep_duties(today: dt.date) -> int:
    """Advisers say from when to count; Fatma holds her assembly and keeps her register. Returns how many acts there are."""
    if Calendar.objects.exists():
        return 0
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    found = Organisation.objects.filter(legal_form__code__in=KEPT, merged_into=None, closed_on=None)
    kept = list(found.select_related("territory", "legal_form").order_by("pk"))
    with on_day(today - dt.timedelta(days=40)):
        for number, one in enumerate(kept):
            _count_from(users[ADVISERS[one.territory.code]], one, today, number)
    tifawin = next((one for one in kept if one.name.endswith("Tifawin")), None)
    return len(kept) + (_year_of_tifawin(users, tifawin, today) if tifawin else 0)


def _count_from(adviser: User, organisation: Organisation, today: dt.date, number: int) -> None:
    """Some financial years end with the year, others in June; some assemblies are then late, others soon."""
    ends = {"year_end_day": 30, "year_end_month": 6} if number % 3 == 1 else {"year_end_day": 31, "year_end_month": 12}
    founded = organisation.founded_on or dt.date(today.year - 2 - number % 4, 1 + number % 12, 12)
    facts = ends | {"founded_on": founded, "assembly_months": 4 if organisation.country == "TN" else None}
    if organisation.legal_form.code == "MA_ASSO":
        facts["declared_on"] = founded
    keep_calendar(actor=adviser, organisation=organisation, **facts)
    if facts_for(organisation).filter(code="foreign_aid").exists():
        on = today - dt.timedelta(days=45)
        add_event(actor=adviser, organisation=organisation, code="foreign_aid", on=on, words="Don d’une fondation")


def _year_of_tifawin(users: dict[str, User], organisation: Organisation, today: dt.date) -> int:
    fatma, year = users["fatma"], str(today.year - 1)
    day = today - dt.timedelta(days=24)
    with on_day(today - dt.timedelta(days=38)):
        for number, name in enumerate(NAMES):
            amount = {"shares": 3 + number % 3, "amount": Decimal(100 * (3 + number % 3)), "currency": "MAD"}
            add_holder(actor=fatma, organisation=organisation, name=name, entered_on=dt.date(2021, 3, 8), **amount)
        facts = {"kind": "ordinary", "place": "دار الشباب، زايو", "starts_at": dt.time(15), "year": today.year - 1}
        called = call_assembly(actor=fatma, organisation=organisation, held_on=day, agenda=AGENDA, **facts)
        if duty := duty_of(organisation, "annual_assembly", year):
            for step in ("date", "accounts", "called"):
                tick_step(actor=fatma, duty=duty, step=step)
    with on_day(day, hour=18):
        decisions = {
            item.pk: {"decision": "Approuvé", "votes_for": 6, "votes_against": 0, "abstentions": 0}
            for item in called.items.all()
        }
        who = {"members": len(NAMES), "women_present": 4, "men_present": 1, "women_represented": 1}
        record_assembly(actor=fatma, assembly=called, decisions=decisions, chaired_by=NAMES[0], **who)
        if duty := duty_of(organisation, "name_approved", "once"):
            proof = {"kind": "done", "on": dt.date(2021, 2, 2), "words": "Certificat vu par Karim"}
            record_outcome(actor=users["karim"], duty=duty, **proof)
    return len(NAMES) + 3
