"""Installations of one's own: a real database, real commands, a real server that can be killed."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

import stocktake_web

FOLDER = Path(__file__).parent
SOURCES = Path(stocktake_web.__file__).parent.parent
PASSWORD = "an invented pass phrase"
AREA = "/example-borough"
DESK = f"{AREA}/dashboard"
INPUT_TAG = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(type|name|value)="([^"]*)"')
INNARDS = ("Traceback (most", "site-packages", "/src/stocktake", "OperationalError", "psycopg")


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    text: str
    headers: dict[str, str]
    body: bytes = b""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Visitor:
    """A browser without a window: keeps cookies, fills in forms, looks for a traceback."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            _Stay, urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path: str, fields: dict[str, Any], **files: tuple[str, bytes]) -> Answer:
        """Send fields and files, as they are."""
        if not files:
            body, kind = urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = _multipart(fields, files)
        headers = {"Content-Type": kind, "Referer": self.address + path}
        return self._ask(urllib.request.Request(self.address + path, body, headers))

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of a page's form."""
        page = self.get(path)
        assert page.status == 200, (path, page.status, page.text[:500])
        fields = {}
        for tag in INPUT_TAG.findall(page.text):
            attributes = dict(ATTRIBUTE.findall(tag))
            if attributes.get("type") == "hidden":
                fields[attributes["name"]] = attributes.get("value", "")
        return fields

    def send(
        self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: Any
    ) -> Answer:
        """Open the page of a form, fill it in and send it."""
        return self.post(path, self.form(path) | fields, **(files or {}))

    def sign_in(self, role: str) -> Visitor:
        """Sign in as somebody of the place."""
        email = role if "@" in role else f"{role.replace('_', '.')}@example.org"
        answer = self.send("/accounts/login/", login=email, password=PASSWORD)
        assert answer.status == 302, answer.text[:2000]
        return self

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return self._answer(answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            return self._answer(error.code, error.read(), error.headers)

    def _answer(self, status: int, body: bytes, headers: Any) -> Answer:
        text = body.decode(errors="replace")
        leaks = [word for word in INNARDS if word in text]
        assert not leaks, f"an answer {status} shows {leaks}"
        return Answer(status, text, {name.lower(): value for name, value in headers.items()}, body)


def _multipart(fields: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, (file_name, content) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"'
        parts.append(f"{head}\r\nContent-Type: application/octet-stream\r\n\r\n".encode())
        parts.append(content + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


@dataclass
class Server:
    """Gunicorn, without preload."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def visitor(self, role: str = "") -> Visitor:
        """Somebody who opens pages, signed in where a role is named."""
        visitor = Visitor(self.address)
        return visitor.sign_in(role) if role else visitor

    def kill(self) -> None:
        """SIGKILL to master and workers: nothing gets to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Installation:
    """One database, one warehouse, one set of keys."""

    folder: Path
    database: str
    warehouse: Path
    planted_ids: dict[str, Any] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    programs: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told; nothing of the tests' own settings."""
        inherited = {
            n: v for n, v in os.environ.items() if not n.startswith(("STOCKTAKE_", "DJANGO_"))
        }
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "served",
            "PYTHONPATH": os.pathsep.join((str(SOURCES), str(FOLDER))),
            "PATH": os.pathsep.join(path for path in (self.programs, inherited["PATH"]) if path),
            "STOCKTAKE_DATABASE_URL": self.database,
            "STOCKTAKE_WAREHOUSE": str(self.warehouse),
            "STOCKTAKE_TEST_MAILS": str(self.folder / "mails"),
            "STOCKTAKE_TEST_PLANS": str(FOLDER.parent / "plans" / "conftest.py"),
            **self.more,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin a command."""
        return subprocess.Popen(
            [sys.executable, "-m", "stocktake_web.manage", *arguments],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def command(self, *arguments: str, fails: bool = False) -> str:
        """Run a command; what it said."""
        process = self.start(*arguments)
        output, complaint = process.communicate()
        assert bool(process.returncode) == fails, output + complaint
        return complaint if fails else output

    def ask(self, code: str) -> Any:
        """The value of an expression, after the lines before it, inside the installation."""
        *lines, last = code.strip().splitlines()
        lines += ["import json as _json", f"print('\\n' + _json.dumps({last}, default=str))"]
        return json.loads(self.command("shell", "-v0", "-c", "\n".join(lines)).splitlines()[-1])

    def plant(self) -> dict[str, Any]:
        """Make the tables and a small place; the numbers of what was made."""
        self.command("migrate", "-v0")
        code = f"import runpy; runpy.run_path({str(FOLDER / 'planted.py')!r}, run_name='__main__')"
        ids: dict[str, Any] = json.loads(self.command("shell", "-v0", "-c", code).splitlines()[-1])
        return ids

    def rows(self, query: str) -> list[list[Any]]:
        """What the database holds, asked of it directly."""
        if self.database.startswith("sqlite"):
            with closing(
                sqlite3.connect(self.database.removeprefix("sqlite:///"))
            ) as database_file:
                return [list(row) for row in database_file.execute(query).fetchall()]
        with psycopg.connect(self.database) as connection:
            return [list(row) for row in connection.execute(query).fetchall()]

    @contextmanager
    def serve(self, *, workers: int = 1, threads: int = 8) -> Iterator[Server]:
        """A running server; whatever becomes of it, it is gone afterwards."""
        log = self.folder / f"server-{uuid.uuid4().hex[:8]}.log"
        command = [sys.executable, "-m", "gunicorn", "stocktake_web.wsgi:application"]
        command += ["--config", str(FOLDER / "stops_with_tests.py"), "--no-control-socket"]
        command += ["--bind", "127.0.0.1:0", "--worker-class", "gthread"]
        command += ["--workers", str(workers), "--threads", str(threads)]
        with log.open("wb") as file:
            process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        try:
            yield Server(_listens(process, log), process, log)
        finally:
            if process.poll() is None:
                # At once: what is under way has been answered.
                process.send_signal(signal.SIGQUIT)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            assert process.stdin is not None
            process.stdin.close()


def _listens(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        log_text = log.read_text(errors="replace")
        match = re.search(r"Listening at: (http://[\d.:]+)", log_text)
        if match:
            try:
                urllib.request.urlopen(match[1] + "/healthz", timeout=60).read()
            except urllib.error.HTTPError as error:
                raise AssertionError(log.read_text(errors="replace")) from error
            return match[1]
        assert process.poll() is None, log_text
        time.sleep(0.05)
    raise AssertionError(log_text)
