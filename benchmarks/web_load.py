"""How quickly pages come on the day of a board: the real releases, both databases, two processes.

Run: ``python benchmarks/web_load.py [DATA] [--seconds 60]``, where DATA holds the folder ``lait``
(by default what ``STOCKTAKE_TEST_DATA`` says, or ``../shared/data``). Blackpool has its published
plan, its public account and an invented year of its board. Gunicorn starts without preload with
two workers; another process is 20 readers who each ask every five seconds (eight board members,
four who deliver the plan, four who explore, four of the public), each time for another page about
another thing; then four who ask without a pause. The limits for the 20 are, of the server's time,
30 ms (median) and 100 ms (95th percentile); 60 kB for a page with the style and the script of all
pages, compressed; 400 MB for a worker. The exit status is 1 where one is missed.

The server's time is that of the processor in the worker, which what others do on the machine does
not lengthen. The time in the worker by the clock, which holds the wait for the database and for the
machine too, is stated with the load of the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from board_day.readers import PAGES, Reader, every_page, kind_of, readers_of
from board_day.serving import (
    WORKERS,
    Server,
    environment,
    load_releases,
    postgresql,
    run_server,
)

import stocktake_web

READERS, PAUSE_SECONDS, BUSY_READERS = 20, 5.0, 4
MEDIAN_MS, P95_MS, PAGE_KB, WORKER_MB = 30.0, 100.0, 60.0, 400.0
SLUG = "blackpool"
DATA = os.environ.get("STOCKTAKE_TEST_DATA", "../shared/data")
BOARD_DAY = Path(__file__).parent / "board_day"
ASSETS = Path(stocktake_web.__file__).parent / "static" / "stocktake"
ROUNDS = 4


def main() -> int:
    """Measure on SQLite, then on PostgreSQL."""
    parser = argparse.ArgumentParser(description="How quickly pages come on the day of a board.")
    parser.add_argument("data", nargs="?", default=DATA, type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="of reading, for each database")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="load"))
    medians, good = {}, True
    try:
        load_releases(options.data / "lait", folder / "warehouse")
        with postgresql() as address:
            for name, url in (
                ("SQLite", f"sqlite:///{folder}/stocktake.sqlite3"),
                ("PostgreSQL", address),
            ):
                medians[name], within_limits = measure(name, url, folder, options.seconds)
                good &= within_limits
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ratio = medians["PostgreSQL"] / medians["SQLite"]
    print(f"median, PostgreSQL / SQLite {ratio:>8.2f}")
    return 0 if good else 1


def measure(name: str, database: str, folder: Path, seconds: float) -> tuple[float, bool]:
    """Serve on one database, read, and say what was found: the median, and whether all is kept."""
    settings = environment(database, folder / "warehouse")
    manage = [sys.executable, "-m", "stocktake_web.manage"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=settings, check=True)
    filling = subprocess.run(
        [sys.executable, str(BOARD_DAY / "place.py")],
        env=settings,
        check=True,
        stdout=subprocess.PIPE,
    )
    prepare = [*manage, "prepare_explorer"]
    subprocess.run(prepare, env=settings, check=True, stdout=subprocess.DEVNULL)
    with run_server(settings, folder) as server:
        place = describe_place(server, json.loads(filling.stdout))
        first = warm(server, place)
        logged_before = len(server.answers())
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        calm = reading(server, place, READERS, PAUSE_SECONDS, seconds)
        inside = [
            one for one in server.answers()[logged_before:] if one.path.startswith(f"/{SLUG}/")
        ]
        busy = reading(server, place, BUSY_READERS, 0.0, seconds / 3)
        memory = server.worker_megabytes()
    times = [one.cpu_milliseconds for one in inside]
    clock = [one.milliseconds for one in inside]
    outside = [page["milliseconds"] for page in calm["found"]]
    largest = max(calm["found"] + busy["found"], key=lambda page: page["kilobytes"])
    weight = largest["kilobytes"] + assets_kilobytes()
    slowest = max(inside, key=lambda one: one.cpu_milliseconds)
    failures = calm["failed"] + busy["failed"]
    print(f"{name} (load of the machine before reading: {load:.1f})")
    print(f"  {READERS} readers, a page each every {PAUSE_SECONDS:.0f} s: {len(outside)} pages")
    print(f"  of the processor, median {median(times):>6.1f} ms  (limit {MEDIAN_MS:.0f})")
    print(f"    95th percentile      {p95(times):>8.1f} ms  (limit {P95_MS:.0f})")
    print(f"    slowest              {slowest.cpu_milliseconds:>8.1f} ms  {slowest.path}")
    for kind in PAGES:
        of = [one.cpu_milliseconds for one in inside if kind_of(one.path, SLUG) == kind]
        print(f"    {kind:<12} median  {median(of):>8.1f} ms, 95th {p95(of):.1f} ms, {len(of)}")
    print(f"  in the worker by clock {median(clock):>8.1f} ms, 95th {p95(clock):.1f} ms")
    print(f"  as a reader waits      {median(outside):>8.1f} ms, 95th {p95(outside):.1f} ms")
    print(f"  first page of a worker {first:>8.0f} ms  (not among the above)")
    print(f"  largest page           {weight:>8.1f} kB  (limit {PAGE_KB:.0f})  {largest['path']}")
    rate = len(busy["found"]) / (seconds / 3)
    print(f"  without a pause        {rate:>8.1f} pages a second ({BUSY_READERS} readers)")
    memory_text = (
        "not known here" if memory is None else f"{memory:>8.0f} MB  (limit {WORKER_MB:.0f})"
    )
    print(f"  largest worker         {memory_text}")
    print(f"  failed                 {len(failures):>8}  {' '.join(failures[:3])}", flush=True)
    good = (
        median(times) <= MEDIAN_MS
        and p95(times) <= P95_MS
        and weight <= PAGE_KB
        and not failures
        and (memory is None or memory <= WORKER_MB)
    )
    return median(times), good


def describe_place(server: Server, installation: Mapping[str, Any]) -> dict[str, Any]:
    """What there is to read, with the explorer's indicators and authorities."""
    anyone = Reader(server.port, SLUG)
    indicators = json.loads(anyone.ask(f"/api/v1/{SLUG}/indicators")[0])
    places = json.loads(anyone.ask(f"/api/v1/{SLUG}/places")[0])
    return {
        **installation,
        "slug": SLUG,
        "indicators": [indicator["indicator"] for indicator in indicators],
        "places": [
            row["place"]
            for row in places
            if row["geographic_level"] == "Local authority" and not row["ends"]
        ],
    }


def warm(server: Server, place: Mapping[str, Any]) -> float:
    """Let each worker meet each page before the clock runs; the slowest first page, in ms."""
    people = dict(readers_of(server.port, place, len(PAGES) + 1))
    for _ in range(ROUNDS * WORKERS):
        for kind, reader in people.items():
            for path in every_page(place, kind):
                reader.ask(path)
    return max(one.milliseconds for one in server.answers() if one.path.startswith(f"/{SLUG}/"))


def assets_kilobytes() -> float:
    """The style and the script that every page loads, compressed."""
    sheets = (ASSETS / name for name in ("app.css", "app.js"))
    return sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) / 1000


def reading(
    server: Server, place: Mapping[str, Any], count: int, pause: float, seconds: float
) -> dict[str, Any]:
    """Let another process read; what it found."""
    request = {
        "port": server.port,
        "place": place,
        "count": count,
        "pause": pause,
        "seconds": seconds,
    }
    process = subprocess.run(
        [sys.executable, str(BOARD_DAY / "readers.py")],
        input=json.dumps(request),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    # The last reader may still appear in the server's log.
    time.sleep(0.5)
    return dict(json.loads(process.stdout))


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[18]


if __name__ == "__main__":
    sys.exit(main())
