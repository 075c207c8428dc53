"""Seals what a register keeps of hidden figures, so that only its key opens it.

Polars encrypts with AES-GCM (Parquet modular encryption), as in the store of pupil records. The
name under which something was sealed is part of what is authenticated: what is put in the place of
something else does not open.
"""

from __future__ import annotations

import hmac
import io
import json
from collections.abc import Sequence
from typing import Any

from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.errors import UsageError

SHORTEST_KEY = 16
FORMAT = 1


def sealing_key(secret: bytes) -> bytes:
    """The key made from a secret of any length, apart from what else the secret is used for.

    Raises
    ------
    UsageError
        The secret is shorter than sixteen bytes.
    """
    if len(secret) < SHORTEST_KEY:
        raise UsageError(f"a register's key has at least {SHORTEST_KEY} bytes")
    return hmac.digest(secret, b"stocktake register seal", "sha256")


def seal(content: bytes, key: bytes, name: str) -> bytes:
    """Encrypt and authenticate.

    Parameters
    ----------
    content : bytes
    key : bytes
        As :func:`sealing_key` makes it.
    name : str
        What it is, release and file.
    """
    import polars as pl

    sealed = io.BytesIO()
    frame = pl.DataFrame({"content": [content]}, schema={"content": pl.Binary})
    frame.lazy().sink_parquet(
        sealed,
        compression="zstd",
        encryption=pl.ParquetEncryptionProperties(footer_key=key, aad_prefix=name.encode()),
    )
    return sealed.getvalue()


def unseal(sealed: bytes, keys: Sequence[bytes], name: str) -> bytes | None:
    """What was sealed; None where no key opens it under this name, or it was changed."""
    import polars as pl

    for key in keys:
        properties = pl.ParquetDecryptionProperties(footer_key=key, aad_prefix=name.encode())
        try:
            frame = pl.scan_parquet(io.BytesIO(sealed), decryption=properties).collect()
            return bytes(frame["content"][0])
        except (pl.exceptions.PolarsError, OSError):
            continue
    return None


def table_bytes(table: Table) -> bytes:
    """A table and its structure as JSON; columns that the structure does not name stay out."""
    structure = table.structure
    columns = [dimension.column for dimension in structure.dimension]
    for measure in structure.measure:
        columns += [measure.column, measure.symbol, measure.contributors, *measure.largest]
    names = [name for name in dict.fromkeys(columns) if name]
    content: dict[str, Any] = {
        "format": FORMAT,
        "structure": structure.model_dump(mode="json"),
        "columns": {name: table.frame[name].to_list() for name in names},
    }
    return json.dumps(content, ensure_ascii=False, default=str).encode("utf-8")


def read_table_bytes(content: bytes, name: str) -> Table:
    """Read what :func:`table_bytes` wrote.

    Raises
    ------
    ValueError
        It is something else; KeyError and TypeError likewise.
    """
    import polars as pl

    read = json.loads(content)
    structure = Structure.model_validate(read["structure"])
    columns = [pl.Series("", values, strict=False) for values in read["columns"].values()]
    return Table(pl.DataFrame(columns, schema=list(read["columns"])), structure, name)
