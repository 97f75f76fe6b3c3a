"""What people agree to: recorded with the words they heard, proved, withdrawn in one act."""

import csv
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from taghyir.consents.models import Consent, ConsentText, ConsentVoice
from taghyir.consents.policies import (
    can_add_proof,
    can_load_consent_texts,
    can_record_consent,
    can_record_consent_voice,
    can_record_consents,
    can_remove_consent_voice,
    can_watch_consents,
    can_withdraw_consent,
    can_withdraw_every_consent,
    can_write_consent_text,
)
from taghyir.consents.queries import consent_text, has_agreed, is_over
from taghyir.core.actions import Refused, action, require
from taghyir.core.files import forget_file, keep_file
from taghyir.core.models import StoredFile
from taghyir.core.storage import store
from taghyir.people.actions import change_person
from taghyir.people.models import Person, User
from taghyir.places.models import Country
from taghyir.tables.text import cleaned
from taghyir.tables.voices import SOUND, keep_voice

SEED = Path(__file__).parent / "seed" / "consent_texts.tsv"
PAPER = {"jpg", "jpeg", "png", "webp", "pdf"}
SPOKEN_MEGABYTES = 3  # two minutes of voice, fetched on a slow network
Manner = Consent.Manner


@action("consent.recorded")
def record_consent(
    *,
    actor: User,
    person: Person,
    purpose: str,
    language: str,
    explained_in: str,
    manner: str,
    given_on: dt.date | None = None,
    proof: StoredFile | None = None,
    age_band: str = "",
    **more: Any,
) -> Consent:
    """Record what `person` agreed to, with the present words of the house in `language`.

    `age_band` is written in their file when nobody knew it. `more`: witness, expires_on, guardian, guardian_is, judge. Refused
    for a day to come, when it already stands, for somebody whose age nobody knows, aloud in Tunisia, where the law wants it
    written, and for a child without a guardian, and in Tunisia without a judge.
    """
    require(can_record_consent(actor, person))
    person = _held(actor, person, age_band)
    consent = Consent(person=person, explained_in=explained_in, manner=manner, proof=proof, collected_by=actor, **more)
    consent.given_on = given_on or timezone.localdate()
    if sentence := _why_not(consent, purpose):
        raise Refused(sentence[0], code="consent", field=sentence[1])
    text = consent_text(purpose, language)
    if text is None:
        raise Refused(_("There is no text for this purpose in this language."), code="text", field="language")
    consent.text = text
    return store(consent)


@action("consents.recorded")
def record_consents(
    *, actor: User, person: Person, purposes: list[str], proof: UploadedFile | None = None, **how: Any
) -> Person:
    """Several purposes on one paper, one signature or one voice: each is a consent of its own, and all or none is recorded.

    Refused as `record_consent`, without a purpose, and on screen without a signature.
    """
    require(can_record_consents(actor, person))
    if not purposes:
        raise Refused(_("Tick what they agree to."), code="purposes", field="purposes")
    if how.get("manner") == Manner.SCREEN and proof is None:
        raise Refused(_("The signature is missing."), code="proof", field="proof")
    kept = _kept(proof, how.get("manner", ""), actor) if proof else None
    for purpose in purposes:
        record_consent(actor=actor, person=person, purpose=purpose, proof=kept, **how)
    vars(person)["journal_details"] = {"purposes": purposes}
    return person


@action("consent.proof_added")
def add_proof(*, actor: User, consent: Consent, proof: UploadedFile) -> Consent:
    """The photo of the paper, or the voice, comes later than the word. Refused when there is one: proof is never replaced."""
    require(can_add_proof(actor, consent))
    consent = Consent.objects.select_for_update(of=("self",)).select_related("person").get(pk=consent.pk)
    if consent.proof_id:
        raise Refused(_("There is a proof already."), code="proof")
    consent.proof = _kept(proof, consent.manner, actor)
    return store(consent)


def _kept(proof: UploadedFile, manner: str, actor: User) -> StoredFile:
    return keep_file(proof, by=actor, extensions=SOUND if manner == Manner.SPOKEN else PAPER, megabytes=10)


def _held(actor: User, person: Person, age_band: str) -> Person:
    """The person as they are now, held until the end: pressed twice, they agree once."""
    held = Person.objects.select_for_update(of=("self",)).select_related("territory", "place").get(pk=person.pk)
    if age_band and not held.age_band:
        known: dict[str, Any] = {"territory": held.territory, "place": held.place, "phone": held.phone}
        change_person(actor=actor, person=held, age_band=age_band, **known)
    return held


def _why_not(consent: Consent, purpose: str) -> tuple[str, str] | None:
    """The sentence of the first rule that is broken, and the field it is about."""
    person = consent.person
    is_tunisian = person.territory is not None and person.territory.country == Country.TN
    is_spoken = consent.manner == Manner.SPOKEN
    if consent.given_on > timezone.localdate():
        return _("This day is still to come."), "given_on"
    if is_spoken and is_tunisian:
        sentence = _(
            "In Tunisia, agreement is given in writing. A finger mark before a witness is a signature on paper."
        )
        return sentence, "manner"
    if not person.age_band:
        return _("Say how old they are: a child does not agree alone."), "age_band"
    if person.age_band == Person.AgeBand.UNDER_18 and (sentences := _why_not_child(consent, is_tunisian)):
        return sentences
    if has_agreed(person, purpose):
        name = ConsentText.Purpose(purpose).label
        return _("This person already agreed to this: %(purpose)s.") % {"purpose": name}, "purposes"
    return None


