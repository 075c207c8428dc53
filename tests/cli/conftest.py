"""The command line as tests call it, and a folder with the real files and a store of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# A module beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "sources" / "pupils"))

from cli_process import CommandResult, process  # noqa: E402
from invented_predictions import write_predictions  # noqa: E402
from invented_returns import A, write_tables  # noqa: E402
from invented_table import write_table  # noqa: E402
from school_desk import write_school_desk  # noqa: E402
from shared_folder import make_shared_folder  # noqa: E402
from which_files import FILES  # noqa: E402

from stocktake.cli.main import run  # noqa: E402

LAIT = ("bds_long_2025-12-02.parquet", "bds_long_2026-04-08.parquet")

Command = Callable[..., CommandResult]


@pytest.fixture
def stocktake(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    """Run a command in this process, in a folder of its own that holds no store."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> CommandResult:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return CommandResult(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def invented_desk(invented_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented files in it and a store that was loaded from them by command."""
    return own_copy_of_desk(invented_files, tmp_path_factory, "invented-desk")


@pytest.fixture(scope="session")
def real_desk(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real files in it and a store that was loaded from them by command."""
    return own_copy_of_desk(shared_data, tmp_path_factory, "real-desk")


@pytest.fixture(scope="session", params=FILES)
def desk(request: pytest.FixtureRequest) -> Path:
    """The folder with the invented files and, where they are here, that with the real ones."""
    folder: Path = request.getfixturevalue(f"{request.param}_desk")
    return folder


@pytest.fixture(scope="session")
def one_desk(request: pytest.FixtureRequest) -> Path:
    """The folder with the real files where they are here: for tests that take their time."""
    folder: Path = request.getfixturevalue(f"{FILES[-1]}_desk")
    return folder


def own_copy_of_desk(files: Path, factory: pytest.TempPathFactory, name: str) -> Path:
    """A process's own copy, since commands run and write there, of what is loaded only once."""
    laid_out = make_shared_folder(factory, name, lambda folder: lay_out(files, folder))
    return shutil.copytree(laid_out, factory.mktemp("desk"), dirs_exist_ok=True)


def lay_out(files: Path, folder: Path) -> Path:
    """Copy the files into a folder and load a store from them, each command a process."""
    for source in (files / "lait", files / "ees"):
        for path in source.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    dictionary = ("--dictionary", "lait_data_dictionary.csv")
    loads = [
        *(("lait", name, *dictionary, "--published", name[9:19]) for name in LAIT),
        ("neighbours", "sn_april_2021.xlsx", "--vintage", "2021"),
        ("neighbours", "sn_may_2025.xlsx", "--vintage", "2025"),
    ]
    loads += [("schools", *load) for load in write_school_desk(folder)]
    for load in loads:
        result = process("load", *load, folder=folder)
        if result.returncode:
            raise RuntimeError(result.stderr.decode())
    write_tables(folder / "returns")
    (folder / "upn.txt").write_text(A, encoding="utf-8")
    write_table(folder)
    write_predictions(folder, numbers=(137973, 139675))
    (folder / "absence.csv").write_text("LA number,Year,Rate\n890,2022/23,5.5\n", "utf-8")
    for command in (
        ("keys", "--out", "keys.toml"),
        ("load", "returns", "--store", "pupils", "--keys", "keys.toml"),
    ):
        result = process("pupils", *command, folder=folder)
        if result.returncode:
            raise RuntimeError(result.stderr.decode())
    arguments = ("--structure", "pupils.toml", "--register", "register", "--asked-by", "data-lead")
    day = ("--as-of", "2025-01-31", "--out", "released-before")
    result = process("disclose", "pupils.csv", *arguments, *day, folder=folder)
    if result.returncode:
        raise RuntimeError(result.stderr.decode())
    request = ("--name", "board-pupils", "--purpose", "for the board")
    result = process("register", "ask", "pupils.csv", *arguments, *request, folder=folder)
    if result.returncode:
        raise RuntimeError(result.stderr.decode())
    return folder


@pytest.fixture
def at_desk(desk: Path, stocktake: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in the folder that has published files and a store."""
    monkeypatch.chdir(desk)
    return stocktake
