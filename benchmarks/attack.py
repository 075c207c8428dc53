"""How long it takes to attack a published table, against SciPy asked cell by cell, in one run.

Run: ``python benchmarks/attack.py``. All hidden cells of an invented authority's 4,908 must be
bounded within 5 seconds. SciPy solves two programmes for each cell from scratch: for all hidden
cells of the table of 330, and for some of the large one. The exit status is 1 where the limit is
missed, the bounds differ, or SciPy is not slower. Seconds are the processor's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from stocktake.disclosure import attack, build_problem, load_policy, primary_cells, protect

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "disclosure" / "oracles"))

POLICY = load_policy("stocktake_default")
LIMIT_SECONDS = 5.0
SAMPLE_SIZE = 4


def main() -> int:
    """Attack before and after further cells are hidden, compare, and say so."""
    from plain_attack import plain_bounds
    from tables_by_hand import hierarchy

    permission = True
    for shape, sample_size in (((5, 60, 4), None), ((8, 400, 11), SAMPLE_SIZE)):
        problem = build_problem([hierarchy(*shape, seed=1)])
        first = {item.cell for item in primary_cells(problem, POLICY)}
        for label, hidden_cells in (
            ("primary only", first),
            ("protected", protect(problem, POLICY, method="quick").hidden_cells),
        ):
            attack(problem, sorted(hidden_cells)[:1])  # loads the solver
            start = process_time()
            intervals = {item.cell: item for item in attack(problem, hidden_cells)}
            seconds = process_time() - start
            sample = sorted(hidden_cells)[:sample_size]
            start = process_time()
            plain = plain_bounds(problem, hidden_cells, target_cells=sample)
            plain_seconds = (process_time() - start) / len(sample) * len(hidden_cells)
            same = all(
                abs(intervals[name].low - low) < 1e-4 and abs(intervals[name].high - high) < 1e-4
                for name, (low, high) in plain.items()
            )
            exact_count = sum(item.exact for item in intervals.values())
            print(
                f"{len(problem.cells):>6,} cells, {label:<13}{len(hidden_cells):>6,} hidden "
                f"{exact_count:>4} known {seconds:>6.2f} s (limit {LIMIT_SECONDS:.0f} s); SciPy "
                f"{plain_seconds:>8.1f} s{' (from a few)' if sample_size else ''}, "
                f"ratio {plain_seconds / seconds:>8,.0f}; bounds {'agree' if same else 'DIFFER'}"
            )
            permission = (
                permission and same and seconds <= LIMIT_SECONDS and plain_seconds > seconds
            )
    print("as it should be" if permission else "NOT as it should be")
    return 0 if permission else 1


if __name__ == "__main__":
    sys.exit(main())
