"""Real web servers over a published site, as a host of files has them: Apache with its .htaccess, nginx with its nginx.conf."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

MODULES = Path("/usr/lib/apache2/modules")
_APACHE = """
ServerRoot "{run}"
ServerName example.org
Listen 127.0.0.1:{port}
PidFile {run}/pid
ErrorLog {run}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule setenvif_module {modules}/mod_setenvif.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /dev/null
{user}
DocumentRoot "{root}"
<Directory "{root}">
AllowOverride All
Require all granted
</Directory>
"""
_NGINX = """
{user}
daemon off;
pid {run}/pid;
error_log {run}/error.log;
events {{}}
http {{
access_log off;
client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fcgi;
uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
include {run}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Host:
    """A server that runs at a port."""

    name: str
    port: int

    def get(self, path: str, accept: str | None = None) -> Answer:
        """Ask for a path, whose letters outside ASCII are encoded; without `accept` there is no such header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest("GET", quote(path, safe="/%~.,=;-?:()"), skip_accept_encoding=True)
        if accept is not None:
            connection.putheader("Accept", accept)
        connection.endheaders()
        found = connection.getresponse()
        answer = Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        connection.close()
        return answer


def missing(name: str) -> str:
    """Return why a server cannot run here; empty where it can."""
    if name == "nginx":
        return "" if shutil.which("nginx", path=_PATH) else "nginx is not installed"
    return "" if shutil.which("apache2", path=_PATH) and MODULES.is_dir() else "apache2 is not installed"


_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


@contextmanager
def running(name: str, site: Path, below: str = "/news/", rules: str = "") -> Iterator[Host]:
    """Run a server over a site that it has below a path; `rules` are other ones than the site's own."""
    run = Path(tempfile.mkdtemp())
    root = run / "www"
    try:
        shutil.copytree(site, root / below.strip("/"))
        for folder in (run, root):
            folder.chmod(0o755)  # the server reads as somebody else where the tests run as root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = _apache(run, root, port) if name == "apache" else _nginx(run, root, port)
        if rules:
            (root / below.strip("/") / ".htaccess").write_text(rules, encoding="utf-8")
        process = subprocess.Popen(command, env={**os.environ, "PATH": _PATH}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _wait(process, port)
            yield Host(name, port)
        finally:
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(run)


def _apache(run: Path, root: Path, port: int) -> list[str]:
    user = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
    (run / "apache.conf").write_text(_APACHE.format(run=run, root=root, port=port, modules=MODULES, user=user), encoding="utf-8")
    return ["apache2", "-f", str(run / "apache.conf"), "-DFOREGROUND"]


def _nginx(run: Path, root: Path, port: int) -> list[str]:
    site = next(root.rglob("nginx.conf")).read_text("utf-8")
    assert "listen 80;" in site and "root /srv/www;" in site
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("root /srv/www;", f"root {root};")
    (run / "site.conf").write_text(site, encoding="utf-8")
    user = "user www-data;" if os.getuid() == 0 else ""
    (run / "nginx.conf").write_text(_NGINX.format(run=run, user=user), encoding="utf-8")
    return ["nginx", "-p", str(run), "-c", str(run / "nginx.conf")]


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(100):
        if process.poll() is not None:
            assert process.stderr is not None
            raise AssertionError(process.stderr.read().decode())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")
