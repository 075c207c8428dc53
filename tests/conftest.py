"""What every test may ask for: the real published files, and a store that holds them."""

from __future__ import annotations

import os
import shutil
import sys
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
DICTIONARY = "lait/lait_data_dictionary.csv"
LISTS = ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx"))

# What writes the invented files lies beside the tests and is no package of ours.
sys.path.insert(0, str(Path(__file__).parent / "invented_files"))

from shared_folder import make_shared_folder  # noqa: E402
from skip_rules import skip_faults  # noqa: E402
from which_files import FILES, REAL_FILES  # noqa: E402


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files; tests of what they hold skip where it is absent."""
    if not REAL_FILES.is_dir():
        pytest.skip(
            "the real published files are not here: set STOCKTAKE_TEST_DATA to their folder"
        )
    return REAL_FILES


@pytest.fixture(scope="session")
def shared_reference(shared_data: Path) -> Path:
    """The folder of reference figures beside the real files."""
    folder = shared_data.parent / "reference"
    if not folder.is_dir():
        pytest.skip("the reference figures are not beside the real published files")
    return folder


@pytest.fixture(scope="session")
def invented_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of invented files with the names, layouts and quirks of the published ones."""
    from write_files import write_invented_files

    return make_shared_folder(tmp_path_factory, "invented-files", write_invented_files)


@pytest.fixture(scope="session")
def invented_warehouse(invented_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A store that holds the later invented release and both lists of neighbours."""
    return shared_warehouse(invented_files, tmp_path_factory, "invented-warehouse")


@pytest.fixture(scope="session")
def real_warehouse(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A store that holds LAIT's release of April 2026 and both lists of neighbours."""
    return shared_warehouse(shared_data, tmp_path_factory, "real-warehouse")


@pytest.fixture(scope="session", params=FILES)
def published_files(request: pytest.FixtureRequest) -> Path:
    """The invented files and, where they are here, the real ones: for tests of behaviour."""
    name = "shared_data" if request.param == "real" else "invented_files"
    folder: Path = request.getfixturevalue(name)
    return folder


@pytest.fixture(scope="session", params=FILES)
def published_warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """The store of the invented files and, where they are here, of the real ones."""
    warehouse: Warehouse = request.getfixturevalue(f"{request.param}_warehouse")
    return warehouse


def shared_warehouse(files: Path, factory: pytest.TempPathFactory, name: str) -> Warehouse:
    """A store that is loaded once for all processes of the run, none of which adds to it."""
    return Warehouse(make_shared_folder(factory, name, lambda folder: load_lait(files, folder)))


def load_lait(files: Path, folder: Path) -> Warehouse:
    """Load the release of April 2026 and both lists of neighbours into a new store."""
    from stocktake.sources.lait import read_lait
    from stocktake.sources.neighbours import read_neighbours

    register = place_register()
    warehouse = Warehouse(folder)
    loaded_at = datetime(2026, 4, 9, 12, tzinfo=UTC)
    warehouse.write(
        read_lait(
            files / LAIT,
            files / DICTIONARY,
            published=date(2026, 4, 8),
            retrieved=date(2026, 4, 9),
            register=register,
        ),
        loaded_at=loaded_at,
    )
    for vintage, name in LISTS:
        warehouse.write(
            read_neighbours(
                files / "lait" / name,
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


@pytest.fixture(scope="session")
def country_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country, written once: plan, definitions, warehouse and local returns."""
    from stocktake.examples.country import invented_country, write_country

    def write(folder: Path) -> None:
        write_country(invented_country(1), folder)

    return make_shared_folder(tmp_path_factory, "invented-country", write)


SKIP_FAULTS = pytest.StashKey[list[str]]()


MARKS = {
    "chromium": pytest.mark.browser,
    "spark": pytest.mark.spark,
    "postgresql_folder": pytest.mark.postgresql,
    # A store loaded by command from all published files, which takes ten seconds.
    **dict.fromkeys(("desk", "one_desk", "invented_desk", "real_desk"), pytest.mark.slow),
}
"""The mark of every test that asks for a fixture, so that no test has to repeat it."""

SLOW_EXAMPLES = {
    "stocktake.examples.country.invented_country",
    "stocktake.examples.country.write_country",
    "stocktake.examples.pupils.absence_by_need.release_absence_by_need",
    "stocktake.examples.pupils.borough.invented_pupils",
    "stocktake.examples.schools.files.invented_schools",
}
"""Examples of docstrings that invent a whole country or borough."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by fixture, and begin with the longest test, so that no process waits for it."""
    for item in items:
        for name in set(MARKS) & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKS[name])
        if item.name in SLOW_EXAMPLES:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: "journeys/test_every_page.py" not in item.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skip that nobody agreed to fails the run, and so do too many without real files."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI"):
        return
    faults = skip_faults(
        reporter.stats, whole=is_whole_run(session.config), real=REAL_FILES.is_dir()
    )
    session.config.stash[SKIP_FAULTS] = faults
    if faults:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name the skips that failed the run."""
    for line in config.stash.get(SKIP_FAULTS, []):
        terminalreporter.write_line(line)


def is_whole_run(config: pytest.Config) -> bool:
    """Whether every test was asked for: no path, word, mark or folder narrows the run."""
    narrowed = (config.getoption(name) for name in ("keyword", "markexpr", "ignore", "deselect"))
    return config.args_source == pytest.Config.ArgsSource.TESTPATHS and not any(narrowed)


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
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser_path is None:
        pytest.skip("no Chromium is installed: install the system's package chromium")
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop of its own in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
