"""A service, recorded with the thumb in one minute; and an action that is done."""

import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from taghyir.accompaniment.forms.fields import answer_field
from taghyir.accompaniment.models import Case, PlannedAction, Service
from taghyir.accompaniment.queries import givers_of, kinds_to_propose
from taghyir.catalogue.models import ServiceKind
from taghyir.catalogue.queries import kinds_to_write
from taghyir.design.fields import choices_of, day_field, line_field, today_field, words_field
from taghyir.people.models import User
from taghyir.tables.meanwhile import ReadField, fingerprint_of
from taghyir.tables.written import WrittenChoiceField

QUICK = [("30", _("30 min")), ("60", _("1 h")), ("90", _("1 h 30")), ("120", _("2 h"))]
PRESENT = ("women", "men", "unsaid")  # a service counts everybody, also who does not say their sex

_DIGITS = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6, "maxlength": 4})


def _people_field(label: Any) -> forms.IntegerField:
    sentence = _("Write a number, for example 12.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=9_999,
        widget=_DIGITS,
        error_messages={"invalid": sentence, "min_value": sentence, "max_value": sentence},
    )


class RecordServiceForm(forms.Form):
    """Day, adviser and file are filled already; four answers are enough."""

    kind = forms.ChoiceField(label=_("What was it?"), widget=forms.RadioSelect, required=False)
    topic = WrittenChoiceField(label=_("Or in the whole catalogue"), required=False)
    quick_minutes = forms.ChoiceField(label=_("How long"), choices=QUICK, widget=forms.RadioSelect, required=False)
    minutes = forms.IntegerField(
        label=_("or in minutes"),
        required=False,
        min_value=1,
        max_value=960,
        widget=_DIGITS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write minutes between 1 and 960.")),
    )
    women = _people_field(pgettext_lazy("present", "Women"))
    men = _people_field(pgettext_lazy("present", "Men"))
    unsaid = _people_field(_("Sex not said"))
    notes = words_field(_("What was done"), ask="", length=4000, rows=3, required=False)
    planned_action = forms.ModelChoiceField(
        label=_("For which action of the plan"), queryset=PlannedAction.objects.none(), required=False
    )
    is_action_finished = forms.BooleanField(label=_("This action is now done"), required=False)
    answer_words = answer_field()
    is_step_done = forms.BooleanField(label=_("It is done"), required=False)
    next_step = line_field(_("Next step"), required=False)
    next_step_on = day_field(_("Promised for"), required=False)
    is_training = forms.BooleanField(
        label=_("It was a training"), required=False, help_text=_("Then say what they practise, or why nothing.")
    )
    practice = line_field(
        _("What they practise now"), required=False, help_text=_("After a training. It becomes an action of the plan.")
    )
    practice_by = line_field(_("Who does it"), length=120, required=False, help_text=_("Empty: the enterprise."))
    practice_on = day_field(_("By when"), required=False, help_text=_("Empty: in thirty days."))
    no_practice = line_field(_("Or why nothing is to be practised"), required=False)
    given_on = today_field(_("Day"))
    mode = forms.ChoiceField(
        label=_("Where"), choices=choices_of(Service.Mode), initial=Service.Mode.VISIT, widget=forms.RadioSelect
    )
    given_by = forms.TypedChoiceField(label=_("Given by"))
    sent_once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    read = ReadField(required=False, max_length=64)  # the next step that stands on the sheet

    def __init__(self, *args: Any, case: Case, actor: User, **options: Any):
        first = {"sent_once": uuid.uuid4(), "given_by": actor.pk}
        first["read"] = fingerprint_of(case.next_step, case.next_step_on)
        super().__init__(*args, initial=first, **options)
        self._propose_kinds(*kinds_to_propose(actor, case))
        givers = {str(user.pk): user for user in givers_of(case, actor)}
        self.fields["given_by"].choices = [(key, str(user)) for key, user in givers.items()]
        self.fields["given_by"].coerce = givers.__getitem__
        actions = PlannedAction.objects.filter(objective__case=case, done_on=None).order_by("due_on", "pk")
        self.fields["planned_action"].queryset = actions
        self.fields["planned_action"].empty_label = _("None in particular")
        if not actions.exists():
            del self.fields["planned_action"], self.fields["is_action_finished"], self.fields["answer_words"]
        if not case.next_step:
            del self.fields["is_step_done"]

    def _propose_kinds(self, few: list[ServiceKind], kinds: list[ServiceKind]) -> None:
        """The few most likely to tick, and the whole catalogue to write in, those `actor` gave last on top."""
        self.kinds = {str(kind.pk): kind for kind in kinds}
        self.fields["kind"].choices = [(str(kind.pk), capfirst(str(kind))) for kind in kinds]
        self.few = [str(kind.pk) for kind in few]
        self.fields["topic"].choices = kinds_to_write(kinds)

    @property
    def chips(self) -> list[Any]:
        """The boxes of the few kinds to tick first, and of the one that was ticked."""
        boxes = {box.data["value"]: box for box in self["kind"]}
        ticked = str(self["kind"].value() or "")
        return [boxes[key] for key in dict.fromkeys([*self.few, ticked]) if key in boxes]

    def _clean_kind(self, given: dict[str, Any]) -> None:
        """What is chosen in the catalogue counts more than what is ticked; a subject alone is enough."""
        ticked, chosen = given.pop("kind", ""), given.pop("topic", "")
        given["kind"] = self.kinds.get(chosen or ticked)
        if given["kind"] is None and not chosen and not {"kind", "topic"} & self.errors.keys():
            self.add_error("topic", gettext("Choose the subject."))
        given["topic"] = given["kind"].topic if given["kind"] else chosen

    def clean(self) -> dict[str, Any]:
        """Minutes typed count more than minutes chosen; a number left empty is nobody."""
        given = super().clean() or {}
        self._clean_kind(given)
        quick = given.pop("quick_minutes", "")
        if not given.get("minutes") and "minutes" not in self.errors:
            if quick:
                given["minutes"] = int(quick)
            else:
                self.add_error("minutes", gettext("Say how long it took."))
        for sex in PRESENT:
            given[sex] = given.get(sex) or 0
        if not any(given[sex] for sex in PRESENT) and not set(PRESENT) & self.errors.keys():
            self.add_error("women", gettext("Count at least one person present."))
        if given.get("is_action_finished") and not given.get("planned_action"):
            self.add_error("planned_action", gettext("Choose which action is done."))
        return given


class FinishActionForm(forms.Form):
    done_on = today_field(_("Done on"))
    answer_words = answer_field()
