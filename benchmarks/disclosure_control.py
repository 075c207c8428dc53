"""How long it takes to protect a table, how much it hides, and how near that is to the least.

Run: ``python benchmarks/disclosure_control.py``. Invented authorities of 330 and of 4,908 cells
must be protected within 1 and 60 seconds, against outsiders and against schools that know their
own figures, and each result is attacked. Next to it runs the cutting-plane loop as one would write
it with SciPy, every programme from scratch, against outsiders only. Seconds are the processor's,
all on one core, so that a busy machine does not decide. The exit status is 1 where a limit is
missed, a cell is pinned, or more than a tenth above the least weight is hidden.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from stocktake.disclosure import Problem, Protection, attack, build_problem, load_policy, protect

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "disclosure" / "oracles"))

POLICY = load_policy("stocktake_default")
SMALL, LARGE = (5, 60, 4), (8, 400, 11)
SMALL_SECONDS, LARGE_SECONDS = 1.0, 60.0
NEAR = 1.10


def main() -> int:
    """Protect, attack, compare, and say so."""
    from cut_sketch import sketch
    from tables_by_hand import hierarchy

    permission = True
    build_and_protect(build_problem([hierarchy(2, 6, 3, seed=1)]))  # loads the solver
    for shape, limit in ((SMALL, SMALL_SECONDS), (LARGE, LARGE_SECONDS)):
        for publisher in ("", "place"):
            problem = build_problem([hierarchy(*shape, seed=1, publisher=publisher)])
            protection, seconds = build_and_protect(problem)
            pinned_count = pinned_cells(problem, protection)
            audience = "schools too" if publisher else "outsiders"
            print(
                f"{len(problem.cells):>6,} cells, against {audience:<12}"
                f"{len(protection.primary):>6,} primary {len(protection.secondary):>5,} further"
                f"{protection.questions_count:>8,} proofs {seconds:>7.2f} s (limit {limit:.0f} s)"
                f"{pinned_count:>3} pinned"
            )
            permission = permission and seconds <= limit and pinned_count == 0
    problem = build_problem([hierarchy(*SMALL, seed=1)])
    start = process_time()
    least, weight = sketch(problem, POLICY)
    plain_seconds = process_time() - start
    quick = protect(problem, POLICY, method="quick")
    protection, seconds = build_and_protect(problem)
    print(
        f"least weight {weight:.1f} with {len(least)} further cells, by SciPy in "
        f"{plain_seconds:.2f} s; ours {protection.weight:.1f} with {len(protection.secondary)} in "
        f"{seconds:.2f} s (ratio {plain_seconds / seconds:.1f}); quick alone {quick.weight:.1f} "
        f"with {len(quick.secondary)}"
    )
    permission = permission and weight - 1e-6 <= protection.weight <= NEAR * weight
    print("as it should be" if permission else "NOT as it should be")
    return 0 if permission else 1


def build_and_protect(problem: Problem) -> tuple[Protection, float]:
    start = process_time()
    return protect(problem, POLICY), process_time() - start


def pinned_cells(problem: Problem, protection: Protection) -> int:
    primary = {item.cell for item in protection.primary}
    return sum(
        item.exact or (item.cell in primary and (item.low > 0 or item.high < POLICY.threshold))
        for item in attack(problem, protection.hidden_cells)
    )


if __name__ == "__main__":
    sys.exit(main())
