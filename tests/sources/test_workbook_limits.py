"""Hostile workbooks: each is refused by a process that could not outgrow its limits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_workbooks import HOSTILE
from hostile_xml import HOSTILE_XML

CASES = {**HOSTILE, **HOSTILE_XML}
MEGABYTES = 300
HANG_SECONDS = 60
"""Far above the two seconds that the benchmark holds it to, since a test must not race."""

PROGRAM = """
import json, sys
from pathlib import Path
try:
    import resource
    limit = int(sys.argv[2]) * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
except ImportError:
    pass
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import InputError
path = Path(sys.argv[1])
try:
    book = open_workbook(path.read_bytes(), path.name, kinds=(".xlsx", ".xlsm", ".xls", ".ods"))
    book.read(book.sheet_names[0], may_be_large=True)
    faults = None
except InputError as error:
    faults = [str(fault) for fault in error.faults]
print(json.dumps({"faults": faults, "has_polars": "polars" in sys.modules}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_hostile_workbook_is_refused_within_limits(tmp_path: Path, case: str) -> None:
    name, make, message = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), str(MEGABYTES)],
        capture_output=True,
        timeout=HANG_SECONDS,
        check=True,
    )
    assert json.loads(process.stdout) == {"faults": [f"{name}: {message}"], "has_polars": False}
