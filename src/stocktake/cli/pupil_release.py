"""``stocktake pupils release``: from pupil records to a released table, in one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, Force, OwnFolder
from stocktake.cli.pupils import Keys, StoreOption, open_store


def release(
    measure: Annotated[
        str, typer.Argument(metavar="MEASURE", help="Such as absence; a wrong name lists them.")
    ],
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help="The academic year: 202324.")],
    place: Annotated[str, typer.Option("--place", metavar="PLACE", help="Whose pupils these are.")],
    store: StoreOption,
    keys: Keys,
    register: Annotated[
        Path, typer.Option("--register", metavar="DIR", help="The register of releases.")
    ],
    asked_by: Annotated[
        str, typer.Option("--asked-by", metavar="ROLE", help="A role or account, no name.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="GROUP", help="school_urn, sex, ward ...; may be repeated."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Relations, synonyms and what is chance."),
    ] = None,
    policy: Annotated[
        str, typer.Option("--policy", metavar="ID", help="The rules.")
    ] = "stocktake_default",
    name: Annotated[
        str | None, typer.Option("--name", help="What the table is called; else by what it holds.")
    ] = None,
    warehouse: Annotated[
        Path | None,
        typer.Option("--warehouse", metavar="DIR", help="Keep it as figures there too."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="The register's key, for rules that round."),
    ] = None,
    as_of: AsOf = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Measure pupils by groups and release the table, or say why not.

    The measure knows what adds up in its table, so that no structure is written by hand.
    """
    from stocktake.cli.releasing import ReleaseRequest, release_table
    from stocktake.pupils.tables import table_from_store
    from stocktake.sources.structured import read_answers

    groups = by or []
    request = ReleaseRequest(
        name=name or "-by-".join([measure, *groups]).replace("_", "-").lower(),
        register=register,
        asked_by=asked_by,
        out=out,
        policy=policy,
        warehouse=warehouse,
        key=key,
        as_of=as_of or params.today(),
        definitions=definitions,
        force=force,
    )
    request.paths()
    made_table = table_from_store(
        open_store(store, keys),
        measure,
        year=year,
        by=groups,
        place=place,
        own_folder=params.own_folder(definitions),
    )
    structure = made_table.structure
    if answers is not None:
        structure = read_answers(answers, structure)
    release_table(made_table.aggregate, structure, request)
