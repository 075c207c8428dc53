"""A small web server for a handful of finished pages: nothing listed, nothing else served."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Lock
from urllib.parse import urlsplit

from stocktake.standards.errors import Fault, UsageError

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    """A page that is made when it is first asked for, once.

    Parameters
    ----------
    kind : str
        Its media type.
    make : callable
        Makes its bytes.
    """

    _lock = Lock()  # one for all pages: what draws charts and documents is made for one at a time

    def __init__(self, kind: str, make: Callable[[], bytes]) -> None:
        self.kind = kind
        self._make = make
        self._documents: bytes | None = None

    def content(self) -> bytes:
        """The bytes."""
        with Page._lock:
            if self._documents is None:
                self._documents = self._make()
            return self._documents


class _Handler(BaseHTTPRequestHandler):
    pages: Mapping[str, Page]
    server_version = "Stocktake"
    sys_version = ""

    def do_GET(self) -> None:  # noqa: N802
        self._answer(with_body=True)

    def do_HEAD(self) -> None:  # noqa: N802
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        page = self.pages.get(urlsplit(self.path).path)
        if not self._asked_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"", with_body=with_body)
        elif page is None:
            body = b"There is no such page. The report is at /\n"
            self._send(HTTPStatus.NOT_FOUND, "text/plain", body, with_body=with_body)
        else:
            try:
                body = page.content()
            except Exception:
                code, words = HTTPStatus.INTERNAL_SERVER_ERROR, b"This page could not be made.\n"
                self._send(code, "text/plain", words, with_body=with_body)
                raise
            self._send(HTTPStatus.OK, page.kind, body, with_body=with_body)

    def _asked_for_us(self) -> bool:
        """Whether the request names this computer: a page elsewhere cannot read a board's figures.

        Without this, a foreign site that resolves its own name to 127.0.0.1 could.
        """
        if not _loopback(self.connection.getsockname()[0]):
            return True
        host_name = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        return host_name == "localhost" or _loopback(host_name)

    def _send(self, code: HTTPStatus, kind: str, body: bytes, *, with_body: bool) -> None:
        self.send_response(code)
        for name, value in {**HEADERS, "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: the terminal stays readable."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows two servers could otherwise share a port, each getting some of the requests.
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no fault."""
        if not isinstance(sys.exception() if hasattr(sys, "exception") else None, OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def listen(pages: Mapping[str, Page], *, host: str, port: int) -> ThreadingHTTPServer:
    """A server that listens but does not answer yet.

    Raises
    ------
    UsageError
        The port is taken, or the host is no address of this computer.
    """
    handler = type("Handler", (_Handler,), {"pages": dict(pages)})
    try:
        return _Server((host, port), handler)
    except OSError as error:
        fault = Fault(
            f"{host}:{port}",
            error.strerror or "cannot be listened to",
            "a free port of this computer",
            "choose another with --port, or 0 for any",
        )
        raise UsageError("cannot serve", [fault]) from None


def address_of(server: ThreadingHTTPServer) -> str:
    """Where a browser finds it."""
    host, port = server.server_address[:2]
    return f"http://{host!s}:{port}/"


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
