"""``stocktake register ask``, ``waiting``, ``show``, ``approve``, ``refuse``: tables that wait."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import AsOf, Force, OwnFolder
from stocktake.cli.register_options import By, KeyOption, Reason, RegisterOption, SealOption

if TYPE_CHECKING:
    from stocktake.disclosure.queue import ReleaseQueue, Request

RequestId = Annotated[
    str, typer.Argument(metavar="REQUEST", help="Its id, or enough of it.", show_default=False)
]


def ask(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="True figures: CSV or Parquet.")],
    structure: Annotated[
        Path, typer.Option("--structure", metavar="FILE", help="What adds up to what.")
    ],
    register: RegisterOption,
    asked_by: Annotated[
        str, typer.Option("--asked-by", metavar="ROLE", help="A role or account, no name.")
    ],
    purpose: Annotated[str, typer.Option("--purpose", metavar="WORDS", help="What it is for.")],
    policy: Annotated[
        str, typer.Option("--policy", metavar="ID", help="The rules.")
    ] = "stocktake_default",
    name: Annotated[
        str | None, typer.Option("--name", help="What the table is called; else its file's name.")
    ] = None,
    seal: SealOption = None,
    key: KeyOption = None,
    as_of: AsOf = None,
    definitions: OwnFolder = None,
) -> None:
    """Put a table into the queue, and see what would leave."""
    from stocktake.sources.structured import read_structure, read_structured

    shape = read_structure(structure)
    request = _queue(register, seal, definitions, key).ask(
        read_structured(table, shape).frame,
        shape,
        policy,
        asked_by,
        as_of or params.today(),
        name=name or table.stem.lower().replace("_", "-").replace(" ", "-"),
        purpose=purpose,
    )
    typer.echo(f"Waiting: {request.id}")
    _show_checks(request)


def waiting(register: RegisterOption, seal: SealOption = None) -> None:
    """List the tables that nobody has decided."""
    from stocktake.cli.terminal import show, table

    requests = _queue(register, seal).waiting()
    if not requests:
        typer.echo(f"Nothing waits in {register}.")
        return
    listing = table(["Request", "Asked by", "On", "For"], fold="For")
    for request in requests:
        listing.add_row(
            request.id, request.requested_by, request.as_of.isoformat(), request.purpose
        )
    show(listing)


def show(request: RequestId, register: RegisterOption, seal: SealOption = None) -> None:
    """Show a request: what was asked, what was checked, the table as it would leave."""
    from stocktake.cli.terminal import paragraph
    from stocktake.cli.terminal import show as print_out

    queue = _queue(register, seal)
    document = _one_request(queue, request)
    typer.echo(f"{document.id}: {document.name}, by the rules of {document.policy}")
    purpose = f"Asked by {document.requested_by} on {document.as_of}: {document.purpose}"
    print_out(paragraph(purpose, indent=2))
    _show_checks(document)
    if document.outcome is not None:
        verb = "Released" if document.outcome.is_approved else "Sent back"
        words = f"{verb} by {document.outcome.by} on {document.outcome.as_of}"
        print_out(paragraph(f"{words}: {document.outcome.reason}", indent=2))
        for check, reason in document.outcome.exceptions.items():
            print_out(paragraph(f"Nevertheless ({check}): {reason}", indent=2))
    typer.echo("")
    typer.echo(queue.preview(document.id).rstrip())


def approve(
    request: RequestId,
    register: RegisterOption,
    by: By,
    reason: Reason,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    exception: Annotated[
        list[str] | None,
        typer.Option(
            "--exception",
            metavar="CHECK=WORDS",
            help="Why it may leave nevertheless; once for each check that asks.",
        ),
    ] = None,
    warehouse: Annotated[
        Path | None,
        typer.Option("--warehouse", metavar="DIR", help="Keep it as figures there too."),
    ] = None,
    seal: SealOption = None,
    key: KeyOption = None,
    as_of: AsOf = None,
    definitions: OwnFolder = None,
    force: Force = False,
) -> None:
    """Let a table out as it was seen, with a reason."""
    from stocktake.cli.released_files import files_of, keep_figures, write_released

    queue = _queue(register, seal, definitions, key)
    document = _one_request(queue, request)
    paths = files_of(document.name, out, force=force)
    disclosure = queue.approve(
        document.id, by, reason, as_of or params.today(), exceptions=_exceptions(exception or [])
    )
    write_released(disclosure, paths, force=force)
    typer.echo(f"Released: {disclosure.record.id}")
    if warehouse is not None:
        keep_figures(disclosure, warehouse)


def refuse(
    request: RequestId,
    register: RegisterOption,
    by: By,
    reason: Reason,
    seal: SealOption = None,
    as_of: AsOf = None,
) -> None:
    """Send a table back, with a reason; its figures leave the queue."""
    queue = _queue(register, seal)
    document = _one_request(queue, request)
    queue.refuse(document.id, by, reason, as_of or params.today())
    typer.echo(f"Sent back: {document.id}")


def add_queue_commands(app: typer.Typer) -> None:
    """The queue's commands, next to those of what has left."""
    app.command(
        epilog="Example: stocktake register ask pupils.csv --structure pupils.toml "
        '--register register --asked-by analyst --purpose "for the board of June"'
    )(ask)
    app.command(epilog="Example: stocktake register waiting --register register")(waiting)
    app.command(epilog="Example: stocktake register show board-pupils --register register")(show)
    app.command(
        epilog="Example: stocktake register approve board-pupils --register register "
        '--by head-of-service --reason "asked for by the board" --out released'
    )(approve)
    app.command(
        epilog="Example: stocktake register refuse board-pupils --register register "
        '--by head-of-service --reason "merge the smallest schools first"'
    )(refuse)


def _one_request(queue: ReleaseQueue, name: str) -> Request:
    """A request, from enough of its id."""
    requests = [request for request in queue.requests() if name in request.id]
    return requests[0] if len(requests) == 1 else queue.get(name)


def _queue(
    folder: Path,
    seal: Path | None = None,
    definitions: Path | None = None,
    key: Path | None = None,
) -> ReleaseQueue:
    from stocktake.cli.released_files import key_in, open_register
    from stocktake.disclosure import load_policies
    from stocktake.disclosure.queue import ReleaseQueue, load_checkers

    own_folder = params.own_folder(definitions)
    return ReleaseQueue(
        open_register(folder, seal),
        checkers=load_checkers(own_folder),
        policies=load_policies(own_folder),
        key=key_in(key),
    )


def _show_checks(request: Request) -> None:
    from stocktake.cli.terminal import paragraph, show

    for check in request.checks:
        mark = f"Needs a reason ({check.id}): " if check.needs_reason else ""
        show(paragraph(mark + check.words, indent=2))


def _exceptions(words: list[str]) -> dict[str, str]:
    from stocktake.standards.errors import Fault, UsageError

    faults = [
        Fault("--exception", f"{text!r} names no check", 'CHECK=WORDS such as revised="corrected"')
        for text in words
        if "=" not in text
    ]
    if faults:
        raise UsageError("the exceptions cannot be read", faults)
    return dict(text.split("=", 1) for text in words)
