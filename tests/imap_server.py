"""A Dovecot of our own on this machine, with mailboxes that tests fill and look into."""

from __future__ import annotations

import getpass
import grp
import imaplib
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools import free_port, program

PASSWORD = "sandi aplikasi"
UNUSUAL_PASSWORD = 'sandi "é\\'
"""Of the user "unik"."""

_CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
auth_failure_delay = 0
mail_fsync = never
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
{extra}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = .
  prefix = {prefix}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
"""

BARE = "imap_capability = IMAP4rev1 LITERAL+ NAMESPACE"
"""Neither MOVE nor UIDPLUS."""

OLD = f"{BARE} UIDPLUS"
"""UIDPLUS alone, as older servers have it."""


@dataclass
class Dovecot:
    """A server, and the files under it."""

    folder: Path
    port: int
    prefix: str = ""
    extra: str = ""
    process: subprocess.Popen[bytes] | None = None
    _names: Iterator[int] = field(default_factory=lambda: itertools.count(1_700_000_000))

    @property
    def certificate(self) -> Path:
        return self.folder / "server.pem"

    def url(self, user: str, password: str = PASSWORD, scheme: str = "imap") -> str:
        """What `LOKET_IMAP_URL` is for a mailbox on this server."""
        port = self.port + (scheme == "imaps")
        return f"{scheme}://{user}:{password.replace(' ', '%20')}@127.0.0.1:{port}"

    def start(self) -> None:
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        user, group = _user()
        conf = _CONF.format(
            folder=self.folder,
            port=self.port,
            tls_port=self.port + 1,
            prefix=self.prefix,
            extra=self.extra,
            user=user,
            group=group,
        )
        (self.folder / "dovecot.conf").write_text(conf, encoding="utf-8")
        command = [program("dovecot", "dovecot-imapd"), "-F", "-c", self.folder / "dovecot.conf"]
        as_user = {"user": user, "group": group, "extra_groups": []} if _is_root() else {}
        self.process = subprocess.Popen(command, start_new_session=True, cwd="/", **as_user)  # type: ignore[call-overload]
        until = time.monotonic() + 30
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as wire:
                wire.settimeout(5)
                if wire.recv(4) == b"* OK":
                    return
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def die(self) -> None:
        """End at once, with every connection, as when the power goes."""
        assert self.process
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def hang_up(self, user: str) -> None:
        """End a user's sessions with a goodbye (BYE), as when a server is shut down."""
        for pid in re.findall(rf"Login: user=<{user}>.* mpid=(\d+)", self.log()):
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGTERM)

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def fetched(self, user: str, sessions: int) -> tuple[int, int]:
        """How many headers and bodies a user has fetched, once so many sessions have ended."""
        counts = re.compile(rf"imap\({user}\).* hdr_count=(\d+) .*body_count=(\d+)")
        until = time.monotonic() + 30
        while len(found := counts.findall(self.log())) < sessions:
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)
        return sum(int(head) for head, _ in found), sum(int(body) for _, body in found)

    def deliver(self, user: str, *messages: bytes) -> None:
        """Put messages into INBOX, as a mail server does."""
        maildir = self.folder / "mail" / user
        for name in ("", "tmp", "new", "cur"):
            self._give(maildir / name)
        for raw in messages:
            name = f"{next(self._names)}.baru.contoh"
            fresh = maildir / "tmp" / name
            fresh.write_bytes(raw)
            if _is_root():
                shutil.chown(fresh, *_user())
            fresh.rename(maildir / "new" / name)

    def forget_uids(self, user: str) -> None:
        """Lose what is known of the mailbox, so that it gets another UIDVALIDITY."""
        before = self.validity(user)
        while self.validity(user) == before:
            # Dovecot counts it in seconds.
            time.sleep(1)
            for path in (self.folder / "mail" / user).glob("dovecot*"):
                path.unlink()

    def validity(self, user: str) -> int:
        with self.session(user) as box:
            box.select("INBOX", readonly=True)
            return int(box.response("UIDVALIDITY")[1][0])

    @contextmanager
    def session(self, user: str) -> Iterator[imaplib.IMAP4]:
        """Be another mail program on the same mailbox."""
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        try:
            box.login(user, PASSWORD)
            yield box
        finally:
            box.logout()

    def messages(self, user: str, folder: str = "INBOX") -> dict[int, tuple[set[str], bytes]]:
        """What a folder holds, by UID: the flags and the octets. Leaves it as it was."""
        with self.session(user) as box:
            status, _ = box.select(folder, readonly=True)
            if status != "OK":
                return {}
            _, data = box.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")
        found = {}
        for item in data:
            if isinstance(item, tuple):
                uid = re.search(rb"UID (\d+)", item[0])
                flags = re.search(rb"FLAGS \(([^)]*)\)", item[0])
                assert uid
                assert flags
                found[int(uid[1])] = (set(flags[1].decode().split()) - {"\\Recent"}, item[1])
        return found

    def _give(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        if _is_root():
            shutil.chown(folder, *_user())


@contextmanager
def dovecot(prefix: str = "", extra: str = "", name: str = "IP:127.0.0.1") -> Iterator[Dovecot]:
    """A running Dovecot, for whoever signs in with `PASSWORD`; its certificate is for `name`."""
    program("dovecot", "dovecot-imapd")
    # A short path that another user may walk: sockets have a hundred characters at most.
    folder = Path(tempfile.mkdtemp(prefix="imap", dir="/tmp"))
    server = Dovecot(folder, free_port(), prefix, extra)
    try:
        (folder / "mail").mkdir()
        make_certificate(folder, name)
        users = [f"kantor{number}:{PASSWORD}" for number in range(500)]
        users.append(f"unik:{UNUSUAL_PASSWORD}")
        (folder / "passwords").write_text("\n".join(users), encoding="utf-8")
        if _is_root():
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, *_user())
        server.start()
        yield server
    finally:
        if server.process and server.process.poll() is None:
            server.die()
        shutil.rmtree(folder)


def make_certificate(folder: Path, name: str) -> None:
    """Write `server.pem`, which vouches for itself, and `server.key`."""
    subprocess.run(
        [
            *(program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-nodes"),
            *("-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2", "-subj", "/CN=surat"),
            *("-addext", f"subjectAltName={name}"),
            *("-keyout", folder / "server.key", "-out", folder / "server.pem"),
        ],
        check=True,
        capture_output=True,
        cwd=folder,
    )


def _is_root() -> bool:
    return os.geteuid() == 0


def _user() -> tuple[str, str]:
    """Dovecot gives no mail to root, so root becomes the package's own user."""
    if _is_root():
        return "dovecot", "dovecot"

    return getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
