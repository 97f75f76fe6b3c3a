"""The link under which a body answers: signed, it is all the proof that is asked."""

from django.core import signing

from taghyir.intake.models import Referral

_SIGNER = signing.Signer(salt="intake.referral")


def token_of(referral: Referral) -> str:
    """What stands in the address. Renewing the referral makes another one."""
    return _SIGNER.sign(f"{referral.pk}.{referral.serial}")


def referral_of_token(token: str) -> tuple[Referral | None, int]:
    """The referral under this address and the serial of the link; None when we never wrote such an address."""
    try:
        pk, serial = (int(part) for part in _SIGNER.unsign(token).split("."))
    except (signing.BadSignature, ValueError):
        return None, 0
    named = ("demand__organisation", "demand__territory", "demand__contact", "body", "sent_by__person")
    return Referral.objects.select_related(*named).filter(pk=pk).first(), serial
