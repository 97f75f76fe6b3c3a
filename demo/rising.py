"""How much needs press, and what nobody near could answer, in the demonstration."""

import random

from taghyir.needs.actions import raise_need, set_priorities
from taghyir.needs.models import Need
from taghyir.people.models import User

REASONS = ("NAD", "Il faut un accord de l’office sanitaire."), ("NEF", "لا نستطيع وحدنا التفاوض مع شركة الماء.")


def weigh_and_raise_needs() -> int:
    """Weigh the last forty needs; raise one in Nador and one in Nefta. Once. Returns how many were weighed."""
    if Need.objects.filter(said_priority__isnull=False).exists():
        return 0
    robot, luck = User.objects.robot(), random.Random(7)
    last = list(Need.objects.order_by("-heard_on", "-pk")[:40])
    for need in last:
        theirs = luck.randint(1, 3)
        ours = luck.choice((theirs, luck.randint(1, 3)))
        set_priorities(actor=robot, need=need, said_priority=theirs, adviser_priority=ours)
    for code, reason in REASONS:
        need = Need.objects.unanswered().filter(territory__code=code).order_by("due_on", "pk").first()
        if need:
            raise_need(actor=need.owner, need=need, reason=reason)
    return len(last)
