"""A run in CI fails on a skip that nobody agreed to, and on many without the published files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from skip_rules import skip_faults

ALLOWED = ("test_a.py", 1, "Skipped: the real published files are not here: set X to their folder")
UNKNOWN = ("test_a.py", 1, "Skipped: no time today")


def outcomes(skipped_count: int, passed_count: int, reason: Any = ALLOWED) -> dict[str, list[Any]]:
    report = SimpleNamespace(nodeid="test_a.py::test_one", longrepr=reason)
    return {"skipped": [report] * skipped_count, "passed": [object()] * passed_count}


def test_a_skip_for_a_reason_that_is_not_listed_is_named() -> None:
    assert skip_faults(outcomes(1, 99, UNKNOWN), whole=False, real=True) == [
        "skipped without leave: test_a.py::test_one: Skipped: no time today"
    ]


def test_one_in_twenty_may_be_skipped_without_the_real_files() -> None:
    assert skip_faults(outcomes(5, 95), whole=True, real=False) == []


def test_more_than_one_in_twenty_fails_and_says_what_to_do() -> None:
    assert skip_faults(outcomes(6, 94), whole=True, real=False) == [
        "6 of 100 tests were skipped without the real published files (6.0%); at most 5% may be: "
        "let a test of behaviour use the fixtures published_files or published_warehouse, which "
        "run it on invented files too"
    ]


def test_a_program_that_is_not_installed_is_no_absent_file() -> None:
    java = ("test_a.py", 1, "Skipped: no Java is installed: Spark needs a Java runtime")
    assert skip_faults(outcomes(20, 80, java), whole=True, real=False) == []


@pytest.mark.parametrize(("whole", "real"), [(False, False), (True, True), (False, True)])
def test_the_share_counts_in_a_whole_run_without_real_files_alone(whole: bool, real: bool) -> None:
    assert skip_faults(outcomes(6, 94), whole=whole, real=real) == []
