"""The convention of Tifawin, drafted by Karim from the text of the house."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from taghyir.accompaniment.models import Case
from taghyir.accompaniment.tests.factories import CaseFactory
from taghyir.conventions.actions import draft_convention, lock_convention, sign_convention
from taghyir.conventions.models import Convention
from taghyir.conventions.queries import speakers_of
from taghyir.directory.tests.factories import tifawin
from taghyir.people.tests.factories import somebody

FIRST_DAY = dt.date(2026, 1, 31)


def picture(form="PNG", size=(40, 20), **options) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "white").save(kept, form, **options)
    return kept.getvalue()


def drawn() -> SimpleUploadedFile:
    return SimpleUploadedFile("signature.png", picture(), "image/png")


def own_case() -> Case:
    organisation = tifawin()
    return Case.objects.filter(organisation=organisation).first() or CaseFactory(organisation=organisation)


def drafted(case: Case | None = None, **facts) -> Convention:
    case = case or own_case()
    known = {"language": "fr", "starts_on": FIRST_DAY, "months": 13, "speaker": speakers_of(case).first()}
    return draft_convention(actor=somebody("karim"), case=case, **known | facts)


def to_sign(case: Case | None = None, **facts) -> Convention:
    return lock_convention(actor=somebody("karim"), convention=drafted(case, **facts))


def sign(who: str, convention: Convention, side: str, **facts):
    known = {"digest": convention.digest, "drawing": drawn()}
    return sign_convention(actor=somebody(who), convention=convention, side=side, **known | facts)


def signed(case: Case | None = None) -> Convention:
    convention = to_sign(case)
    sign("fatma", convention, "enterprise")
    sign("karim", convention, "mechanism")
    convention.refresh_from_db()
    return convention
