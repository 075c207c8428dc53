"""The planted coasting school of the invented borough is found, and no accurate one accused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def test_the_coasting_school_is_found_on_eighteen_of_twenty_seeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from school_coasting import judge_borough

    results = [judge_borough(seed) for seed in range(1, 21)]
    assert sum(result.is_found for result in results) >= 18
    # The rate that the method page states.
    assert sum(len(result.accused) for result in results) == 0
    assert sum(result.schools_count - 1 for result in results) == 140
    assert "school_coasting" in sys.modules
