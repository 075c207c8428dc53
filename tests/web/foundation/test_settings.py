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
from stocktake_web.settings.environment import database

ROOT = Path(stocktake_web.__file__).parent

KEYS = {
    "STOCKTAKE_SECRET_KEY": "k7" * 30 + "Zq!9",
    "STOCKTAKE_AUDIT_KEY": "another long key",
    "STOCKTAKE_DATABASE_URL": "sqlite:///nowhere.sqlite3",
    "STOCKTAKE_HOSTS": "plan.example.org",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command with the settings of a deployment."""
    ours = ("STOCKTAKE_", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
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
    given = {name: value for name, value in KEYS.items() if name != absent}
    done = run("check", **given)
    assert done.returncode != 0
    assert f"set {absent}" in done.stderr


@pytest.mark.slow
def test_djangos_own_checks_of_a_deployment_find_nothing() -> None:
    done = run("check", "--deploy", "--fail-level", "WARNING", **KEYS)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_deployment_makes_no_demonstration() -> None:
    done = run(
        "shell",
        "-c",
        "from django.conf import settings as s; print(s.STOCKTAKE_DEMO)",
        STOCKTAKE_DEMO="1",
        **KEYS,
    )
    assert done.stdout.strip().splitlines()[-1] == "False"


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
    done = run("collectstatic", "--noinput", "-v0", STOCKTAKE_STATIC=str(tmp_path), **KEYS)
    assert done.returncode == 0, done.stderr
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
