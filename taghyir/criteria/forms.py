"""What is asked to name a peer, to hold an interview, and to answer it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taghyir.core.languages import base_language
from taghyir.criteria.models import LEVELS, Interview, Peer
from taghyir.criteria.queries import Criterion, peers_to_join, people_to_name, territories_named_by
from taghyir.directory.models import Organisation
from taghyir.people.models import COORDINATORS, User
from taghyir.places.models import Territory
from taghyir.tables.listing import FilterForm
from taghyir.tables.search import found_by

NOT_TALKED = "none"
_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if "-" not in code]


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, initial=timezone.localdate, **options)


def _words(label: Any, length: int = 1000, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=length, widget=widget, **options)


def _territory() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Territory.objects.order_by("order"),
        label=_("Territory"),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere"),
    )


class NamePeerForm(forms.Form):
    """Who was trained, when and by whom, and where they interview."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Who was trained"), empty_label=_("Choose somebody"))
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Territory"), empty_label=None)
    trained_on = _day(_("Trained on"))
    trained_by = forms.CharField(label=_("Trained by"), max_length=120)

    def __init__(self, *args: Any, actor: User, **options: Any):
        super().__init__(*args, **options)
        self.fields["user"].queryset = people_to_name(actor)  # type: ignore[attr-defined]
        self.fields["territory"].queryset = territories_named_by(actor, COORDINATORS)  # type: ignore[attr-defined]


class StartInterviewForm(forms.Form):
    """With whom, when, and in which language."""

    second_peer = forms.ModelChoiceField(
        Peer.objects.none(),
        label=_("Second peer"),
        required=False,
        empty_label=_("I am alone"),
        help_text=_("Two hear more than one: the first asks, the second writes."),
    )
    held_on = _day(_("Held on"))
    language = forms.ChoiceField(
        label=_("Language of the organisation"),
        choices=_LANGUAGES,
        help_text=_("It is read back in this language, in the words of its criteria."),
    )

    def __init__(self, *args: Any, actor: User, organisation: Organisation, **options: Any):
        super().__init__(*args, **options)
        self.fields["second_peer"].queryset = peers_to_join(organisation, actor)  # type: ignore[attr-defined]
        self.fields["language"].initial = base_language()


class AnswerCriterionForm(forms.Form):
    """The level whose words are nearest, or that it was not talked about; and what shows it."""

    level = forms.ChoiceField(
        label=_("Which words are nearest?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five levels, or say that it was not talked about.")},
    )
    evidence = _words(
        _("What shows it"),
        required=False,
        help_text=_("A fact, a paper, an example. Name nobody: it may be published."),
    )
    file = forms.FileField(
        label=_("A photograph or a paper"),
        required=False,
        help_text=_("JPEG, PNG or PDF, 10 MB at most. It is never published."),
    )

    def __init__(self, *args: Any, criterion: Criterion, **options: Any):
        super().__init__(*args, **options)
        levels = [(str(place), words) for place, words in enumerate(criterion.levels[:LEVELS], 1)]
        self.fields["level"].choices = [*levels, (NOT_TALKED, _("We did not talk about it"))]  # type: ignore[attr-defined]

    def clean_level(self) -> int | None:
        chosen = self.cleaned_data["level"]
        return None if chosen == NOT_TALKED else int(chosen)


class AskForChangeForm(forms.Form):
    """What is not as the organisation said it."""

    change_words = _words(_("What is to be changed?"), help_text=_("The peers read it, and give it back anew."))


class RecordAgreementForm(forms.Form):
    """The sheet that its people signed."""

    file = forms.FileField(
        label=pgettext_lazy("interview", "Signed sheet"),
        help_text=_("A photograph (JPEG, PNG) or a PDF, 10 MB at most."),
    )


class CloseInterviewForm(forms.Form):
    """Why it ends without agreement."""

    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("The organisation and its peers read it."))


class PublishInterviewForm(forms.Form):
    """What everybody reads."""

    shows_evidence = forms.BooleanField(
        label=_("Show also the facts and examples"),
        required=False,
        help_text=_("The words you agreed to, never the photographs and papers."),
    )


class InterviewsFilter(FilterForm):
    """By organisation, territory, and where it stands. By level, never."""

    territory = _territory()
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Interview.State.choices])
    published = forms.BooleanField(label=pgettext_lazy("interview", "Published"), required=False)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "organisation__folded"))
        if territory := chosen.get("territory"):
            rows = rows.filter(organisation__territory=territory)
        if chosen.get("published"):
            rows = rows.filter(published_at__isnull=False)
        return rows.filter(state=chosen["state"]) if chosen.get("state") else rows


class PeersFilter(FilterForm):
    """By name, territory, and those of today."""

    territory = _territory()
    standing = forms.BooleanField(label=_("Peers of today"), required=False)

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        if text := chosen.get("q"):
            rows = rows.filter(found_by(text, "user__person__folded"))
        if territory := chosen.get("territory"):
            rows = rows.filter(territory=territory)
        return rows.standing() if chosen.get("standing") else rows
