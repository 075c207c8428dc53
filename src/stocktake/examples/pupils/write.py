"""Writes the borough's pupils: CSV files, Parquet for the marks, and the truth next to them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import tomli_w

from stocktake.examples.pupils.borough import Borough
from stocktake.examples.pupils.truth import register_key
from stocktake.standards.errors import Fault, StoreError


def write_borough(borough: Borough, folder: Path) -> None:
    """Write a borough's pupils into a folder; the same borough makes the same bytes.

    Each table as ``<table>.csv``, ``marks/<year>.parquet``,
    ``programme_registers/<programme>.csv``, ``truth.toml``, and who the rows of the registers are
    in ``truth/programme_registers/``.

    Parameters
    ----------
    borough : Borough
    folder : Path
        Made where it does not exist; files of the same names are replaced.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in borough.tables.items():
            _csv(frame, folder / f"{name}.csv")
        typed_dir, true = folder / "programme_registers", folder / "truth" / "programme_registers"
        for place in (typed_dir, true):
            place.mkdir(parents=True, exist_ok=True)
        for name, register in borough.registers.items():
            _csv(register.rows, typed_dir / f"{name}.csv")
            _csv(register_key(register, borough.upn.to_numpy()), true / f"{name}.csv")
        (folder / "truth.toml").write_bytes(tomli_w.dumps(borough.truth).encode("utf-8"))
        (folder / "marks").mkdir(exist_ok=True)
        for time_period in borough.marked_years:
            _marks(borough, time_period, folder / "marks" / f"{time_period}.parquet")
    except OSError as error:
        fault = Fault(
            str(folder),
            error.strerror or type(error).__name__,
            "a folder with room to write in",
            "name another folder",
        )
        raise StoreError("the invented pupils cannot be written", [fault]) from None


def _csv(frame: pl.DataFrame, path: Path) -> None:
    frame_to_write = frame.with_columns(
        pl.when(pl.col(name)).then(pl.lit("Y")).otherwise(pl.lit("N")).alias(name)
        for name, kind in frame.schema.items()
        if kind == pl.Boolean
    )
    frame_to_write.write_csv(path, line_terminator="\n")


def _marks(borough: Borough, time_period: str, path: Path) -> None:
    pl.concat(borough.marks(time_period)).write_parquet(
        path, compression="zstd", compression_level=3, statistics=True, row_group_size=1_000_000
    )
