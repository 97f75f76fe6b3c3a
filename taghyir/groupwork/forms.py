"""What is said of a meeting that becomes services."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taghyir.accompaniment.actions import TIME_TO_PRACTISE
from taghyir.catalogue.models import ServiceKind
from taghyir.catalogue.queries import kinds_offered_in, kinds_to_write
from taghyir.design.fields import DayInput
from taghyir.gatherings.models import Gathering
from taghyir.tables.written import WrittenChoiceField


class RecordSessionForm(forms.Form):
    """Everything is filled already but what it was about."""

    topic = WrittenChoiceField(
        label=gettext_lazy("What was it about"), error_messages={"required": gettext_lazy("Choose the subject.")}
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        min_value=1,
        max_value=960,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "maxlength": 4}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Write minutes between 1 and 960.")
        ),
    )
    is_training = forms.BooleanField(
        label=gettext_lazy("It was a training"),
        required=False,
        help_text=gettext_lazy("Then say what they practise, or why nothing."),
    )
    practice = forms.CharField(
        label=gettext_lazy("What they practise now"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("It becomes an action in the plan of each enterprise that came."),
    )
    due_on = forms.DateField(label=gettext_lazy("By when"), required=False, widget=DayInput)
    no_practice = forms.CharField(
        label=gettext_lazy("Or why nothing is to be practised"), max_length=200, required=False
    )

    def __init__(self, *args: Any, gathering: Gathering, **options: Any):
        super().__init__(*args, initial=_first(gathering), **options)
        if gathering.kind == Gathering.Kind.TRAINING:
            del self.fields["is_training"]  # the meeting says it
        kinds = [kind for kind in kinds_offered_in(gathering.territory.country) if kind.setting != "one"]
        self.kinds: dict[str, ServiceKind] = {str(kind.pk): kind for kind in kinds}
        self.fields["topic"].choices = kinds_to_write(kinds)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A kind of the catalogue says its subject."""
        given = super().clean() or {}
        chosen = given.pop("topic", "")
        kind = self.kinds.get(chosen)
        return given | {"kind": kind, "topic": "" if kind else chosen}


def _first(gathering: Gathering) -> dict[str, Any]:
    """The hours of the meeting; a training leaves something to practise in thirty days."""
    first: dict[str, Any] = {}
    if gathering.starts_at and gathering.ends_at:
        begins, ends = (dt.datetime.combine(gathering.held_on, at) for at in (gathering.starts_at, gathering.ends_at))
        first["minutes"] = int((ends - begins).total_seconds() // 60)
    if gathering.kind == Gathering.Kind.TRAINING:
        first["practice"] = _("Put into practice: %(title)s") % {"title": gathering.title}
        first["due_on"] = max(gathering.held_on, timezone.localdate()) + TIME_TO_PRACTISE
    return first
