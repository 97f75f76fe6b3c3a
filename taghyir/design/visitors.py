"""Who writes without an account: told apart from a machine without asking a third party, and never identified."""

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

SOONEST = 3  # seconds nobody needs fewer of to read and write
LATEST = dt.timedelta(hours=12)


def sender_of(request: HttpRequest) -> str:
    """What tells one sender from another for a day, and never says who: the key of the site and the day are in it."""
    seen = f"{get_adapter(request).get_client_ip(request)} {dt.date.today()}"
    return salted_hmac("taghyir.visitors", seen, algorithm="sha256").hexdigest()[:16]


def has_missed_too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether this sender missed `what` so often within the hour that nothing is right any more."""
    return int(cache.get(_misses(request, what), 0)) >= most


def count_miss(request: HttpRequest, what: str) -> None:
    """This sender missed `what`, a code that is none: codes are not found by trying them."""
    name = _misses(request, what)
    cache.add(name, 0, 3_600)
    cache.incr(name)


def _misses(request: HttpRequest, what: str) -> str:
    return f"misses-{what}-{sender_of(request)}"


class VisitorForm(forms.Form):
    """A form that anybody sends. A field people do not see, and the time it took, tell a program from a person."""

    homepage = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    began = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.initial.setdefault("began", signing.dumps("began", salt="visitor"))

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        if written.pop("homepage", "") or not self._took_time(written.pop("began", "")):
            raise forms.ValidationError(_("Send it once more, in a moment: it came as fast as from a machine."))
        return written

    @staticmethod
    def _took_time(began: str) -> bool:
        try:
            signing.loads(began, salt="visitor", max_age=LATEST)
        except signing.BadSignature:
            return False
        try:
            signing.loads(began, salt="visitor", max_age=dt.timedelta(seconds=SOONEST))
        except signing.SignatureExpired:
            return True
        return False
