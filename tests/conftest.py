"""What every test may ask for: the real published files, and a store that holds them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from stocktake.standards.places import place_register
from stocktake.statistics.store import Warehouse

settings.register_profile(
    "stocktake",
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("stocktake")

ROOT = Path(__file__).parent.parent
LAIT = "lait/bds_long_2026-04-08.parquet"
LAIT_BEFORE = "lait/bds_long_2025-12-02.parquet"
DICTIONARY = "lait/lait_data_dictionary.csv"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files; tests that read them skip where it is absent."""
    folder = Path(os.environ.get("STOCKTAKE_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(
            "the real published files are not here: set STOCKTAKE_TEST_DATA to their folder"
        )
    return folder


@pytest.fixture(scope="session")
def shared_reference(shared_data: Path) -> Path:
    """The folder of reference figures beside the real files."""
    folder = shared_data.parent / "reference"
    if not folder.is_dir():
        pytest.skip("the reference figures are not beside the real published files")
    return folder


@pytest.fixture(scope="session")
def real_warehouse(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A store that holds LAIT's release of April 2026 and both lists of neighbours."""
    from stocktake.sources.lait import read_lait
    from stocktake.sources.neighbours import read_neighbours

    register = place_register()
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"))
    loaded_at = datetime(2026, 4, 9, 12, tzinfo=UTC)
    warehouse.write(
        read_lait(
            shared_data / LAIT,
            shared_data / DICTIONARY,
            published=date(2026, 4, 8),
            retrieved=date(2026, 4, 9),
            register=register,
        ),
        loaded_at=loaded_at,
    )
    for vintage, name in ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx")):
        warehouse.write(
            read_neighbours(
                shared_data / "lait" / name,
                vintage=vintage,
                published=None,
                retrieved=date(2026, 4, 9),
                register=register,
            ),
            loaded_at=loaded_at,
        )
    return warehouse


@pytest.fixture(scope="session")
def borough() -> Any:
    """The pupils of the invented borough, made once for all tests of a process."""
    from stocktake.examples.pupils import invented_pupils

    return invented_pupils(1)


ALLOWED_SKIPS = (ROOT / "tests" / "allowed_skips.txt").read_text(encoding="utf-8").splitlines()
UNWANTED_SKIPS = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, so that no process waits for it at the end."""
    items.sort(key=lambda item: "journeys/test_every_page.py" not in item.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that is skipped for a reason nobody agreed to fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter and os.environ.get("CI") else []
    unwanted = []
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(allowed and allowed in reason for allowed in ALLOWED_SKIPS):
            unwanted.append(f"{report.nodeid}: {reason}")
    session.config.stash[UNWANTED_SKIPS] = unwanted
    if unwanted:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name the skips that failed the run."""
    for line in config.stash.get(UNWANTED_SKIPS, []):
        terminalreporter.write_line(f"skipped without leave: {line}")


BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium; one for all tests of a process, since Playwright allows no second."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed: install the system's package chromium")
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop of its own in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
