"""What tests of schools may ask for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from stocktake_web.accounts.models import Area, School
from stocktake_web.services.school_profiles import StoredProfile, profile_path, profile_state

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "schools"))
sys.path.insert(0, str(Path(__file__).parents[2] / "invented_files"))
sys.path.insert(0, str(Path(__file__).parents[2] / "schools" / "improvement"))

from invented_profile import invented_profile
from school_rows import add_schools

collect_ignore = [
    "academy_rows.py",
    "concern_rows.py",
    "exchange_rows.py",
    "ledger_rows.py",
    "level_rows.py",
    "meeting_rows.py",
    "page_forms.py",
    "power_rows.py",
    "sample_parts.py",
    "samples.py",
    "school_rows.py",
    "statement_rows.py",
    "support_rows.py",
    "support_samples.py",
    "visit_rows.py",
    "visit_samples.py",
]


@pytest.fixture
def schools(area: Area) -> dict[str, School]:
    """A maintained school, two academies of two trusts, and one of which nothing is known."""
    return add_schools(area)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where files about schools are kept."""
    settings.STOCKTAKE_SCHOOL_PROFILES = str(tmp_path / "profiles")
    return tmp_path / "profiles"


@pytest.fixture
def store_profile(settings: Any, tmp_path: Path, area: Area) -> Callable[..., None]:
    """Keeps the invented profile as that of a school, as the command would."""
    settings.STOCKTAKE_SCHOOL_PROFILES = str(tmp_path / "profiles")

    def store_profile(school: School, /, *, state: str = "", **changes: Any) -> None:
        path = profile_path(area.slug, int(school.urn))
        assert path is not None
        path.parent.mkdir(parents=True, exist_ok=True)
        stored = StoredProfile(
            area=area.slug,
            state=state or profile_state(area),
            profile=invented_profile(asked_urn=int(school.urn), **changes),
        )
        path.write_text(stored.model_dump_json(), encoding="utf-8")

    return store_profile


@pytest.fixture
def emptied_afterwards(transactional_db: None) -> Iterator[None]:
    """Empties the tables that refuse it, so that a test with a running server leaves nothing."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [row for row in cursor.fetchall() if row[1].startswith("schools_")]
        with connection.constraint_checks_disabled():
            for name, *_ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            for table in {table for _, table, _ in triggers}:
                cursor.execute(f'DELETE FROM "{table}"')
            for _, _, sql in triggers:
                cursor.execute(sql)
