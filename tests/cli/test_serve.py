"""``serve``: a judged plan on this computer, and nothing else."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_process import command, environment

from stocktake.cli.server import Page, address_of, listen

PAGES = {
    "/": Page("text/html; charset=utf-8", lambda: b"<h1>Report</h1>"),
    "/judgement.json": Page("application/json", lambda: b"{}"),
    "/report.pdf": Page("application/pdf", lambda: bytes(1 // 0)),
}


@pytest.fixture
def server() -> Iterator[tuple[str, int]]:
    with listen(PAGES, host="127.0.0.1", port=0) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield listening.server_address[:2]
        listening.shutdown()
        thread.join()


def ask(
    server: tuple[str, int], path: str, *, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*server, timeout=30)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    response = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return response


def test_a_page_is_served_with_its_type(server: tuple[str, int]) -> None:
    code, headers, body = ask(server, "/?from=link")
    assert (code, body) == (200, b"<h1>Report</h1>")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/src/", "/report", "/%2e%2e/"])
def test_nothing_else_is_served(path: str, server: tuple[str, int]) -> None:
    code, _, body = ask(server, path)
    assert code == 404
    assert body == b"There is no such page. The report is at /\n"


def test_head_gives_the_size_alone(server: tuple[str, int]) -> None:
    code, headers, body = ask(server, "/", method="HEAD")
    assert (code, headers["Content-Length"], body) == (200, "15", b"")


def test_nothing_can_be_sent_to_it(server: tuple[str, int]) -> None:
    assert ask(server, "/", method="POST")[0] == 501


def test_a_foreign_name_for_this_computer_is_turned_away(server: tuple[str, int]) -> None:
    assert ask(server, "/", host="board.example.org")[0] == 421
    for name in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert ask(server, "/", host=name)[0] == 200


def test_a_page_that_cannot_be_made_does_not_end_the_server(
    server: tuple[str, int], capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask(server, "/report.pdf")[0] == 500
    assert ask(server, "/")[0] == 200


def test_a_port_that_is_taken_is_said(stocktake) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        result = stocktake("serve", "--at", "202021", "--port", port)
    assert (result.code, result.out) == (2, "")
    assert "choose another with --port, or 0 for any" in " ".join(result.err.split())


def test_the_address_is_a_link(server: tuple[str, int]) -> None:
    with listen(PAGES, host="127.0.0.1", port=0) as listening:
        port = listening.server_address[1]
        assert address_of(listening) == f"http://127.0.0.1:{port}/"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_the_whole_journey_until_ctrl_c(tmp_path: Path) -> None:
    """The example of the help text, on a port of its own."""
    server_process = subprocess.Popen(
        command("serve", "blackpool", "--at", "202021", "--port", "0"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        first = server_process.stdout.readline()
        assert first.startswith("Blackpool Opportunity Area 2017-20: http://127.0.0.1:"), (
            server_process.stderr.read()
        )
        server = ("127.0.0.1", int(first.strip().rstrip("/").rpartition(":")[2]))
        code, _, page = ask(server, "/")
        assert code == 200
        assert "Not met" in page.decode("utf-8")
        assert b"<script" not in page
        judgement = json.loads(ask(server, "/judgement.json")[2])
        assert judgement["contract"].startswith("stocktake-judgement/")
        assert ask(server, "/report.pdf")[2].startswith(b"%PDF-")
        assert ask(server, "/report.xlsx")[2].startswith(b"PK")
        server_process.send_signal(signal.SIGINT)
        _, err = server_process.communicate(timeout=60)
        assert server_process.returncode == 0
        assert "Traceback" not in err
        assert err.splitlines()[-1] == "Ended."
    finally:
        server_process.kill()
        server_process.wait()
