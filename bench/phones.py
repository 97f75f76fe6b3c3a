"""The phones of `bench.crowd`, enrolled by Karim: read once the house stands."""

import secrets
from collections.abc import Callable

from bench.work import form_without_needs
from taghyir.devices.actions import enrol_device
from taghyir.people.models import User
from taghyir.surveys.models import Form, Submission

Enrolled = tuple[list[str], str, str]  # the passwords of some phones, the form they fill, its version


def enrolled(many: int, *, each: int) -> tuple[list[Enrolled], Callable[[], int]]:
    """`many` times `each` new phones, and how to count the answers that came to their form."""
    karim = User.objects.get(email="karim@taghyir.example")
    form = form_without_needs(Form.objects.get(xform_id="ecoute_rapide"))
    groups = []
    for group in range(many):
        passwords = [secrets.token_urlsafe(16) for _phone in range(each)]
        for number, secret in enumerate(passwords):
            name = f"crowd {group}.{number} {secret[:6]}"
            enrol_device(actor=karim, territory=karim.person.territory, name=name, secret=secret)
        groups.append((passwords, form.xform_id, form.current.version))
    return groups, Submission.objects.filter(form=form).count
