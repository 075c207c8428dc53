"""What an installation may set, and what a deployment must."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

import stocktake_web
from stocktake_web.boards.agenda.papers import LARGEST_BYTES
from stocktake_web.settings.environment import database, host_names, proxy_count

ROOT = Path(stocktake_web.__file__).parent

KEYS = {
    "STOCKTAKE_SECRET_KEY": "k7" * 30 + "Zq!9",
    "STOCKTAKE_AUDIT_KEY": "another long key",
    "STOCKTAKE_DATABASE_URL": "sqlite:///nowhere.sqlite3",
    "STOCKTAKE_HOSTS": "plan.example.org",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command with the settings of a deployment."""
    prefixes = ("STOCKTAKE_", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
    clean |= {"DJANGO_SETTINGS_MODULE": "stocktake_web.settings.production"} | environment
    clean["PYTHONPATH"] = str(ROOT.parent)
    return subprocess.run(
        [sys.executable, "-m", "stocktake_web.manage", *arguments],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("absent", ["STOCKTAKE_SECRET_KEY", "STOCKTAKE_AUDIT_KEY"])
def test_a_deployment_without_a_key_does_not_start(absent: str) -> None:
    variables = {name: value for name, value in KEYS.items() if name != absent}
    process = run("check", **variables)
    assert process.returncode != 0
    assert f"set {absent}" in process.stderr


@pytest.mark.slow
def test_djangos_own_checks_of_a_deployment_find_nothing() -> None:
    process = run("check", "--deploy", "--fail-level", "WARNING", **KEYS)
    assert process.returncode == 0, process.stderr


@pytest.mark.slow
def test_a_deployment_makes_no_demonstration() -> None:
    process = run(
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.STOCKTAKE_DEMO)",
        STOCKTAKE_DEMO="1",
        **KEYS,
    )
    assert process.stdout.strip().splitlines()[-1] == "False"


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "count"), [("1", 1), ("2", 2), ("yes", 1), ("0", 0), ("", 0)])
def test_a_deployment_says_how_many_proxies_stand_before_it(setting: str, count: int) -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.STOCKTAKE_TRUSTED_PROXY_COUNT, bool(s.SECURE_PROXY_SSL_HEADER))"
    )
    process = run("shell", "-v0", "-c", code, STOCKTAKE_BEHIND_PROXY=setting, **KEYS)
    assert process.stdout.strip().splitlines()[-1] == f"{count} {count > 0}"


def test_a_number_of_proxies_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKTAKE_BEHIND_PROXY", "nginx")
    with pytest.raises(
        ImproperlyConfigured, match="STOCKTAKE_BEHIND_PROXY must be the number of your proxies"
    ):
        proxy_count("STOCKTAKE_BEHIND_PROXY")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///stocktake.sqlite3", "stocktake.sqlite3"),
        ("sqlite:////var/lib/stocktake.sqlite3", "/var/lib/stocktake.sqlite3"),
        ("postgresql:///plan?host=/run/postgresql", "plan"),
    ],
)
def test_addresses_of_databases(address: str, name: str) -> None:
    assert database(address)["NAME"] == name


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="must begin with sqlite:/// or postgresql://"):
        database("mysql://host/name")


@pytest.mark.slow
def test_a_deployment_serves_its_assets_under_names_that_change_with_them(tmp_path: Path) -> None:
    process = run("collectstatic", "--noinput", "-v0", STOCKTAKE_STATIC=str(tmp_path), **KEYS)
    assert process.returncode == 0, process.stderr
    names = {path.name for path in (tmp_path / "stocktake").iterdir()}
    assert any(re.fullmatch(r"app\.[0-9a-f]{12}\.css", name) for name in names)
    assert any(re.fullmatch(r"app\.[0-9a-f]{12}\.css\.gz", name) for name in names)


