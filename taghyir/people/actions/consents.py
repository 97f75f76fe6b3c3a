"""What people agree to: recorded with the words they heard, withdrawn in one act."""

import csv
import datetime as dt
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.core.actions import Refused, action, require
from taghyir.core.storage import store
from taghyir.people.models import Consent, ConsentText, Person, User
from taghyir.people.policies import can_load_consent_texts, can_record_consent, can_withdraw_consent
from taghyir.people.queries import consent_text
from taghyir.places.models import Country

SEED = Path(__file__).parent.parent / "seed" / "consent_texts.tsv"


@action("consent.recorded")
def record_consent(
    *,
    actor: User,
    person: Person,
    purpose: str,
    language: str,
    explained_in: str,
    manner: str,
    witness: str = "",
    given_on: dt.date | None = None,
) -> Consent:
    """Record what `person` agreed to, with the present words of the house in `language`.

    Refused for a child, for a day to come, when it already stands, and aloud in Tunisia, where the law wants it written.
    """
    require(can_record_consent(actor, person))
    given_on = given_on or timezone.localdate()
    if sentence := _why_not(person, purpose, manner, given_on):
        raise Refused(sentence, code="consent")
    text = consent_text(purpose, language)
    if text is None:
        raise Refused(_("There is no text for this purpose in this language."), code="text", field="language")
    consent = Consent(person=person, text=text, explained_in=explained_in, manner=manner, witness=witness)
    consent.given_on, consent.collected_by = given_on, actor
    return store(consent)


def _why_not(person: Person, purpose: str, manner: str, given_on: dt.date) -> str:
    country = person.territory.country if person.territory else ""
    if given_on > timezone.localdate():
        return _("This day is still to come.")
    if person.age_band == Person.AgeBand.UNDER_18:
        return _("A child does not agree alone: a guardian decides, on paper. Nothing is recorded here.")
    if manner == Consent.Manner.SPOKEN and country == Country.TN:
        return _("In Tunisia, agreement is given in writing. A finger mark before a witness is a signature on paper.")
    if Consent.objects.standing().filter(person=person, text__purpose=purpose).exists():
        return _("This person already agreed to this.")
    return ""


@action("consent.withdrawn")
def withdraw_consent(*, actor: User, consent: Consent, reason: str = "") -> Consent:
    """Take back what was agreed to, at once and everywhere: the other rooms answer `consent.withdrawn`."""
    require(can_withdraw_consent(actor, consent))
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at:
        raise Refused(_("This has already been withdrawn."), code="withdrawn")
    consent.withdrawn_at, consent.withdrawal_reason = timezone.now(), reason
    vars(consent)["journal_details"] = {"person": consent.person_id, "purpose": consent.text.purpose}
    return store(consent)


@action("consent_texts.loaded")
def load_consent_texts(*, actor: User) -> None:
    """Bring in the words people agree to, in four languages. A text already there is never changed."""
    require(can_load_consent_texts(actor))
    with SEED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = {"purpose": row["purpose"], "version": int(row["version"]), "language": row["language"]}
            if not ConsentText.objects.filter(**key).exists():
                store(ConsentText(**key, text=row["text"]))
