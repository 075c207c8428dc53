"""How long forty data packs take as PDF, and as workbooks.

Run: ``python benchmarks/school_packs.py``. Forty packs of an invented school, each of four pages,
are written in two processes (limit: 20 s by the clock), then one after another. What a council does
today is a Word document merged and saved as PDF by hand: no other program is timed next to it.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from stocktake.publish import (
    SchoolPack,
    compose_school_pack,
    write_school_pack_pdf,
    write_school_pack_workbook,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "schools"))
from invented_profile import invented_profile  # noqa: E402

PACKS, PROCESSES, LIMIT_SECONDS = 40, 2, 20.0


def invented_pack(number: int) -> SchoolPack:
    """A pack whose words differ from every other's."""
    profile = invented_profile()
    school = profile.school.model_copy(update={"name": f"Example School {number}"})
    variant = profile.model_copy(update={"school": school})
    questions = [f"What variant since pack {number}?"] * 8
    return compose_school_pack(variant, place="Eastmere", questions=questions)


def write_pdf(number: int) -> int:
    """The size of a pack as PDF."""
    return len(write_school_pack_pdf(invented_pack(number)))


def main() -> int:
    """Print the times; 1 where the limit is missed."""
    start = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        sizes = list(pool.map(write_pdf, range(PACKS)))
    together = time.perf_counter() - start
    start = time.process_time()
    for number in range(PACKS):
        write_pdf(number)
    alone = time.process_time() - start
    start = time.process_time()
    for number in range(PACKS):
        write_school_pack_workbook(invented_pack(number))
    workbooks = time.process_time() - start
    print(
        f"{PACKS} packs as PDF in {PROCESSES} processes: {together:.1f} s (limit {LIMIT_SECONDS})"
    )
    print(f"  one after another, of the processor: {alone:.1f} s; {max(sizes) / 1000:.0f} kB each")
    print(f"  as workbooks: {workbooks:.1f} s; PDF / workbook {alone / workbooks:.2f}")
    return int(together > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
