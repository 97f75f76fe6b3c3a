"""The phones of `bench.crowd`, enrolled by Karim: read once the house stands."""

import secrets
from collections.abc import Callable

from bench.work import form_without_needs
from taghyir.devices.actions import enrol_device
from taghyir.people.models import User
from taghyir.surveys.models import Form, Submission

Enrolled = tuple[str, str, str]  # the password of the phone, the form it fills, its version


def enrolled(many: int) -> tuple[list[Enrolled], Callable[[], int]]:
    """New phones, and how to count the answers that came to their form."""
    karim = User.objects.get(email="karim@taghyir.example")
    form = form_without_needs(Form.objects.get(xform_id="ecoute_rapide"))
    phones = []
    for number in range(many):
        secret = secrets.token_urlsafe(16)
        enrol_device(actor=karim, territory=karim.person.territory, name=f"crowd {number} {secret[:6]}", secret=secret)
        phones.append((secret, form.xform_id, form.current.version))
    return phones, Submission.objects.filter(form=form).count