@pytest.mark.slow
def test_the_style_sheet_is_small(tmp_path: Path) -> None:
    sheet = ROOT / "static" / "stocktake" / "app.css"
    assert sheet.exists(), "the pages' assets are not built: run make assets"
    assert len(gzip.compress(sheet.read_bytes())) < 60_000
    assert b"GDS Transport" not in sheet.read_bytes()
    assert b"@font-face" not in sheet.read_bytes()


def test_the_style_sheet_has_every_override_that_a_page_names() -> None:
    """Only those in use are taken from GOV.UK's; another would have no effect."""
    sheet = (ROOT / "static" / "stocktake" / "app.css").read_text(encoding="utf-8")
    style_names = set(re.findall(r"\.(govuk-\\!-[a-z0-9-]+)", sheet))
    sources = [*ROOT.glob("[!f]*/**/*.html"), *ROOT.glob("[!f]*/**/*.py"), *ROOT.glob("*.py")]
    page_names = {
        name
        for source in sources
        for name in re.findall(r"govuk-!-[a-z0-9-]+", source.read_text(encoding="utf-8"))
    }
    assert "govuk-!-margin-bottom-1" in page_names
    assert page_names <= {name.replace("\\", "") for name in style_names}


@pytest.mark.slow
def test_a_stray_variable_does_not_soften_a_deployment() -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.STOCKTAKE_LOCAL,"
        "s.AXES_ENABLED)"
    )
    stray = dict.fromkeys(("STOCKTAKE_DEBUG", "STOCKTAKE_LOCAL", "DEBUG", "DJANGO_DEBUG"), "1")
    process = run("shell", "-v0", "-c", code, **KEYS, **stray)
    assert process.stdout.strip().splitlines()[-1] == "False True True False True"


@pytest.mark.slow
def test_the_cookies_of_a_deployment_stay_with_one_host_and_out_of_reach_of_script() -> None:
    code = (
        "from django.conf import settings as s;"
        "print(*(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.STOCKTAKE_BROWSER_COOKIE,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        "s.CSRF_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS))"
    )
    *names, secure, for_forms, http_only, forms_http_only, seconds = (
        run("shell", "-v0", "-c", code, **KEYS).stdout.strip().splitlines()[-1].split()
    )
    assert [name.split("-")[0] for name in names] == ["__Host"] * 3
    assert {secure, for_forms, http_only, forms_http_only} == {"True"}
    assert int(seconds) == 365 * 24 * 60 * 60


@pytest.mark.slow
def test_a_server_refuses_the_settings_of_ones_own_machine() -> None:
    environment = dict(os.environ) | {
        "DJANGO_SETTINGS_MODULE": "stocktake_web.settings.local", "PYTHONPATH": str(ROOT.parent)
    }  # fmt: skip
    process = subprocess.run(
        [sys.executable, "-c", "import stocktake_web.wsgi"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode != 0
    assert "to serve others, unset it" in process.stderr


def test_a_host_that_stands_for_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKTAKE_HOSTS", "plan.example.org,*")
    with pytest.raises(ImproperlyConfigured, match="STOCKTAKE_HOSTS must list the names"):
        host_names("STOCKTAKE_HOSTS")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in access lists instead")
def test_databases_and_back_ups_are_for_their_owner_alone(tmp_path: Path) -> None:
    variables = KEYS | {"STOCKTAKE_DATABASE_URL": f"sqlite:///{tmp_path / 'place.sqlite3'}"}
    assert run("migrate", "-v0", **variables).returncode == 0
    process = run("backup", str(tmp_path / "copies"), **variables)
    assert process.returncode == 0, process.stderr
    open_to_others = [path.name for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_proxy_of_the_how_to_lets_through_what_forms_promise() -> None:
    text = (ROOT.parent.parent / "docs" / "how-to" / "host-it.md").read_text(encoding="utf-8")
    (size,) = re.findall(r"client_max_body_size (\d+)m;", text)
    # With room for the other fields of the form.
    assert int(size) * 1_000_000 >= LARGEST_BYTES * 1.1
