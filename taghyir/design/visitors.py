"""Who writes without an account: told apart from a machine without asking a third party, and never identified."""

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

SOONEST = 3  # seconds nobody needs fewer of to read and write
LATEST = dt.timedelta(hours=12)
SHARED = 10  # times as often as one browser, all those of an address


def sender_of(request: HttpRequest) -> str:
    """What tells one sender from another for a day, and never says who: the key of the site and the day are in it.

    Eight signs for the address, which a whole town may share on a mobile network, eight for the browser. Nothing for whoever
    is signed in: they are known, and lend their phone at a market.
    """
    if request.user.is_authenticated:
        return ""
    return f"{_address_of(request)[:8]}{_browser_of(request)[:8]:0<8}"


def has_missed_too_often(request: HttpRequest, what: str, *, most: int, of_address: int | None = None) -> bool:
    """Whether this browser missed `what` so often within the hour that nothing is right any more; or all of its address, which
    may ten times as often."""
    of_browser, of_all = (int(cache.get(name, 0)) if name else 0 for name in _misses(request, what))
    return of_browser >= most or of_all >= (of_address or SHARED * most)


def count_miss(request: HttpRequest, what: str) -> None:
    """This sender missed `what`, a code that is none: codes are not found by trying them."""
    for name in filter(None, _misses(request, what)):
        cache.add(name, 0, 3_600)
        cache.incr(name)


def _misses(request: HttpRequest, what: str) -> tuple[str, str]:
    """Where those of the browser are counted, "" for one that bears no cookie, and those of its address."""
    address, browser = _address_of(request), _browser_of(request)
    return browser and f"misses-{what}-{address}-{browser}", f"misses-{what}-{address}"


def _address_of(request: HttpRequest) -> str:
    return _of_today(f"{get_adapter(request).get_client_ip(request)}")


def _browser_of(request: HttpRequest) -> str:
    """Told by the cookie against forgery, which each browser that sends a form bears: no other is set."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return cookie and _of_today(f"browser {cookie}")


def _of_today(seen: str) -> str:
    return salted_hmac("taghyir.visitors", f"{seen} {dt.date.today()}", algorithm="sha256").hexdigest()[:16]


class VisitorForm(forms.Form):
    """A form that anybody sends. A field people do not see, and the time it took, tell a program from a person."""

    homepage = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    began = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.initial.setdefault("began", signing.dumps("began", salt="visitor"))

    def clean(self) -> dict[str, Any]:
        written = super().clean() or {}
        began = written.pop("began", "")
        if written.pop("homepage", "") or not self._took_time(began):
            raise forms.ValidationError(self._why_not(began))
        return written

    def _why_not(self, began: str) -> str:
        """The sentence; a page that was open for longer than a day of work may send from now on what it holds."""
        try:
            signing.loads(began, salt="visitor", max_age=LATEST)
        except signing.SignatureExpired:
            self.data = self.data.copy()
            self.data[self.add_prefix("began")] = self.initial["began"]
            return _("This page was open for very long. Send it once more: nothing you wrote is lost.")
        except signing.BadSignature:
            pass
        return _("Send it once more, in a moment: it came as fast as from a machine.")

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
