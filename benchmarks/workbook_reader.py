"""How long the bounded reader takes compared with the fast reader, and what a return needs.

Run with ``python benchmarks/workbook_reader.py``. It makes an invented pupil table of 200,000 rows,
a return of 10,000 rows and the hostile workbooks of the tests in a temporary folder. Fails where
the reader takes more than 1.3 times as long as calamine alone, the return more than 3 seconds or
200 MB, or the refusal of a hostile workbook more than 2 seconds or 300 MB: processor time of a
whole program, its start and its own children included.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

PUPIL_ROWS, RETURN_ROWS = 200_000, 10_000
MOST_TIMES, MOST_SECONDS, MOST_MEGABYTES = 1.3, 3.0, 200
MOST_HOSTILE_SECONDS, MOST_HOSTILE_MEGABYTES = 2.0, 300
RUNS = 5
INVENTED_FILES = Path(__file__).parents[1] / "tests" / "invented_files"

USAGE = """
import resource
usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
seconds = sum(usage.ru_utime + usage.ru_stime for usage in usages)
print(seconds, max(usage.ru_maxrss for usage in usages) // 1024)
"""

RETURN = (
    """
import sys
from datetime import date
from pathlib import Path
from stocktake.sources.local_returns import read_local_return
reading = read_local_return(Path(sys.argv[1]), indicators=None, retrieved=date(2026, 11, 29))
assert reading.observations.height == int(sys.argv[2])
"""
    + USAGE
)

REFUSAL = (
    """
import sys
from pathlib import Path
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import InputError
path = Path(sys.argv[1])
try:
    book = open_workbook(path.read_bytes(), path.name, kinds=(".xlsx", ".xlsm", ".xls", ".ods"))
    book.read(book.sheet_names[0], may_be_large=True)
except InputError:
    pass
else:
    raise AssertionError("read")
"""
    + USAGE
)

WRITE_HOSTILE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from hostile_workbooks import HOSTILE
from hostile_xml import HOSTILE_XML
for number, (case, (name, make, _)) in enumerate({**HOSTILE, **HOSTILE_XML}.items()):
    folder = Path(sys.argv[1]) / f"{number:03} {case.replace('/', ' ')}"
    folder.mkdir()
    (folder / name).write_bytes(make())
"""
"""In a program of its own: on Linux a child counts the memory of the parent that started it."""


def write_pupils(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["upn", "urn", "year", "born", "sex", "ethnicity", "sen", "missed"])
        for row in range(1, PUPIL_ROWS + 1):
            birth_date = datetime(2010, 9, 1) + timedelta(days=row % 700)  # noqa: DTZ001
            sheet.write_row(row, 0, [f"A{row:012d}", 100_000 + row % 3_000, row % 12])
            sheet.write_datetime(row, 3, birth_date, day)
            sheet.write_row(row, 4, ["FM"[row % 2], "WBRI", "NEK"[row % 3], row % 50])


def write_return(path: Path) -> None:
    names = ["indicator", "date", "school_urn", "value", "cumulative", "schools_returned_count"]
    names += ["schools_expected_count", "source", "returned_by", "returned_on"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Returns")
        percent = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, names)
        for row in range(1, RETURN_ROWS + 1):
            sheet.write_string(row, 0, "local:share")
            sheet.write_datetime(row, 1, date(2025, 3, 31), day)
            sheet.write_string(row, 2, str(100_000 + row))
            sheet.write_number(row, 3, 0.5, percent)
            sheet.write_row(row, 4, ["no", 1, 1, "register", "head of year"])
            sheet.write_datetime(row, 9, date(2025, 4, 16), day)


def read_alone(path: Path) -> object:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(book.sheet_names[0]).to_python(skip_empty_area=False)


def read_bounded(path: Path) -> object:
    from stocktake.sources.workbook import open_workbook

    book = open_workbook(path.read_bytes(), path.name)
    return book.read(book.sheet_names[0], may_be_large=True).rows


def fastest(reads: Sequence[Callable[[Path], object]], path: Path) -> list[float]:
    """Processor seconds of the fastest of some runs of each, taken in turns."""
    seconds: list[list[float]] = [[] for _ in reads]
    for _ in range(RUNS):
        for read, times in zip(reads, seconds, strict=True):
            start = time.process_time()
            read(path)
            times.append(time.process_time() - start)
    return [min(times) for times in seconds]


def measure(program: str, *arguments: object) -> tuple[float, int]:
    """Processor seconds and megabytes of a program."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    seconds, megabytes = answer.split()
    return float(seconds), int(megabytes)


def refuse_hostile(folder: Path) -> bool:
    """Whether every hostile workbook is refused within the limits."""
    command = [sys.executable, "-c", WRITE_HOSTILE, str(folder), str(INVENTED_FILES)]
    subprocess.run(command, check=True)
    usages = {path.parent.name: measure(REFUSAL, path) for path in sorted(folder.glob("*/*"))}
    slowest = max(usages, key=lambda case: usages[case][0])
    largest = max(usages, key=lambda case: usages[case][1])
    seconds, megabytes = usages[slowest][0], usages[largest][1]
    print(
        f"{len(usages)} hostile workbooks: at most {seconds:.2f} s ({slowest[4:]}), "
        f"{megabytes} MB ({largest[4:]})"
    )
    return seconds <= MOST_HOSTILE_SECONDS and megabytes <= MOST_HOSTILE_MEGABYTES


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pupils, form, hostile = folder / "pupils.xlsx", folder / "return.xlsx", folder / "hostile"
        # The children first, before this program has grown.
        hostile.mkdir()
        is_refused = refuse_hostile(hostile)
        write_return(form)
        seconds, megabytes = measure(RETURN, form, RETURN_ROWS)
        print(f"return of {RETURN_ROWS:,} rows: {seconds:.2f} s, {megabytes} MB")
        write_pupils(pupils)
        alone, bounded = fastest([read_alone, read_bounded], pupils)
        print(
            f"{PUPIL_ROWS:,} pupils: {bounded:.2f} s, {bounded / alone:.2f} times the fast reader"
        )
    is_kept = seconds <= MOST_SECONDS and megabytes <= MOST_MEGABYTES
    return 0 if is_refused and is_kept and bounded <= MOST_TIMES * alone else 1


if __name__ == "__main__":
    sys.exit(main())