def _why_not_child(consent: Consent, is_tunisian: bool) -> tuple[str, str] | None:
    if not consent.guardian or not consent.guardian_is:
        sentence = _("A child does not agree alone: write who decides for them, and what they are to the child.")
        return sentence, "guardian"
    if consent.manner == Manner.SPOKEN:
        return _("For a child, the guardian signs."), "manner"
    if is_tunisian and not consent.judge:
        return _("In Tunisia, the family judge authorises it too: write the number and the day."), "judge"
    return None


@action("consent.withdrawn")
def withdraw_consent(*, actor: User, consent: Consent, reason: str = "") -> Consent:
    """Take back what was agreed to, at once: the other rooms answer `consent.withdrawn`, people take down the rest."""
    require(can_withdraw_consent(actor, consent))
    consent = Consent.objects.select_for_update(of=("self",)).select_related("text").get(pk=consent.pk)
    if consent.withdrawn_at:
        raise Refused(_("This has already been withdrawn."), code="withdrawn")
    consent.withdrawn_at, consent.withdrawal_reason = timezone.now(), cleaned(reason)
    vars(consent)["journal_details"] = {"person": consent.person_id, "purpose": consent.text.purpose}
    return store(consent)


@action("consents.withdrawn")
def withdraw_every_consent(*, actor: User, person: Person, reason: str = "") -> Person:
    """Take back everything at once. Refused when nothing stands."""
    require(can_withdraw_every_consent(actor, person))
    standing = list(Consent.objects.standing().filter(person=person).select_related("person__territory").order_by("pk"))
    if not standing:
        raise Refused(_("Nothing is left to withdraw."), code="withdrawn")
    for consent in standing:
        withdraw_consent(actor=actor, consent=consent, reason=reason)
    return person


@action("consent.ends_soon")
def warn_of_consent(*, actor: User, consent: Consent) -> Consent:
    """Who collected it is told once that it ends soon."""
    require(can_watch_consents(actor))
    consent.warned_of = consent.expires_on
    return store(consent)


@action("consent.ended")
def end_consent(*, actor: User, consent: Consent) -> Consent:
    """Its time has passed: the other rooms answer as if it were withdrawn. Refused when it has not, or was noticed already."""
    require(can_watch_consents(actor))
    consent = Consent.objects.select_for_update(of=("self",)).select_related("text").get(pk=consent.pk)
    if consent.ended_at or not is_over(consent):
        raise Refused(_("This consent is not over."), code="stands")
    consent.ended_at = timezone.now()
    vars(consent)["journal_details"] = {"person": consent.person_id, "purpose": consent.text.purpose}
    return store(consent)


@action("consent_text.written")
def write_consent_text(*, actor: User, purpose: str, texts: Mapping[str, str]) -> ConsentText:
    """New words for a purpose, in every language at once. What was agreed to before keeps its own words.

    Refused when a language is missing: whoever reads it would be asked in other words than the others.
    """
    require(can_write_consent_text(actor))
    said = {language: cleaned(text) for language, text in texts.items()}
    known = ConsentText.objects.filter(purpose=purpose)
    languages = {language for language, _name in ConsentText._meta.get_field("language").choices or ()}
    for language in sorted(languages):
        if not said.get(language):
            raise Refused(_("Write it in each of the languages."), code="missing", field=f"text_{language}")
    version = (known.aggregate(last=Max("version"))["last"] or 0) + 1
    made = [
        store(ConsentText(purpose=purpose, version=version, language=language, text=said[language], written_by=actor))
        for language in sorted(languages)
    ]
    return made[0]


@action("consent_voice.recorded")
def record_consent_voice(*, actor: User, text: ConsentText, spoken: str, sound: UploadedFile) -> ConsentVoice:
    """Keep how the words of `text` are said in `spoken`; what was recorded before in it is let go.

    Refused when other words took their place meanwhile, when it is no sound, and beyond 3 MB.
    """
    require(can_record_consent_voice(actor))
    if consent_text(text.purpose, text.language) != text:
        raise Refused(_("These words were written anew: say the new ones."), code="text")
    kept = keep_voice(sound, by=actor, megabytes=SPOKEN_MEGABYTES)
    before = ConsentVoice.objects.select_for_update(of=("self",)).filter(text=text, spoken=spoken).first()
    voice = before or ConsentVoice(text=text, spoken=spoken)
    gone = before.sound if before else None
    voice.sound, voice.recorded_by = kept, actor
    voice = store(voice)
    if gone:
        forget_file(gone)
    return voice


@action("consent_voice.removed")
def remove_consent_voice(*, actor: User, voice: ConsentVoice) -> ConsentText:
    """Nobody hears these words in this voice any more."""
    require(can_remove_consent_voice(actor, voice))
    text, sound = voice.text, voice.sound
    vars(text)["journal_details"] = {"spoken": voice.spoken}
    voice.delete()
    forget_file(sound)
    return text


@action("consent_texts.loaded")
def load_consent_texts(*, actor: User) -> None:
    """Bring in the words people agree to, in four languages. A text already there is never changed."""
    require(can_load_consent_texts(actor))
    with SEED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = {"purpose": row["purpose"], "version": int(row["version"]), "language": row["language"]}
            if not ConsentText.objects.filter(**key).exists():
                store(ConsentText(**key, text=row["text"]))
