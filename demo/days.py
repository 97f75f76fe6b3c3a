"""What Karim proposes and Amina decides, who is away this week, and a calendar that follows a day."""

import datetime as dt

from demo.cast import ADVISERS, COORDINATORS
from demo.clock import on_day
from taghyir.accompaniment.models import Case
from taghyir.accompaniment.queries import digest_of, plan_of
from taghyir.days.actions import (
    approve_plan,
    choose_approvals,
    propose_exit,
    propose_transfer,
    start_feed,
    submit_plan,
)
from taghyir.people.actions import record_leave
from taghyir.people.models import User
from taghyir.plans.actions import add_objective

WHY = "Elle est à dix minutes de votre bureau, et j’ai déjà trente dossiers."
ENOUGH = "Elles tiennent leurs comptes seules et vendent à Oujda depuis trois mois."


def propose_and_approve(today: dt.date) -> int:
    """A plan approved and then changed, another that waits, an exit, a transfer, a leave. Returns how many deeds."""
    karim, amina = (User.objects.get(email=f"{name}@taghyir.example") for name in ("karim", "amina"))
    cases = Case.objects.open().filter(adviser=karim).select_related("territory").order_by("pk")
    planned = list(cases.filter(objectives__isnull=False).distinct()[:2])
    others = list(cases.exclude(pk__in=[case.pk for case in planned])[:2])
    with on_day(today - dt.timedelta(days=9)):
        choose_approvals(actor=amina, territory=cases[0].territory, approves_exits=True)
        start_feed(actor=karim)
        for case in planned[:1]:
            approve_plan(actor=amina, case=case, digest=digest_of(plan_of(case)), answer="Un plan à leur mesure.")
    with on_day(today - dt.timedelta(days=2)):
        for case in planned[:1]:
            if case.objectives.count() < 5:
                add_objective(actor=karim, case=case, words="Vendre ensemble au souk de Nador")
        for case in planned[1:]:
            submit_plan(actor=karim, case=case, digest=digest_of(plan_of(case)), reason="Lu avec elles hier.")
        for case in others[:1]:
            propose_exit(actor=karim, case=case, exit="autonomous", reason=ENOUGH)
        for case in others[1:]:
            propose_transfer(actor=karim, case=case, adviser=amina, reason=WHY)
    return 6 + _someone_is_away(today)


def _someone_is_away(today: dt.date) -> int:
    """The adviser of Berkane is away for a week; the coordinator stands in."""
    away, stands_in = (User.objects.get(email=f"{names['BER']}@taghyir.example") for names in (ADVISERS, COORDINATORS))
    first = today - dt.timedelta(days=2)
    record_leave(
        actor=stands_in, user=away, substitute=stands_in, starts_on=first, ends_on=first + dt.timedelta(days=7)
    )
    return 1
