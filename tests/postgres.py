"""A real PostgreSQL server for the tests: Debian's, in a folder of its own, reached by a socket in it.

PostgreSQL does not run as root. Where the tests do, the server runs as the user that Debian's package made for it.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from select import POLLIN, poll
from socket import AF_UNIX, SHUT_RDWR, SOCK_STREAM, socket
from tempfile import mkdtemp
from threading import Thread
from time import sleep

import psycopg

SOCKET = ".s.PGSQL.5432"
_NUMBERS = count(1)
OURS = ("record", "vault", "box", "boards", "accounts")
END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SETTINGS = {"listen_addresses": "''", "max_connections": "100", "shared_buffers": "32MB", "jit": "off"}


def programs() -> Path:
    """Where initdb and pg_ctl are: Debian keeps them apart by version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside or "initdb").parent


class Road:
    """A road to a server, which can be cut at a commit: once `before` it arrives, once `after`, or `for ever`.

    In the two later cases the server has committed, and the answer does not come back.
    """

    def __init__(self, to: "Server", folder: Path) -> None:
        self.cut = ""
        self._there, self._here = to.folder / SOCKET, folder / SOCKET
        self._door = socket(AF_UNIX, SOCK_STREAM)
        self._door.bind(str(self._here))
        self._door.listen()
        Thread(target=self._open, daemon=True).start()

    def url(self, database: str) -> str:
        """The address of this database by this road."""
        return database.partition("?")[0] + f"?host={self._here.parent}"

    def close(self) -> None:
        """Nobody gets through any more."""
        with suppress(OSError):
            self._door.shutdown(SHUT_RDWR)
        self._door.close()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                Thread(target=self._travel, args=(client,), daemon=True).start()

    def _travel(self, client: socket) -> None:
        with client, socket(AF_UNIX, SOCK_STREAM) as server, suppress(OSError):
            server.connect(str(self._there))
            ways = poll()  # select knows no file beyond the first thousand, and a long test run has more
            for side in (client, server):
                ways.register(side, POLLIN)
            while True:
                ready = {number for number, _what in ways.poll()}
                for side in (side for side in (client, server) if side.fileno() in ready):
                    sent = side.recv(65_536)
                    ends = side is client and b"COMMIT\x00" in sent and self.cut
                    if ends:
                        self.cut = ""
                    if ends == "for ever":
                        self.close()
                    if not sent or ends == "before":
                        return
                    (server if side is client else client).sendall(sent)
                    if ends:
                        server.recv(65_536)
                        return


class Server:
    """A running server. `kill` ends it as a power cut would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data = folder / "data"
        self._as: list[str] = []
        self._free: list[str] = []
        if os.geteuid() == 0:
            other = pwd.getpwnam("postgres")
            os.chown(folder, other.pw_uid, other.pw_gid)
            self._as = ["setpriv", f"--reuid={other.pw_uid}", f"--regid={other.pw_gid}", "--clear-groups", "--"]
        self._run("initdb", "--username=tester", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
            file.write(f"unix_socket_directories = '{folder}'\n")
        self.start()

    def _run(self, program: str, *options: str) -> None:
        command = [*self._as, str(programs() / program), "-D", str(self._data), *options]
        done = subprocess.run(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise OSError(f"{program}: {done.stdout}")

    def start(self) -> None:
        """The server answers."""
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"))

    def stop(self, how: str = "fast") -> None:
        """The server has ended."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode", how)

    def reload(self) -> None:
        """The server has read its settings again: a session that begins now has them."""
        before = (self.folder / "log").stat().st_size
        self._run("pg_ctl", "reload", "--silent")
        while b"SIGHUP" not in (self.folder / "log").read_bytes()[before:]:
            sleep(0.01)

    def kill(self) -> None:
        """The server and everything it was doing ended at once, with nothing written on the way out."""
        first = int((self._data / "postmaster.pid").read_text().split("\n")[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (first, *map(int, children)):
            try:
                os.kill(process, 9)
            except ProcessLookupError:
                continue
        while any(map(_lives, (first, *map(int, children)))):
            sleep(0.01)
        for left in (self._data / "postmaster.pid", self.folder / SOCKET, self.folder / f"{SOCKET}.lock"):
            left.unlink(missing_ok=True)  # a process that nobody has waited for would look alive in them

    def url(self, database: str) -> str:
        """The address of a database of this server."""
        return f"postgresql://tester@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a new empty database."""
        name = f"test{next(_NUMBERS)}"
        self.ask("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def ask(self, database: str, command: str) -> None:
        """The command is carried out by somebody with every right."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(command.encode())

    @contextmanager
    def tablespace(self, folder: Path) -> Iterator[str]:
        """The name of a tablespace in the folder, which is empty again afterwards."""
        inner = folder / "space"
        inner.mkdir(mode=0o700)
        if self._as:
            other = pwd.getpwnam("postgres")
            os.chown(inner, other.pw_uid, other.pw_gid)
        self.ask("postgres", f"CREATE TABLESPACE small LOCATION '{inner}'")
        yield "small"
        self.ask("postgres", "DROP TABLESPACE small")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, which is cleared for the next one afterwards: quicker than a new one."""
        url = self._free.pop() if self._free else self.new_database()
        yield url
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(END_ALL)
            connection.execute(f"DROP SCHEMA IF EXISTS {', '.join(OURS)} CASCADE".encode())
        self._free.append(url)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as it is needed; its folder goes with it."""
    folder = Path(mkdtemp(prefix="rankandfile-postgres-", dir="/tmp"))
    running = None
    try:
        running = Server(folder)
        yield running
    finally:
        if running is not None:
            running.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
