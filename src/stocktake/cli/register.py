"""``stocktake register``: tables that wait for a second person, and what has been let out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, OwnFolder
from stocktake.cli.register_options import By, Reason, RegisterOption, SealKey, SealOption
from stocktake.cli.release_queue import add_queue_commands

if TYPE_CHECKING:
    from stocktake.disclosure import Register

app = typer.Typer(
    help="Let a second person decide what leaves, and see what has left.",
    epilog="Example: stocktake register waiting --register register",
    no_args_is_help=True,
    rich_markup_mode=None,
)
add_queue_commands(app)


@app.command("list", epilog="Example: stocktake register list --register register")
def list_releases(register: RegisterOption, seal: SealOption = None) -> None:
    """List what has been let out, and what was recalled."""
    from stocktake.cli.released_files import open_register
    from stocktake.cli.terminal import show, table

    records = open_register(register, seal).records()
    if not records:
        typer.echo(f"Nothing has been released into {register}.")
        return
    listing = table(["Release", "Asked by", "Let out by", "Hidden", "Recalled"], right=["Hidden"])
    for record in records:
        recall = record.recall
        listing.add_row(
            record.id,
            record.requested_by,
            record.approved_by or "nobody asked",
            f"{record.hidden_count:,} of {record.cells_count:,}",
            recall.as_of.isoformat() if recall else "",
        )
    show(listing)


@app.command(epilog="Example: stocktake register verify --register register")
def verify(
    register: RegisterOption,
    seal: SealOption = None,
    seal_key: SealKey = None,
    definitions: OwnFolder = None,
) -> None:
    """Add up every proof that the register keeps."""
    from stocktake.cli.released_files import open_register
    from stocktake.cli.terminal import paragraph, show
    from stocktake.disclosure import load_policies, verify_register

    policies = load_policies(params.own_folder(definitions))
    verifications = verify_register(open_register(register, seal, seal_key), policies)
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
    epilog="Example: stocktake register recall pupils/2025-01-31 --register register "
    '--by data-lead --reason "the wrong year was counted"'
)
def recall(
    release: Annotated[
        str, typer.Argument(metavar="RELEASE", help="Its id, or enough of it.", show_default=False)
    ],
    register: RegisterOption,
    by: By,
    reason: Reason,
    warehouse: Annotated[
        Path | None,
        typer.Option("--warehouse", metavar="DIR", help="Withdraw its figures from there too."),
    ] = None,
    seal: SealOption = None,
    as_of: AsOf = None,
) -> None:
    """Take a release back; a later one may then correct it."""
    from stocktake.cli.released_files import open_register
    from stocktake.cli.terminal import paragraph, show
    from stocktake.statistics.disclosed import recall_disclosed
    from stocktake.statistics.store import Warehouse

    own_register = open_register(register, seal)
    release_id = _one_release(own_register, release)
    recall_disclosed(
        own_register,
        release_id,
        reason=reason,
        by=by,
        as_of=as_of or params.today(),
        warehouse=None if warehouse is None else Warehouse(warehouse),
    )
    typer.echo(f"Recalled: {release_id}")
    show(paragraph("What was published stays known. Release the table again to correct it."))


@app.command(
    epilog="Example: stocktake register seal --register register --seal seal.json "
    '--by data-lead --reason "the first seal"'
)
def seal(
    register: RegisterOption,
    seal: Annotated[Path, typer.Option("--seal", metavar="FILE", help="Where it is kept.")],
    by: By,
    reason: Reason,
    as_of: AsOf = None,
) -> None:
    """Take a register as it is for right, and seal it from now on."""
    from stocktake.disclosure.register_seal import SealFile, accept_state

    accepted = accept_state(register, SealFile(seal), reason, by, as_of or params.today())
    typer.echo(f"Sealed. Releases in it: {accepted.releases_count}")


def _one_release(register: Register, name: str) -> str:
    """The id of a release, from enough of it."""
    ids = [record.id for record in register.records() if name in record.id]
    return ids[0] if len(ids) == 1 else register.get(name).id
