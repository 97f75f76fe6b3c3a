"""`python -m bench.crowd`: thirty-two clients send answers one after the other, for a minute, to the server as it is served.

The house as `make demo` runs it: two processes, the worker beside them, and PostgreSQL keeping every answer before it is
acknowledged. The phones run on the same cores. It prints answers a second, how long they took, and that each is a row.
"""

import base64
import importlib
import itertools
import os
import socket
import statistics
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field

import django
from django.core.management import call_command

from tools import demo, postgres

CLIENTS, TARGET_RATE, TARGET_P99 = 32, 600, 200  # answers a second, milliseconds
EACH = 10  # phones behind each client
LOGIN = "karim@taghyir.example"
EDGE = "edge-of-a-part"


@dataclass
class Phone:
    """One phone with a connection that stays open, as Collect keeps it."""

    address: tuple[str, int]
    secrets: list[str]  # passwords: it sends under each in turn, since one phone alone may not send so fast
    form: str
    version: str
    took: list[float] = field(default_factory=list)  # milliseconds of each answer that was stored
    errors: list[str] = field(default_factory=list)

    def send_until(self, end: float) -> None:
        line = None
        signed = itertools.cycle(base64.b64encode(f"{LOGIN}:{one}".encode()).decode() for one in self.secrets)
        while time.monotonic() < end:
            began = time.monotonic()
            try:
                line = line or socket.create_connection(self.address, timeout=30)
                line.sendall(self._request(next(signed)))
                status = _status_of(line)
                said = "" if status == 201 else f"answered {status}"
            except (OSError, ValueError) as problem:
                if line:
                    line.close()
                line, said = None, type(problem).__name__
            if said:
                self.errors.append(said)
            else:
                self.took.append((time.monotonic() - began) * 1000)

    def _request(self, signed: str) -> bytes:
        """What a phone sends, written as it goes over the wire: the phones share the cores of what is measured."""
        body = self._body()
        head = (
            f"POST /openrosa/submission HTTP/1.1\r\nHost: 127.0.0.1:{self.address[1]}\r\nAuthorization: Basic {signed}\r\n"
            f"Content-Type: multipart/form-data; boundary={EDGE}\r\nX-OpenRosa-Version: 1.0\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _body(self) -> bytes:
        xml = (
            f'<data id="{self.form}" version="{self.version}"><consent>OK</consent><said_by>une couturière</said_by>'
            "<sex>F</sex><territory>NAD</territory><theme>market</theme><words>Vendre hors du souk</words>"
            f"<meta><instanceID>uuid:{uuid.uuid4()}</instanceID></meta></data>"
        )
        part = 'Content-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\nContent-Type: text/xml'
        return f"--{EDGE}\r\n{part}\r\n\r\n{xml}\r\n--{EDGE}--\r\n".encode()


def _status_of(line: socket.socket) -> int:
    """The status of the answer, once all of it came. ValueError when it is not an answer."""
    came = b""
    while b"\r\n\r\n" not in came:
        came += _some(line)
    head, _blank, body = came.partition(b"\r\n\r\n")
    lengths = [int(field[15:]) for field in head.split(b"\r\n") if field.lower().startswith(b"content-length:")]
    if not lengths:
        raise ValueError("An answer without its length.")
    while len(body) < lengths[0]:
        body += _some(line)
    return int(head.split(None, 2)[1])


def _some(line: socket.socket) -> bytes:
    part = line.recv(65_536)
    if not part:
        raise ConnectionResetError
    return part


def main(seconds: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("TAGHYIR_DB", "bench")
    django.setup()
    programs = []
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", verbosity=0)
        demo.collect_pages()
        phones, count = importlib.import_module("bench.phones").enrolled(CLIENTS, each=EACH)
        phones = [Phone(("127.0.0.1", demo.PORT), *one) for one in phones]
        before = count()
        django.db.connections.close_all()
        programs += [demo.start(*demo.SERVER), demo.start(*demo.WORKER)]
        demo.wait_for_answer(programs)
        warm, took, errors = _sent_by(phones, seconds)
        rows = count() - before
    finally:
        demo.stop(programs)
        django.db.connections.close_all()
        postgres.stop_what_was_started_here()
    took.sort()
    rate, p99 = (len(took) - warm) / seconds, took[int(len(took) * 0.99)]
    print(f"{CLIENTS} clients, {seconds} s, {os.cpu_count()} cores: {rate:.0f} answers/s [{TARGET_RATE}]")
    print(f"p50 {statistics.median(took):.0f} ms, p99 {p99:.0f} ms [{TARGET_P99}], longest {took[-1]:.0f} ms")
    print(f"{len(took)} acknowledged, {rows} rows, {len(errors)} errors {sorted(set(errors))[:3]}")
    return 0 if rows == len(took) and not errors else 1


def _sent_by(phones: list[Phone], seconds: int) -> tuple[int, list[float], list[str]]:
    for phone in phones:
        phone.send_until(time.monotonic() + 0.01)  # once before the clock starts: the house is warm
    warm = sum(len(phone.took) for phone in phones)
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=phone.send_until, args=(end,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return warm, [ms for phone in phones for ms in phone.took], [said for phone in phones for said in phone.errors]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
