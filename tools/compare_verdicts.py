"""List how the code under test differs from verdicts that were stored before.

    python tools/compare_verdicts.py stored.parquet

The file holds, per verdict, the plan's head and the target as JSON next to the six fields. Each
difference gets exactly one of the reasons below; one that fits none is printed, and the script
then ends with 1. `--make FILE` stores the verdicts of the code under test instead.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "targets" / "oracles"))

from mass_plans import FIVE_AUTHORITIES, ROUNDS, make_plan  # noqa: E402
from second_judge import FIELDS, Evidence, read_evidence  # noqa: E402
from second_judge.answers import make_case  # noqa: E402
from second_judge.kinds import Case, gap_of  # noqa: E402
from second_judge.lait_file import last_day, six_digits, year_of  # noqa: E402
from two_judges import AS_OF, FirstJudge, differences, load_warehouse  # noqa: E402

SCHEMA = {
    "id": pl.String,
    "kind": pl.String,
    "status": pl.String,
    "value": pl.Float64,
    "rank": pl.Int64,
    "n": pl.Int64,
    "required": pl.Float64,
    "reason": pl.String,
    "plan": pl.String,
    "target": pl.String,
}
REASONS = ("refused promise", "gap sign", "due date", "other sign fault")
# A fault of before that has no place among the four reasons: a series named `lait:...` was looked
# up by academic year though it counts in another kind of year. Counted where it is asked for.
KIND_OF_YEAR = "kind of year"
DECIDED_STATUSES = {"met", "not_met", "cannot_tell"}
WAITING = {"not_yet_due", "on_track", "off_track", "awaiting_figures"}


def find_reason(
    evidence: Evidence,
    plan: dict[str, Any],
    target: dict[str, Any],
    before: dict[str, Any],
    after: dict[str, Any],
) -> str | None:
    """The one reason for a difference; the first that fits, in the order of ``REASONS``."""
    case = make_case(evidence, plan, target, sets_of(plan))
    if after["reason"] == "promise_fault":
        return "refused promise"
    if is_gap_sign(evidence, case, before):
        return "gap sign"
    if is_due_date(evidence, case, before, after):
        return "due date"
    if is_other_sign(evidence, case, before, after):
        return "other sign fault"
    own_name = target["indicator"].startswith("lait:")
    return KIND_OF_YEAR if own_name and case.indicator.kind != "Academic year" else None


def is_gap_sign(evidence: Evidence, case: Case, before: dict[str, Any]) -> bool:
    """Whether a gap was to be closed that the place did not have.

    A lead had to be kept in part, at the end (a level below zero) or on the way there.
    """
    if case.target["kind"] != "gap_closed" or case.baseline is None or before["required"] is None:
        return False
    gap = gap_of(evidence, case, case.baseline)
    on_the_way = before["status"] in ("on_track", "off_track")
    return gap is not None and gap <= 0 and (before["required"] < 0 or on_the_way)


def is_due_date(
    evidence: Evidence, case: Case, before: dict[str, Any], after: dict[str, Any]
) -> bool:
    """Whether a target was answered before its period had ended, or its figure was out.

    A figure that was out on the day must still be judged: one that is no longer is no matter of
    dates.
    """
    due = year_of(case.target["due"])
    if before["status"] not in DECIDED_STATUSES or due > year_of(academic_year_of(AS_OF)):
        return False
    if last_day(case.indicator.kind, due) > AS_OF:
        return True
    return after["status"] in WAITING and evidence.value(case.indicator, case.place, due) is None


def is_other_sign(
    evidence: Evidence, case: Case, before: dict[str, Any], after: dict[str, Any]
) -> bool:
    """Whether the side of a trajectory was taken from the indicator, not from the promise.

    Also what a special year does to a figure that is to be low, the lead that a relation had to
    keep, and a share of a figure below zero, which was taken in the wrong direction.
    """
    target, better = case.target, case.indicator.better
    statuses = {before["status"], after["status"]}
    upwards = target.get("comparison") in ("at_least", "above")
    is_turned = target["kind"] == "level" and better != ("higher" if upwards else "lower")
    if is_turned and {before["reason"], after["reason"]} == {"not_comparable", None}:
        return bool(before["value"] == after["value"])
    if statuses == {"on_track", "off_track"} and before["value"] == after["value"]:
        return target["kind"] == "relation" or is_turned
    if target["kind"] == "change" and case.baseline is not None:
        start = evidence.value(case.indicator, case.place, case.baseline)
        return start is not None and start < 0
    return False


def academic_year_of(day: date) -> str:
    """The academic year of a day in six digits."""
    return six_digits(day.year + (day.month > 8))


def sets_of(plan: dict[str, Any]) -> dict[str, list[str]]:
    """The plan's own sets of places."""
    return {row["id"]: row["places"] for row in plan.get("comparator_set", [])}


