"""The phones of an account: a password for each, shown once, cut off in one act."""

import base64
import json
import zlib
from io import BytesIO

import qrcode
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from qrcode.constants import ERROR_CORRECT_L
from qrcode.image.svg import SvgPathFillImage

from taghyir.core.actions import require
from taghyir.core.http import page, refusals_shown_on
from taghyir.surveys import actions, queries
from taghyir.surveys.forms import MakeDevicePasswordForm
from taghyir.surveys.passwords import new_secret
from taghyir.surveys.policies import can_make_device_password, visible_device_passwords


@page("GET")
def device_passwords(request):
    """The phones that send answers in this person's name."""
    context = {
        "phones": queries.phones_of(request.user),
        "may_add": can_make_device_password(request.user),
    }
    return render(request, "surveys/device_passwords.html", context)


@never_cache
@page("GET", "POST")
def make_device_password(request):
    """Name a phone, then read its password and its QR code: they are shown this once."""
    require(can_make_device_password(request.user))
    form = MakeDevicePasswordForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            secret = new_secret()
            password = actions.make_device_password(actor=request.user, secret=secret, **form.cleaned_data)
            context = {"password": password, **_settings_of_phone(request, secret)}
            return render(request, "surveys/make_device_password_shown.html", context)
    return render(request, "surveys/make_device_password.html", {"form": form})


def _settings_of_phone(request, secret):
    """What is typed into Collect, and the picture of it: settings as JSON, compressed, in base64."""
    address = request.build_absolute_uri("/openrosa")
    general = {
        "server_url": address,
        "username": request.user.email,
        "password": secret,
        "autosend": "wifi_and_cellular",
    }
    settings = {"general": general, "admin": {}, "project": {"name": "Taghyir"}}
    coded = base64.b64encode(zlib.compress(json.dumps(settings).encode())).decode()
    picture = BytesIO()
    qrcode.make(coded, image_factory=SvgPathFillImage, border=3, error_correction=ERROR_CORRECT_L).save(picture)
    image = base64.b64encode(picture.getvalue()).decode()
    return {"address": address, "secret": secret, "image": f"data:image/svg+xml;base64,{image}"}


@page("POST")
def revoke_device_password(request, pk):
    """Cut a phone off."""
    password = get_object_or_404(visible_device_passwords(request.user), pk=pk)
    try:
        actions.revoke_device_password(actor=request.user, password=password)
        messages.success(request, _("This phone sends nothing any more. What it had sent stays."))
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("surveys:device_passwords")
