"""The dashboard, the file of an enterprise after a restart, one answer of a phone."""

import base64
import secrets
import uuid
from collections.abc import Callable

from django.core.cache import caches

from bench.accompanied import long_file
from bench.directory import fetch
from bench.measure import Case, Visitor
from taghyir.devices.actions import enrol_device
from taghyir.people.models import User
from taghyir.surveys.models import Form, FormVersion, Submission


def cases() -> list[Case]:
    karim = User.objects.get(email="karim@taghyir.example")
    file = long_file()
    heard = Form.objects.get(xform_id="ecoute_rapide")
    plain = form_without_needs(heard)
    adviser = Visitor(karim)
    return [
        Case("the file, every piece drawn anew", None, _anew(lambda: adviser.ask(file.get_absolute_url()))),
        Case("dashboard", 40, lambda: adviser.ask("/fr/results/?territory=")),
        Case("one answer of a phone (OpenRosa), durable", 6, _answer(karim, plain), _insert_one, reacts=True),
        Case("one answer that makes a need and tells", None, _answer(karim, heard), _insert_one, reacts=True),
    ]


def _anew(ask: Callable[[], bytes]) -> Callable[[], bytes]:
    """Ask with no piece of a page kept, as after a restart."""

    def without_pieces() -> bytes:
        caches["pieces"].clear()
        return ask()

    return without_pieces


def form_without_needs(like: Form) -> Form:
    """The quick listening under another name, whose answers are kept and make no need."""
    name = "bench_listening"
    if known := Form.objects.filter(xform_id=name).first():
        return known
    form = Form.objects.create(xform_id=name, title="Bench")
    version = FormVersion.objects.get(pk=like.current_id)
    version.pk, version.form, version.xform = None, form, version.xform.replace(like.xform_id, name)
    version.save(force_insert=True)
    form.current = version
    form.save()
    return form


def _answer(user: User, form: Form) -> Callable[[], bytes]:
    """Send a new answer to `form`, a quick listening, as ODK Collect does."""
    secret = secrets.token_urlsafe(16)
    enrol_device(actor=user, territory=user.person.territory, name=f"bench {secret[:6]}", secret=secret)
    who = base64.b64encode(f"{user.email}:{secret}".encode()).decode()
    phone = Visitor()

    def send() -> bytes:
        xml = (
            f'<data id="{form.xform_id}" version="{form.current.version}"><consent>OK</consent><said_by>une couturière</said_by>'
            f"<sex>F</sex><territory>NAD</territory><theme>market</theme><words>Vendre hors du souk</words>"
            f"<meta><instanceID>uuid:{uuid.uuid4()}</instanceID></meta></data>"
        )
        edge = "edge-of-a-part"
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\n'
            f"Content-Type: text/xml\r\n\r\n{xml}\r\n--{edge}--\r\n"
        ).encode()
        return phone.ask(
            "/openrosa/submission",
            method="POST",
            body=body,
            expected=201,
            content_type=f"multipart/form-data; boundary={edge}",
            HTTP_AUTHORIZATION=f"Basic {who}",
            HTTP_X_OPENROSA_VERSION="1.0",
        )

    return send


# The same answers, written by hand without any feature


def _insert_one() -> list[tuple]:
    """One row like the last answer, with another identifier."""
    columns = [field.column for field in Submission._meta.concrete_fields if field.name not in ("id", "instance_id")]
    names = ", ".join(columns)
    return fetch(
        f"INSERT INTO surveys_submission (instance_id, {names}) "
        f"SELECT gen_random_uuid()::text, {names} FROM surveys_submission ORDER BY id DESC LIMIT 1 RETURNING id"
    )
