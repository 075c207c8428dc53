"""Which skipped tests fail a run in CI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ALLOWED = (Path(__file__).parents[1] / "allowed_skips.txt").read_text(encoding="utf-8").splitlines()
MOST_SKIPPED_PERCENT = 5
FILES_ABSENT = "the real published files"
OUTCOMES = ("passed", "failed", "skipped", "xfailed", "xpassed", "error")


def skip_faults(stats: Mapping[str, Sequence[Any]], *, whole: bool, real: bool) -> list[str]:
    """What is wrong with the skips of a run.

    A skip must have a reason on the list of those that are allowed. A whole run without the real
    published files may skip few tests: what needs only files of that shape runs on invented ones.
    """
    faults = []
    absent = 0
    for report in stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        absent += FILES_ABSENT in reason
        if not any(allowed and allowed in reason for allowed in ALLOWED):
            faults.append(f"skipped without leave: {report.nodeid}: {reason}")
    count = sum(len(stats.get(outcome, [])) for outcome in OUTCOMES)
    if whole and not real and absent * 100 > count * MOST_SKIPPED_PERCENT:
        faults.append(
            f"{absent} of {count} tests were skipped without the real published files "
            f"({100 * absent / count:.1f}%); at most {MOST_SKIPPED_PERCENT}% may be: let a test "
            "of behaviour use the fixtures published_files or published_warehouse, which run it "
            "on invented files too"
        )
    return faults
