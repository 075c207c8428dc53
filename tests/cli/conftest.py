"""The command line as tests call it, and a folder with the real files and a store of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# A module beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "sources" / "pupils"))

from cli_process import Ended, process  # noqa: E402
from invented_returns import A, write_tables  # noqa: E402
from invented_table import write_table  # noqa: E402

from stocktake.cli.main import run  # noqa: E402

LAIT = ("bds_long_2025-12-02.parquet", "bds_long_2026-04-08.parquet")

Command = Callable[..., Ended]


@pytest.fixture
def stocktake(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    """Run a command in this process, in a folder of its own that holds no store."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Ended:
        code = run([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def desk(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real files in it and a store that was loaded from them by command."""
    folder = tmp_path_factory.mktemp("desk")
    for source in (shared_data / "lait", shared_data / "ees"):
        for path in source.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    dictionary = ("--dictionary", "lait_data_dictionary.csv")
    loads = [
        *(("lait", name, *dictionary, "--published", name[9:19]) for name in LAIT),
        ("neighbours", "sn_april_2021.xlsx", "--vintage", "2021"),
        ("neighbours", "sn_may_2025.xlsx", "--vintage", "2025"),
    ]
    for load in loads:
        ended = process("load", *load, folder=folder)
        if ended.returncode:
            raise RuntimeError(ended.stderr.decode())
    write_tables(folder / "returns")
    (folder / "upn.txt").write_text(A, encoding="utf-8")
    write_table(folder)
    for command in (
        ("keys", "--out", "keys.toml"),
        ("load", "returns", "--store", "pupils", "--keys", "keys.toml"),
    ):
        ended = process("pupils", *command, folder=folder)
        if ended.returncode:
            raise RuntimeError(ended.stderr.decode())
    return folder


@pytest.fixture
def at_desk(desk: Path, stocktake: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in the folder that has the real files and a store."""
    monkeypatch.chdir(desk)
    return stocktake
