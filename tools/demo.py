"""What `make demo` runs: a database of our own, one year of invented work, the server and the worker. Ctrl-C stops it all."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import django
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connections

from tools.postgres import Server

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://127.0.0.1:{PORT}/"
PROGRAMS = ROOT / ".venv" / "bin"
SERVER = ["gunicorn", "config.wsgi", f"--bind=127.0.0.1:{PORT}", "--preload", "--worker-class=gthread", "--workers=2"]
SERVER += ["--threads=4", "--log-level=warning", "--graceful-timeout=1", "--no-control-socket"]
WORKER = ["python", "manage.py", "procrastinate", "worker", "--concurrency=2", "--shutdown-graceful-timeout=0.7"]


class Stop(Exception):
    """Somebody asked us to stop, or one of our programs did by itself."""


def main() -> int:
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, _stop)
    began = time.monotonic()
    if _is_taken(PORT):
        print(f"Port {PORT} is taken. Stop what listens there, or choose another: PORT={PORT + 1} make demo")
        return 1
    postgres = None if "DATABASE_URL" in os.environ else Server("postgres", durable=True)
    is_ours = bool(postgres and not postgres.is_answering())
    programs: list[subprocess.Popen] = []
    try:
        if postgres:
            postgres.start()
        prepare()
        programs += [start(*SERVER), start(*WORKER)]
        wait_for_answer(programs)
        greet(time.monotonic() - began)
        watch(programs)
    except Stop as reason:
        print(f"\n{reason}", flush=True)
        return 0 if str(reason) == "Stopping." else 1
    finally:
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(asked, signal.SIG_IGN)
        stop(programs)
        if postgres and is_ours:
            postgres.stop(within=1)
    return 0


def prepare() -> None:
    """Bring the tables, the demo and the files of the pages up to date. Takes a moment when nothing changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    say("Tables…")
    call_command("migrate", verbosity=0, interactive=False)
    if "load_demo" in get_commands():
        say("One year of invented work…")
        call_command("load_demo")
        with connections["default"].cursor() as cursor:
            cursor.execute("CHECKPOINT")  # what is on the disk now need not be waited for at Ctrl-C
    collect_pages()
    connections.close_all()


def collect_pages() -> None:
    """Put style, scripts, fonts and pictures, compressed, where the server finds them; only when one has changed."""

    files = sorted(storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    facts = [(path, os.stat(path).st_size, os.stat(path).st_mtime_ns) for path in files]
    mark = hashlib.sha256(repr(facts).encode()).hexdigest()
    known = ROOT / "build" / ".collected"
    if known.exists() and known.read_text() == mark:
        return
    say("Pages…")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    known.write_text(mark)


def start(program: str, *arguments: str) -> subprocess.Popen:
    """Start a program in a session of its own: Ctrl-C reaches us, and we tell it once. Only its errors are shown."""
    return subprocess.Popen(
        [PROGRAMS / program, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    )


def wait_for_answer(programs: list[subprocess.Popen]) -> None:
    for _attempt in range(600):
        if _is_taken(PORT):
            return
        _all_still_run(programs)
        time.sleep(0.1)
    raise Stop("The server does not answer.")


def greet(seconds: float) -> None:

    print(f"\n  Taghyir is at {ADDRESS}   (ready in {seconds:.0f} s; Ctrl-C stops it)\n", flush=True)
    if "load_demo" in get_commands():
        call_command("load_demo", people=True)
    sys.stdout.flush()


def watch(programs: list[subprocess.Popen]) -> None:
    while True:
        _all_still_run(programs)
        time.sleep(0.5)


def stop(programs: list[subprocess.Popen]) -> None:
    """Ask each program to end, and after a second make it. The server drops what it is answering; the worker ends its job."""
    for program, politely in zip(programs, (signal.SIGINT, signal.SIGTERM), strict=False):
        if program.poll() is None:
            program.send_signal(politely)
    end = time.monotonic() + 0.9
    for program in programs:
        with suppress(subprocess.TimeoutExpired):
            program.wait(max(0.0, end - time.monotonic()))
        if program.poll() is None:
            program.kill()


def say(sentence: str) -> None:
    print(sentence, flush=True)


def _stop(_number, _frame):
    raise Stop("Stopping.")


def _all_still_run(programs: list[subprocess.Popen]) -> None:
    for program in programs:
        if program.poll() is not None:
            raise Stop(f"{program.args[0].name} ended by itself (code {program.returncode}).")


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
