"""What a fresh interpreter loads: asking for help must not cost a data frame library."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_process import environment

import stocktake

HEAVY = {
    "pandas",
    "numpy",
    "altair",
    "django",
    "splink",
    "polars",
    "pydantic",
    "vl_convert",
    "typst",
}


def list_modules(code: str) -> set[str]:
    """The packages that a fresh interpreter holds after running some code."""
    code = f"import sys\n{code}\nprint(*{{n.partition('.')[0] for n in sys.modules}}, sep='\\n')"
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_importing_stocktake_loads_nothing_heavy() -> None:
    assert not HEAVY & list_modules("import stocktake")


@pytest.mark.slow
def test_importing_every_public_name_loads_neither_pandas_nor_charts_nor_the_web() -> None:
    modules = list_modules("from stocktake import *")
    assert "polars" in modules
    assert not {"pandas", "altair", "vl_convert", "django", "splink", "typst"} & modules


def test_asking_for_help_loads_nothing_heavy() -> None:
    assert not (HEAVY | {"rich"}) & list_modules(
        "from stocktake.cli.main import run; run(['--help'])"
    )


@pytest.mark.slow
def test_judging_to_json_loads_no_charts_and_no_tables_for_terminals() -> None:
    judge = "run(['judge', 'blackpool', '--format', 'json', '--warehouse', 'none'])"
    modules = list_modules(f"from stocktake.cli.main import run; {judge}")
    assert not {"pandas", "altair", "vl_convert", "django", "rich"} & modules


@pytest.mark.parametrize("name", stocktake.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(stocktake, name) is not None
    assert name in dir(stocktake)


def test_an_unknown_name_is_said_as_python_says_it() -> None:
    with pytest.raises(AttributeError, match="module 'stocktake' has no attribute 'jduge'"):
        stocktake.jduge  # noqa: B018
