"""What a browser may do with our pages."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.django_db


def test_nothing_from_elsewhere_and_nothing_written_into_the_page(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert directives["default-src"] == ["'none'"]
    assert (
        directives["script-src"]
        == directives["style-src"]
        == directives["form-action"]
        == ["'self'"]
    )
    assert (
        directives["frame-ancestors"]
        == directives["base-uri"]
        == directives["object-src"]
        == ["'none'"]
    )
    assert "unsafe" not in policy


def test_the_other_headers(client: Client) -> None:
    page = client.get("/")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in page["Permissions-Policy"]


def test_a_page_behind_the_sign_in_is_kept_nowhere(client_for: Callable[[str], Client]) -> None:
    page = client_for("secretary").get("/example-borough/dashboard/")
    assert page["Cache-Control"] == "private, no-store"


def test_a_page_is_sent_compressed_in_a_size_that_tells_nothing(client: Client) -> None:
    pages = [client.get("/", headers={"accept-encoding": "gzip"}) for _ in range(20)]
    plain = client.get("/").content
    assert all(page["Content-Encoding"] == "gzip" for page in pages)
    assert all(gzip.decompress(page.content).count(b"<h1") == 1 for page in pages)
    assert len({len(page.content) for page in pages}) > 1
    assert max(len(page.content) for page in pages) < len(plain)
    assert "Content-Encoding" not in client.get("/")


def test_no_page_names_another_site(area: Area, client: Client) -> None:
    for address in ("/", "/accounts/login/", "/accounts/password/reset/", "/nowhere/"):
        assert "://" not in client.get(address).content.decode()


def test_health_says_nothing_else(client: Client) -> None:
    page = client.get("/healthz")
    assert page.json() == {"status": "ok"}
    assert page["Cache-Control"] == "no-store"


def test_another_host_name_is_refused_and_no_fault_of_ours(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert b"not the address" in answer.content
