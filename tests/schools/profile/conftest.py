"""Invented schools for what is worked by hand, and all published tables of real ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from invented_schools import AS_OF, invented_data  # noqa: E402
from published_tables import load_published_tables  # noqa: E402
from shared_folder import make_shared_folder  # noqa: E402

from stocktake.schools import SchoolProfiles, held_school_data  # noqa: E402
from stocktake.statistics import Warehouse  # noqa: E402


@pytest.fixture(scope="session")
def invented_profiles() -> SchoolProfiles:
    """Forty invented secondary schools, and a few that are special."""
    return SchoolProfiles(invented_data(), as_of=AS_OF)


@pytest.fixture(scope="session")
def school_warehouse(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of every published table about schools, loaded once for all processes."""
    return make_shared_folder(
        tmp_path_factory, "school-tables", lambda folder: load_published_tables(shared_data, folder)
    )


@pytest.fixture(scope="session")
def england(school_warehouse: Path) -> SchoolProfiles:
    """Every school in England, from all published files."""
    data = held_school_data(Warehouse(school_warehouse), as_of=AS_OF)
    return SchoolProfiles(data, as_of=AS_OF)
