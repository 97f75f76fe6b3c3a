"""Tell people what happened, once, as they read: a notice in the house, and a mail to who has an address."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi

from taghyir.core.models import Entry, Notice


def tell(user: Any, *, about: Entry, template: str, link: str = "", **words: Any) -> None:
    """Render `template` (first line: subject) as `user` reads, keep it as a notice and mail it.

    Once per user and line: running twice tells once. If the mail fails, nothing is kept and the job is retried.
    """
    with transaction.atomic(), user.reading():
        subject, _, body = render_to_string(template, {"entry": about, "user": user, **words}).strip().partition("\n")
        _notice, is_new = Notice.objects.get_or_create(
            entry=about, user=user, defaults={"subject": subject[:200], "text": body.strip(), "link": link}
        )
        if is_new and user.email and user.is_active:
            address = f"\n\n{settings.SITE_URL}{link}" if link else ""
            send_mail(from_its_side(subject), from_its_side(body.strip() + address + "\n"), None, [user.email])


def from_its_side(text: str) -> str:
    """Each line of an Arabic mail begins on the right, whatever its first letter; an address is left alone."""
    if not get_language_bidi():
        return text
    return "\n".join(f"\u200f{line}" if line and not line.startswith("http") else line for line in text.split("\n"))
