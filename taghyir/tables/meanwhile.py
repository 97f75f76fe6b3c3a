"""Two people, one sheet: whoever saves second is told what the first one wrote, and loses nothing of their own."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused

SHOWN = 200  # characters of what the other wrote


def fingerprint_of(*values: Any) -> str:
    """By what one sees that something changed since it was read."""
    return hashlib.sha256(json.dumps([str(value) for value in values]).encode()).hexdigest()


def check_unchanged(read: str, *now: Any) -> None:
    """Refused when it is not any more what was `read`; "" is said by who read nothing, such as the robot."""
    if read and read != fingerprint_of(*now):
        words = " · ".join(str(value) for value in now if value)[:SHOWN]
        raise Refused(
            _("Somebody changed it meanwhile. It says now: “%(words)s”. Yours stands below: save again to keep it.")
            % {"words": words or "–"},
            code="changed",
        )


class ReadField(forms.CharField):
    """What stood there when the sheet was opened. Shown again, the sheet bears what stands there now: they were told."""

    widget = forms.HiddenInput

    def bound_data(self, _sent: Any, initial: Any) -> Any:
        return initial


class ReadForm(forms.Form):
    """A sheet that knows what it was opened on: `now`, the values that stand today. Without `now` it asks nothing."""

    def __init__(self, *args: Any, now: Sequence[Any] = (), **options: Any):
        super().__init__(*args, **options)
        self._now = now
        if now:
            self.fields["read"] = ReadField(required=False, max_length=64, initial=fingerprint_of(*now))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        try:
            check_unchanged(given.get("read", ""), *self._now)
        except Refused as refusal:
            self.add_error(None, str(refusal))
        return given
