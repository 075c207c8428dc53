"""Every verdict twice: the library's judge against the second one, on plans that hold everything.

Run by `make judge-twice`. It prints how many verdicts were compared, the differences by kind and
fields with one example each, and ends with 1 where any is not among the accepted ones.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "targets" / "oracles"))

from mass_plans import PLACES, ROUNDS, make_plan  # noqa: E402
from second_judge import FIELDS, judge_plan, read_evidence  # noqa: E402
from two_judges import (  # noqa: E402
    ACCEPTED,
    AS_OF,
    FirstJudge,
    accepted_reason,
    differences,
    load_warehouse,
)

# The last round's targets are also judged as of a past year, for the first places.
PAST_YEAR, PLACES_IN_THE_PAST = "202324", 2


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("STOCKTAKE_TEST_DATA", ROOT.parent / "shared" / "data")),
        help="folder of the published files",
    )
    parser.add_argument("--places", nargs="+", default=list(PLACES), help="ids of places")
    parser.add_argument("--rounds", nargs="+", type=int, default=list(ROUNDS))
    parser.add_argument("--as-of", type=date.fromisoformat, default=AS_OF)
    parser.add_argument("--examples", type=int, default=1, help="examples of each difference")
    return parser.parse_args()


def main() -> int:
    """Judge all plans by both and report."""
    options = read_options()
    if not options.data.is_dir():
        print(f"{options.data}: the published files are not here; name their folder with --data")
        return 2
    evidence = read_evidence(options.data)
    runs = [(place, number, None) for place in options.places for number in options.rounds]
    runs += [
        (place, max(options.rounds), PAST_YEAR) for place in options.places[:PLACES_IN_THE_PAST]
    ]
    comparisons, accepted = 0, Counter[str]()
    groups: dict[tuple[Any, ...], list[str]] = {}
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        first_judge = FirstJudge(load_warehouse(options.data, Path(folder, "w")), Path(folder))
        for place, number, at in runs:
            plan = make_plan(evidence, place, number)
            first = first_judge.answers(plan, as_of=options.as_of, at=at)
            second = judge_plan(evidence, plan, as_of=options.as_of, at=at)
            comparisons += len(second)
            targets = {target["id"]: target for target in plan["target"]}
            for one, second_row, fields in differences(first, second):
                target = targets[second_row["id"]]
                reason = accepted_reason(evidence, plan, target, one, second_row)
                if reason:
                    accepted[reason] += 1
                    continue
                key = (second_row["kind"], one["status"], second_row["status"], fields)
                groups.setdefault(key, []).append(describe(place, at, target, one, second_row))
            print(f"{place}, round {number}{', at ' + at if at else ''}: {len(second)} verdicts")
        crashes = first_judge.crashes
    report(comparisons, time.monotonic() - began, accepted, groups, crashes, options.examples)
    return 1 if groups else 0


def describe(
    place: str,
    at: str | None,
    target: dict[str, Any],
    one: dict[str, Any],
    second_row: dict[str, Any],
) -> str:
    """One difference with the promise, to try it again by hand."""
    promise = {key: target[key] for key in target if key not in ("id", "title", "priority")}
    return "\n".join(
        [
            f"    {place}{' at ' + at if at else ''}: {json.dumps(promise)}",
            f"      library: {[one[field] for field in FIELDS]}",
            f"      second:  {[second_row[field] for field in FIELDS]}",
        ]
    )


def report(
    verdict_count: int,
    seconds: float,
    accepted: Counter[str],
    groups: dict[tuple[Any, ...], list[str]],
    crashes: dict[tuple[str, str | None], str],
    examples: int,
) -> None:
    """Print counts, accepted differences, and the others by kind and fields."""
    differing = sum(map(len, groups.values()))
    print(f"{verdict_count:,} verdicts compared in {seconds:.0f} s on {', '.join(FIELDS)}")
    for reason in ACCEPTED:
        print(f"{accepted[reason]:7,} accepted: {reason}")
    print(f"{differing:7,} other differences")
    for key, rows in sorted(groups.items(), key=lambda item: -len(item[1])):
        kind, status, second_status, fields = key
        print(f"{len(rows):7,} {kind}: {status} / {second_status}; {', '.join(fields)}")
        print("\n".join(rows[:examples]))
    if crashes:
        (indicator, _), message = next(iter(crashes.items()))
        print(f"The library could not judge {len(crashes)} indicators; {indicator}: {message}")


if __name__ == "__main__":
    sys.exit(main())
