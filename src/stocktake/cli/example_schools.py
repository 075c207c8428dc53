"""``stocktake example schools``: the published files of an invented country's schools."""

from __future__ import annotations

from pathlib import Path

import typer


def write_example_schools(seed: int, out: Path) -> None:
    """Write the files, and a warehouse and definitions of places with which to look at them.

    Raises
    ------
    ModuleNotFoundError
        The extra for pupils is not installed.
    """
    from stocktake.examples.country import write_places
    from stocktake.examples.schools import invented_schools, load_schools, write_schools
    from stocktake.statistics.store import Warehouse

    schools = invented_schools(seed)
    files, warehouse = out / "sources", out / "warehouse"
    write_schools(schools, files)
    write_places(seed, out)
    load_schools(schools, files, Warehouse(warehouse))
    typer.echo(
        f"Written: {files}: {len(schools.files)} files of {schools.roster.table.height:,} schools, "
        f"none of them real; look at one with: stocktake schools profile 900033 --warehouse "
        f"{warehouse} --definitions {out / 'definitions'}"
    )
