"""A phone with ODK Collect, as far as the server sees it."""

import base64
import secrets
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from taghyir.devices.actions import enrol_device

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\r"
    b"IDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
INSTANCE = "uuid:5b2cc313-fc09-437e-8149-fcd32f695d41"


def filled(form, answers="<words>Il nous manque des bocaux</words>", instance_id=INSTANCE, version=None) -> str:
    """The XML of one sheet of `form`, as Collect writes it."""
    version = f' version="{version or form.current.version}"' if version != "" else ""
    return (
        f'<?xml version="1.0"?><data id="{form.xform_id}"{version} xmlns:orx="http://openrosa.org/xforms">'
        f"{answers}<orx:meta><orx:instanceID>{instance_id}</orx:instanceID></orx:meta></data>"
    )


class Phone:
    """Sends as `user`, with a password of its own, enrolled as `enrolled` says: in the territory of the person."""

    def __init__(self, user, **enrolled):
        secret = secrets.token_hex(10)
        options = {"name": "Tecno de Karim", "territory": user.person.territory, "secret": secret, "actor": user}
        self.device = enrol_device(**options | enrolled)
        coded = base64.b64encode(f"{self.device.login}:{secret}".encode()).decode()
        self.headers = {"Authorization": f"Basic {coded}", "X-OpenRosa-Version": "1.0"}
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address, **query):
        return self.client.get(f"/openrosa/{address}", query, headers=self.headers)

    def head(self, address="submission"):
        return self.client.head(f"/openrosa/{address}", headers=self.headers)

    def send(self, xml: str | bytes, **files: bytes):
        """Post the sheet and files; `photo_jpg=…` is sent under the name photo.jpg."""
        content = xml.encode() if isinstance(xml, str) else xml
        parts = {"xml_submission_file": SimpleUploadedFile("submission.xml", content, "text/xml")}
        for name, body in files.items():
            name = name.replace("_", ".")
            parts[name] = SimpleUploadedFile(name, body, "application/octet-stream")
        return self.client.post("/openrosa/submission", parts, headers=self.headers)


def real_sheets(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        pytest.skip("the real sheets are not here: set TAGHYIR_REAL_DATA")
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.xml"))}
