"""The settings of ODK Collect and KoboCollect as their camera reads them: JSON, compressed by zlib, in base64, in a QR code.

Source: docs.getodk.org/collect-import-export. KoboCollect is the same program under another name.
"""

import base64
import json
import zlib
from io import BytesIO
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M

from taghyir.devices.models import Device

INDIGO = "#213f7d"
DENSEST = 17  # the largest square of 85 modules a side: beyond, a cheap camera needs bigger modules more than repair


def settings_of(device: Device, *, address: str, secret: str, language: str) -> dict[str, Any]:
    """What Collect sets for the project this phone works in. What is not said takes the value Collect begins with."""
    general = {
        "protocol": "odk_default",
        "server_url": address,
        "username": device.login,
        "password": secret,
        "app_language": language,
        "form_update_mode": "match_exactly",  # forms come, change and leave with the list
        "autosend": "wifi_and_cellular",
    }
    name = f"Taghyir · {device.territory}" if device.territory else "Taghyir"
    return {"general": general, "admin": {}, "project": {"name": name, "icon": "ت", "color": INDIGO}}


def coded(settings: dict[str, Any]) -> str:
    """The text of the square."""
    written = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(written.encode(), 9)).decode()


def drawn(text: str) -> bytes:
    """The square as PNG: Collect also reads it from a picture. It bears a stain or a fold, unless that makes it too dense."""
    for level in (ERROR_CORRECT_M, ERROR_CORRECT_L):
        square = qrcode.QRCode(error_correction=level, box_size=6, border=4)
        square.add_data(text, optimize=0)
        square.make(fit=True)
        if square.version <= DENSEST:
            break
    picture = BytesIO()
    square.make_image().save(picture, "PNG")
    return picture.getvalue()