def make_rows(first_judge: FirstJudge, plans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The verdicts on plans, each with what is needed to judge it again."""
    rows = []
    for plan in plans:
        head = json.dumps({key: plan[key] for key in plan if key != "target"})
        for target, answer in zip(plan["target"], first_judge.answers(plan), strict=True):
            rows.append(answer | {"plan": head, "target": json.dumps(target)})
        print(f"{plan['id']}: {len(plan['target'])} verdicts")
    return rows


def read_plans(stored: pl.DataFrame) -> list[dict[str, Any]]:
    """The plans that a file of verdicts was made from."""
    return [
        json.loads(head) | {"target": [json.loads(target) for target in rows["target"]]}
        for (head,), rows in stored.group_by("plan", maintain_order=True)
    ]


def main() -> int:
    """Store verdicts, or compare with those stored."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("stored", type=Path)
    parser.add_argument("--make", action="store_true", help="store, do not compare")
    parser.add_argument("--kind-of-year", action="store_true", help="count that fault as a reason")
    parser.add_argument("--examples", type=int, default=20, help="unlisted differences to print")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("STOCKTAKE_TEST_DATA", ROOT.parent / "shared" / "data")),
    )
    options = parser.parse_args()
    evidence = read_evidence(options.data)
    with tempfile.TemporaryDirectory() as folder:
        first_judge = FirstJudge(load_warehouse(options.data, Path(folder, "w")), Path(folder))
        if options.make:
            plans = [make_plan(evidence, p, number) for p in FIVE_AUTHORITIES for number in ROUNDS]
            rows = make_rows(first_judge, plans)
            judged_rows = [row for row in rows if row["status"] != "crash"]
            pl.DataFrame(judged_rows, schema=SCHEMA).write_parquet(options.stored)
            print(
                f"{len(judged_rows):,} verdicts stored, "
                f"{len(rows) - len(judged_rows):,} could not be judged"
            )
            return 0
        reasons = REASONS + ((KIND_OF_YEAR,) if options.kind_of_year else ())
        stored = pl.read_parquet(options.stored)
        return compare(evidence, first_judge, stored, reasons, options.examples)


def compare(
    evidence: Evidence,
    first_judge: FirstJudge,
    stored: pl.DataFrame,
    series: tuple[str, ...],
    examples: int,
) -> int:
    """Judge the stored plans again and give every difference its reason."""
    plans = read_plans(stored)
    rows = make_rows(first_judge, plans)
    reasons = Counter[str | None]()
    unlisted = []
    order = [
        row for _, part in stored.group_by("plan", maintain_order=True) for row in part.to_dicts()
    ]
    for before, after, fields in differences(order, rows):
        target = json.loads(before["target"])
        reason = find_reason(evidence, json.loads(before["plan"]), target, before, after)
        if reason in series:
            reasons[reason] += 1
        else:
            unlisted.append((before, after, fields))
    print(f"{len(rows):,} verdicts compared")
    for name in series:
        print(f"{reasons[name]:7,} differ: {name}")
    print(f"{len(unlisted):7,} differ: unlisted")
    for before, after, fields in unlisted[:examples]:
        print(f"  {', '.join(fields)}: {before['target']} ({json.loads(before['plan'])['id']})")
        print(f"    before: {[before[field] for field in FIELDS]}")
        print(f"    after:  {[after[field] for field in FIELDS]}")
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main())
