"""How long a person waits: whole processes, compared with an interpreter that does nothing.

Run it with the real published files to time the judgement on all authorities too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

DATA = Path(os.environ.get("STOCKTAKE_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
RUNS = 7
LIMITS_SECONDS = {"--help": 0.4, "judge, figures carried": 1.0, "judge, all authorities": 1.0}
HEAVY = ("pandas", "altair", "django", "splink")


def median_seconds(command: list[str]) -> float:
    """The median of several runs of a whole process, after one that warms the caches."""
    seconds = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def load_all(folder: Path) -> None:
    """A store that holds LAIT and both lists of neighbours."""
    from stocktake import Warehouse, read_lait, read_neighbours

    warehouse, lait = Warehouse(folder), DATA / "lait"
    day, loaded_at = date(2026, 4, 9), datetime(2026, 4, 9, tzinfo=UTC)
    readings = [
        read_lait(
            lait / "bds_long_2026-04-08.parquet",
            lait / "lait_data_dictionary.csv",
            published=date(2026, 4, 8),
            retrieved=day,
        ),
        *(
            read_neighbours(lait / name, vintage=vintage, published=None, retrieved=day)
            for vintage, name in ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx"))
        ),
    ]
    for reading in readings:
        warehouse.write(reading, loaded_at=loaded_at)


def main() -> None:
    """Print the medians, their ratio to an idle interpreter, and what an import brings in."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    stocktake = [sys.executable, "-m", "stocktake"]
    idle = median_seconds([sys.executable, "-c", "pass"])
    judge = [*stocktake, "judge", "blackpool", "--at", "202021", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        nowhere = str(Path(folder) / "nowhere")
        commands = {
            "--help": [*stocktake, "--help"],
            "judge, figures carried": [*judge, "--warehouse", nowhere],
        }
        if DATA.is_dir():
            store = Path(folder) / "warehouse"
            load_all(store)
            commands["judge, all authorities"] = [*judge, "--warehouse", str(store)]
        late = []
        for name, command in commands.items():
            seconds = median_seconds(command)
            late += [name] if seconds > LIMITS_SECONDS[name] else []
            print(
                f"{name}: {seconds:.2f} s (limit {LIMITS_SECONDS[name]} s), "
                f"{seconds / idle:.0f} times an idle interpreter ({idle:.3f} s)"
            )
    import_check = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import stocktake, sys; print(set({HEAVY}) & sys.modules.keys() or str())",
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    print(f"import stocktake brings in: {import_check.stdout.strip() or 'nothing heavy'}")
    if late:
        sys.exit(f"over the limit: {', '.join(late)}")


main()
