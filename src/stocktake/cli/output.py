"""Where a result goes: standard output, or a file written whole or not at all."""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import suppress
from pathlib import Path


def write_out(content: str | bytes, out: Path | None, *, force: bool = False) -> None:
    """Put a result on standard output, or into a file.

    Parameters
    ----------
    content : str or bytes
        Bytes go to a file or a pipe, never to a terminal.
    out : Path or None
        The file; None for standard output.
    force : bool
        Whether an existing file may be replaced.

    Raises
    ------
    UsageError
        The file exists, cannot be written, or bytes were to go to a terminal.
    """
    if out is not None:
        write_file(content, out, force=force)
    elif isinstance(content, str):
        sys.stdout.write(content if content.endswith("\n") else f"{content}\n")
    else:
        refuse_terminal()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def refuse_terminal() -> None:
    """Refuse to write bytes to a terminal; called before the work, not after it."""
    from stocktake.standards.errors import UsageError

    if sys.stdout.isatty():
        raise UsageError("this format is no text: name a file with --out, or redirect the output")


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse to replace a file or folder unless asked to."""
    from stocktake.standards.errors import Fault, UsageError

    if path.exists() and not force:
        fault = Fault(str(path), "exists already", "", "name another, or give --force")
        raise UsageError("nothing was written", [fault])


def write_file(content: str | bytes, path: Path, *, force: bool = False) -> None:
    """Write a file next to its place and rename it, so that half a file never stands there."""
    refuse_existing(path, force=force)
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = path.with_name(f".{uuid.uuid4().hex}{path.suffix}")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> Exception:
    """The error for a place that cannot be written to."""
    from stocktake.standards.errors import Fault, UsageError

    reason = error.strerror or type(error).__name__
    return UsageError(
        "nothing was written",
        [Fault(str(path), reason, "a place with room to write to", "name another with --out")],
    )


def copy_folder(source: Path, out: Path, *, force: bool = False) -> None:
    """Copy the files of a folder next to their place, then rename the whole folder into it."""
    import shutil

    refuse_existing(out, force=force)
    beside = out.with_name(f".{uuid.uuid4().hex}")
    try:
        shutil.copytree(source, beside, ignore=shutil.ignore_patterns("__pycache__"))
        if out.exists():
            for path in beside.iterdir():
                os.replace(path, out / path.name)
        else:
            beside.rename(out)
    except OSError as error:
        raise cannot_write(out, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
