"""``stocktake register``: what was released, whether its proofs add up, and how to take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, OwnFolder

if TYPE_CHECKING:
    from stocktake.disclosure import Register

app = typer.Typer(
    help="List what was released, check its proofs, recall it.",
    epilog="Example: stocktake register verify register",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[
    Path, typer.Argument(metavar="REGISTER", help="The register's folder.", show_default=False)
]
SealKey = Annotated[
    Path | None,
    typer.Option(
        "--seal-key", metavar="FILE", help="Opens the register's figures; else its own key."
    ),
]


@app.command("list", epilog="Example: stocktake register list register")
def list_releases(register: Folder, seal_key: SealKey = None) -> None:
    """List what was released, in order."""
    from stocktake.cli.terminal import show, table

    records = open_register(register, seal_key).records()
    if not records:
        typer.echo(f"No releases in {register}.")
        return
    listing = table(["Release", "Hidden", "Of", "Recalled"], right=["Hidden", "Of"], fold="Release")
    for record in records:
        recall_date = record.recall.as_of.isoformat() if record.recall else ""
        listing.add_row(
            record.id, f"{record.hidden_count:,}", f"{record.cells_count:,}", recall_date
        )
    show(listing)


@app.command(epilog="Example: stocktake register verify register")
def verify(register: Folder, seal_key: SealKey = None, definitions: OwnFolder = None) -> None:
    """Add up every proof that the register keeps."""
    from stocktake.cli.terminal import paragraph, show
    from stocktake.disclosure import load_policies, verify_register

    policies = load_policies(params.own_folder(definitions))
    verifications = verify_register(open_register(register, seal_key), policies)
    for item in verifications:
        releases = "release" if len(item.releases) == 1 else "linked releases"
        words = (
            f"{item.releases[-1]}: {len(item.releases):,} {releases}; {item.tables_count:,} other "
            f"tables add up and answer {item.questions_count:,} questions for every attacker"
        )
        exempt = f", {item.exempt_count:,} of which nothing is claimed" if item.exempt_count else ""
        show(paragraph(f"{words}{exempt}."))
    if not verifications:
        show(paragraph("No release here keeps proofs."))


@app.command(
    epilog="Example: stocktake register recall register pupils/2025-01-31 "
    '--reason "wrong year" --asked-by data-lead'
)
def recall(
    register: Folder,
    release: Annotated[
        str, typer.Argument(metavar="RELEASE", help="Its id, or enough of it.", show_default=False)
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why, in words.")],
    asked_by: Annotated[
        str, typer.Option("--asked-by", metavar="ROLE", help="A role or account, no name.")
    ],
    warehouse: Annotated[
        Path | None,
        typer.Option("--warehouse", metavar="DIR", help="Withdraw its figures from there too."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Take a release back; a later one may then correct it."""
    from stocktake.cli.terminal import paragraph, show
    from stocktake.statistics.disclosed import recall_disclosed
    from stocktake.statistics.store import Warehouse

    own_register = open_register(register, None)
    release_id = _one_release(own_register, release)
    recall_disclosed(
        own_register,
        release_id,
        reason=reason,
        by=asked_by,
        as_of=as_of or params.today(),
        warehouse=None if warehouse is None else Warehouse(warehouse),
    )
    typer.echo(f"Recalled: {release_id}")
    show(paragraph("What was published stays known. Release the table again to correct it."))


def _one_release(register: Register, name: str) -> str:
    """The id of a release, from enough of it."""
    ids = [record.id for record in register.records() if name in record.id]
    return ids[0] if len(ids) == 1 else register.get(name).id


def open_register(folder: Path, seal_key: Path | None) -> Register:
    """The register of a folder, with the key of a file where there is one."""
    from stocktake.disclosure import Register

    return Register(folder, key=None if seal_key is None else read_key(seal_key))


def read_key(path: Path) -> bytes:
    """The key in a file."""
    from stocktake.sources.reading import cannot_open

    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise cannot_open(path, error) from None
