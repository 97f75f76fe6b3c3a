"""What people must be able to trust when they send answers; docs/trust.md names the tests that show each point."""

import re
import socket
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.storage import storages

from taghyir.core.models import Entry, StoredFile
from taghyir.people.tests.factories import somebody
from taghyir.surveys.models import Submission
from taghyir.surveys.tests.factories import PublishedFormFactory
from taghyir.surveys.tests.phone import PIXEL, Phone, filled

NAMED = re.compile(r"`([\w/.]+\.py)::(test_\w+)`")
EDGE = "edge-of-a-part"


def test_every_test_that_the_list_of_trust_names_is_there():
    named = NAMED.findall((settings.BASE_DIR / "docs" / "trust.md").read_text())
    assert len(named) > 12
    for path, name in named:
        assert f"def {name}(" in (settings.BASE_DIR / path).read_text(), f"{path} has no {name}"


def sending(xml: str, photo: bytes) -> bytes:
    """The body of one sending: the sheet, then its photo."""
    sheet = 'name="xml_submission_file"; filename="a.xml"\r\nContent-Type: text/xml'
    image = 'name="a.png"; filename="a.png"\r\nContent-Type: image/png'
    parts = ((sheet, xml.encode()), (image, photo))
    said = b"".join(
        f"--{EDGE}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n" for head, body in parts
    )
    return said + f"--{EDGE}--\r\n".encode()


def posted(server, phone: Phone, body: bytes, *, sent: int | None = None) -> bytes:
    """What the server answers to `body`, of which only the first `sent` bytes leave before the network goes."""
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    head = f"POST /openrosa/submission HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in phone.headers.items())
    head += f"Content-Type: multipart/form-data; boundary={EDGE}\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection((host, port), timeout=20) as line:
        line.sendall(head.encode() + body[:sent])
        if sent is not None:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while part := line.recv(65_536):
            answer += part
    return answer


def files_on_the_disk() -> list[Path]:
    return [path for path in Path(storages["private"].location).rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_a_sending_cut_in_the_middle_leaves_nothing_half_stored(live_server):
    """Cut within the sheet, between the sheet and the photo, within the photo, and before the last edge."""
    form, phone = PublishedFormFactory(), Phone(somebody("karim"))
    body = sending(filled(form, "<words>نحتاج</words><photo>a.png</photo>"), PIXEL)
    photo = body.index(PIXEL)
    before, lying = (StoredFile.objects.count(), Entry.objects.count()), files_on_the_disk()
    for cut in (0, 60, 240, body.index(b"a.png") + 20, photo - 2, photo + 20, photo + len(PIXEL)):
        answer = posted(live_server, phone, body, sent=cut)
        assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer), (cut, answer[:80])
        assert (StoredFile.objects.count(), Entry.objects.count(), Submission.objects.count()) == (*before, 0), cut
        assert files_on_the_disk() == lying, cut
    assert posted(live_server, phone, body).startswith(b"HTTP/1.1 201 ")
    assert Submission.objects.get().attachments.get().content.read() == PIXEL


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_fifty_answers_a_second_for_half_a_minute_are_all_kept(live_server):
    """Ten phones, five answers a second each: none is refused or lost, and no queue forms."""
    form, phones = PublishedFormFactory(), [Phone(somebody("karim"), name=f"Tecno {n}") for n in range(10)]
    took: list[float] = []
    refused: list[bytes] = []

    def send_all(phone: Phone, first: float) -> None:
        for number in range(150):
            time.sleep(max(0.0, first + number / 5 - time.monotonic()))
            began = time.monotonic()
            answer = posted(live_server, phone, sending(filled(form, instance_id=f"uuid:{uuid.uuid4()}"), PIXEL))
            took.append(time.monotonic() - began)
            if not answer.startswith(b"HTTP/1.1 201 "):
                refused.append(answer[:200])

    first = time.monotonic() + 0.5
    threads = [threading.Thread(target=send_all, args=(phone, first + n / 50)) for n, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert Submission.objects.count() == len(took) == 1_500
    assert sorted(took)[1_425] < 2, "the slowest twentieth waits: answers come faster than they are stored"
