"""Reads the small file that says how a system's own export maps to a pupil table."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from stocktake.sources.pupils.layouts import pupil_layouts
from stocktake.sources.pupils.schema import ExportMapping, plain_heading
from stocktake.sources.reading import cannot_open
from stocktake.standards.definition_faults import model_faults
from stocktake.standards.definitions import parse_toml
from stocktake.standards.errors import DefinitionError, Fault, nearest


def read_mapping(path: Path) -> ExportMapping:
    """Read a mapping file and check it against the layout that it fills.

    Parameters
    ----------
    path : path
        A TOML file: ``table``, ``date_format``, one ``[[column]]`` with ``heading``, ``column``
        and perhaps ``values`` for each column, and ``[constant]``.

    Returns
    -------
    ExportMapping

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    InputError
        The file cannot be opened.

    Examples
    --------
    >>> import tempfile
    >>> text = '''
    ... table = "young_carers"
    ... date_format = "%d/%m/%Y"
    ... constant = { end_date = "" }
    ... [[column]]
    ... heading = "Pupil Number"
    ... column = "upn"
    ... [[column]]
    ... heading = "Identified"
    ... column = "start_date"
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "carers.toml"
    ...     _ = path.write_text(text, encoding="utf-8")
    ...     read_mapping(path).date_format
    '%d/%m/%Y'
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise cannot_open(path, error) from None
    except UnicodeDecodeError:
        fault = Fault(path.name, "is not UTF-8 text", "UTF-8")
        raise DefinitionError(f"cannot read {path.name}", [fault]) from None
    try:
        mapping = ExportMapping.model_validate(parse_toml(text, path.name))
    except ValidationError as error:
        faults = model_faults(error, path.name, ExportMapping)
        raise DefinitionError(f"{path.name} is no mapping of an export", faults) from None
    faults = _unknown_names(path.name, mapping)
    if faults:
        raise DefinitionError(f"{path.name} does not fit the table that it fills", faults)
    return mapping


def _unknown_names(name: str, mapping: ExportMapping) -> list[Fault]:
    layouts = pupil_layouts()
    if mapping.table not in layouts:
        expected = f"one of {', '.join(layouts)}"
        hint = nearest(mapping.table, layouts)
        return [Fault(f"{name}: table", f"no table {mapping.table!r}", expected, hint)]
    column_names = [column.name for column in layouts[mapping.table].column]
    places = [(f"column[{n}].column", column.column) for n, column in enumerate(mapping.column)]
    places += [("constant", column) for column in mapping.constant]
    faults = [
        Fault(
            f"{name}: {place}",
            f"{mapping.table} has no column {column!r}",
            "",
            nearest(column, column_names),
        )
        for place, column in places
        if column not in column_names
    ]
    columns = [column for _, column in places]
    faults += [
        Fault(name, f"column {column!r} is filled twice", "once")
        for column in sorted({column for column in columns if columns.count(column) > 1})
    ]
    headings = [plain_heading(column.heading) for column in mapping.column]
    faults += [
        Fault(f"{name}: column[{n}].heading", "stands twice, but for case and spaces", "once")
        for n, heading in enumerate(headings)
        if heading in headings[:n]
    ]
    return faults
