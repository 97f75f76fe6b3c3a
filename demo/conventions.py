"""Conventions of the demonstration: one signed by both, one to be signed, one drafted, in both languages."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.clock import on_day
from demo.own_files import signature_drawn
from taghyir.accompaniment.models import Case
from taghyir.conventions.actions import draft_convention, lock_convention, sign_convention
from taghyir.conventions.models import Convention, Side
from taghyir.conventions.queries import speakers_of


def agree_with_enterprises(today: dt.date) -> int:
    """Tifawin signs with Karim; the next file of each territory is to be signed, one more is drafted. Returns how many."""
    if Convention.objects.exists():
        return 0
    cases = list(Case.objects.open().select_related("adviser__person", "territory").order_by("territory", "pk"))
    own = [case for case in cases if str(case.organisation.name).endswith("Tifawin")][:1]
    others = [case for case in cases if case not in own]
    seen: dict[int, int] = {}
    for case in [*own, *others]:
        seen[case.territory_id] = number = seen.get(case.territory_id, 0) + 1
        if case in own or number <= 3:
            _agree(case, today, "signed" if case in own else ("to_sign", "drafted", "drafted")[number % 3])
    return Convention.objects.count()


def _agree(case: Case, today: dt.date, until: str) -> None:
    with on_day(max(case.opened_on, today - dt.timedelta(days=20))):
        language = "ar" if case.pk % 2 else "fr"
        known = {"language": language, "starts_on": case.opened_on, "months": 24, "speaker": speakers_of(case).first()}
        convention = draft_convention(actor=case.adviser, case=case, **known)
        if until == "drafted":
            return
        convention = lock_convention(actor=case.adviser, convention=convention)
        for side in Side if until == "signed" else ():
            pen = {"digest": convention.digest, "drawing": SimpleUploadedFile("signature.png", signature_drawn())}
            speaker = known["speaker"] if side == Side.ENTERPRISE else None
            sign_convention(actor=case.adviser, convention=convention, side=side, speaker=speaker, **pen)
