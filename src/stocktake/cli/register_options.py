"""Options of the commands that release: the register, its seal and keys, who and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RegisterOption = Annotated[
    Path, typer.Option("--register", metavar="DIR", help="The register of releases.")
]
SealOption = Annotated[
    Path | None,
    typer.Option(
        "--seal", metavar="FILE", help="The register's seal, kept where its writers cannot change."
    ),
]
SealKey = Annotated[
    Path | None,
    typer.Option(
        "--seal-key", metavar="FILE", help="Opens the register's figures; else its own key."
    ),
]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The register's key, for rules that round."),
]
By = Annotated[str, typer.Option("--by", metavar="ROLE", help="A role or account, no name.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")]
