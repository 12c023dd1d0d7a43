"""The nginx of `deploy/nginx.conf` on this machine: other ports and folders, no TLS."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loket_site.freezing.freeze import freeze
from loket_site.settings import SiteSettings
from tests.support import CONTENT, ROOT, the_content
from tests.tools import free_port, program, running

CONF = ROOT / "deploy" / "nginx.conf"

_SERVER = re.compile(r"(?m)^(?=    server \{)")
_UNUSED = ("fastcgi", "scgi", "uwsgi")
"""Whose folders nginx makes all the same, where only root may unless told otherwise."""


@dataclass(frozen=True)
class Proxy:
    """Where the site and the inbox are reached from outside, and where the inbox must listen."""

    site_port: int
    inbox_port: int
    backend_port: int

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.site_port}"

    @property
    def inbox(self) -> str:
        return f"http://127.0.0.1:{self.inbox_port}"


@contextmanager
def reverse_proxy(folder: Path) -> Iterator[Proxy]:
    """Run nginx before a built site and before whatever listens on the backend's port."""
    nginx = program("nginx", "nginx-light")
    ours = free_port()
    proxy = Proxy(ours, ours + 1, free_port())
    for name in ("nginx", "loket-nginx"):
        (folder / name).mkdir(parents=True)
    public = folder / "public"
    freeze(the_content(), SiteSettings(CONTENT, public, proxy.site, proxy.inbox), public)
    conf = folder / "nginx.conf"
    conf.write_text(_for_here(CONF.read_text(encoding="utf-8"), folder, proxy), encoding="utf-8")
    with running([nginx, "-c", str(conf), "-g", "daemon off;"], f"{proxy.site}/404.html"):
        yield proxy


def _for_here(conf: str, folder: Path, proxy: Proxy) -> str:
    """Take what needs root, a certificate or a public name out of the example."""
    head, *servers = _SERVER.split(conf)
    # Those for plain HTTP and for names that are not ours have no say here.
    site, inbox = (server for server in servers if "listen 443 ssl;" in server)
    conf = head + _on_port(site, proxy.site_port) + _on_port(inbox, proxy.inbox_port)
    conf = re.sub(r"(?m)^ *ssl_.*\n", "", conf)
    elsewhere = "".join(f"{name}_temp_path NGINX/{name};\n" for name in _UNUSED)
    conf = conf.replace("http {\n", f"http {{\n{elsewhere}", 1)
    for there, here in {
        # Only root can become somebody else, and only root can read what pytest has made for it.
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/var/log/nginx": str(folder / "nginx"),
        "/run/loket-nginx": str(folder / "loket-nginx"),
        "/srv/loket/public": str(folder / "public"),
        "127.0.0.1:8001": f"127.0.0.1:{proxy.backend_port}",
        "NGINX": str(folder / "nginx"),
    }.items():
        assert there in conf, f"{there} is no longer in {CONF.name}"
        conf = conf.replace(there, here)
    return conf


def _on_port(server: str, port: int) -> str:
    server = re.sub(r"(?m)^ *listen \[::\].*\n", "", server)
    return server.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
