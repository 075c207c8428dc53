"""``stocktake serve``: a judged plan as a page on this computer."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from stocktake.cli import params
from stocktake.cli.options import WAREHOUSE, AsOf, At, OwnFolder, Store


def serve(
    plan: Annotated[
        str, typer.Argument(metavar="PLAN", help="A plan, its folder or an example.")
    ] = "blackpool",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 takes any free port.")
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="The default is seen from this computer alone.")
    ] = "127.0.0.1",
    at: At = None,
    as_of: AsOf = None,
    warehouse: Store = WAREHOUSE,
    definitions: OwnFolder = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out figures that are for the board alone.")
    ] = False,
) -> None:
    """Judge a plan and show the report, until Ctrl-C.

    Example: stocktake serve blackpool --at 202021
    """
    from stocktake.cli.judge import Form, judge_command, rendered
    from stocktake.cli.server import Page, address_of, listen

    judgement = judge_command(plan, at, as_of, warehouse, definitions)
    forms = {
        "/": (Form.HTML, "text/html; charset=utf-8"),
        "/report.pdf": (Form.PDF, "application/pdf"),
        "/report.xlsx": (
            Form.XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        "/judgement.json": (Form.JSON, "application/json; charset=utf-8"),
    }
    if public:
        del forms["/judgement.json"]

    def make(form: Form) -> bytes:
        document = rendered(judgement, form, for_public=public)
        return document.encode("utf-8") if isinstance(document, str) else document

    pages = {path: Page(kind, partial(make, form)) for path, (form, kind) in forms.items()}
    with listen(pages, host=host, port=port) as server:
        pages["/"].content()  # a fault shows before the address does
        address = address_of(server)
        typer.echo(f"{judgement.plan.title}: {address}")
        for path in list(pages)[1:]:
            typer.echo(f"  {address.rstrip('/')}{path}")
        params.say("Ctrl-C ends it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            params.say("\nEnded.")
