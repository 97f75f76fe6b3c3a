"""Tifawin of Zaïo, whose financial year ends on 31 December, and the law as the tests know it."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from taghyir.compliance.models import Fact
from taghyir.compliance.tests.factories import DEADLINE, a_fact
from taghyir.directory.tests.factories import tifawin
from taghyir.duties.actions import add_holder, call_assembly, keep_calendar, record_assembly
from taghyir.duties.models import Assembly, Calendar, Holder
from taghyir.duties.queries import duty_of
from taghyir.duties.rules import Duty
from taghyir.people.tests.factories import somebody

MEETING = {"moment": 3, "name_fr": "Avis", "name_ar": "إشعار"}
QUORUM = MEETING | {"code": "assembly_quorum", "value": Decimal(50), "unit": "percent", "legal_basis": "Loi d’essai"}


def in_days(count: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=count)


def annual_assembly(*codes: str, **fields) -> Fact:
    """An assembly each year, six months after the end of the financial year."""
    words = {"code": "annual_assembly", "name_fr": "Tenir l’assemblée", "name_ar": "عقد الجمع العام", "offset": 6}
    return a_fact(*codes, **{**NO_FIGURE, **DEADLINE, **words, **fields})


NO_FIGURE = {"value": None, "unit": "", "bound": ""}


def a_deadline(*codes: str, **fields) -> Fact:
    """Accounts to be closed three months after the end of the financial year."""
    return a_fact(*codes, **{**NO_FIGURE, **DEADLINE, **fields})


def its_calendar(**facts) -> Calendar:
    """Fatma says that the financial year ends on 31 December."""
    said = {"year_end_day": 31, "year_end_month": 12, "founded_on": dt.date(2019, 5, 2)}
    return keep_calendar(actor=somebody("fatma"), organisation=tifawin(), **said | facts)


def its_duty(code: str = "annual_assembly", period: str = "") -> Duty:
    """The duty of last year, unless another period is asked."""
    found = duty_of(tifawin(), code, period or str(timezone.localdate().year - 1))
    assert found is not None
    return found


def called(**facts) -> Assembly:
    """An ordinary assembly, for today, in two points."""
    said = {
        "organisation": tifawin(),
        "held_on": timezone.localdate(),
        "starts_at": dt.time(10),
        "place": "Maison des jeunes, Zaïo",
        "year": timezone.localdate().year - 1,
        "agenda": ["Rapport du conseil", "انتخاب المكتب"],
    }
    return call_assembly(actor=somebody("fatma"), **said | facts)


def held(assembly: Assembly, **facts) -> Assembly:
    """Nine of its twelve members came, one was represented."""
    items = list(assembly.items.all())
    decisions = {items[0].pk: {"decision": "Approuvé", "votes_for": 9, "votes_against": 0, "abstentions": 1}}
    facts = {"decisions": decisions} | facts
    figures = {"members": 12, "women_present": 7, "men_present": 2, "women_represented": 1, "men_represented": 0}
    return record_assembly(actor=somebody("fatma"), assembly=assembly, **figures | facts)


def in_register(name: str = "Habiba Bennani", **facts) -> Holder:
    said = {"name": name, "entered_on": dt.date(2019, 5, 2), "shares": 3, "amount": Decimal(300), "currency": "MAD"}
    return add_holder(actor=somebody("fatma"), organisation=tifawin(), **said | facts)
