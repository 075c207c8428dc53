"""The store of pupil records: encrypted, by year, names apart from everything else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.pupils.store.change import IDENTIFIERS, changing, scan_part
from stocktake.pupils.store.keys import StoreKeys, pseudonyms_of
from stocktake.pupils.store.links import first_numbers
from stocktake.pupils.store.loading import LoadReport, load_tables
from stocktake.pupils.store.manifest import Manifest, Part, read_manifest
from stocktake.pupils.store.removing import Removal, remove_before, remove_pupil
from stocktake.pupils.store.shape import lasting_in
from stocktake.sources.pupils.layouts import pupil_layout
from stocktake.standards.errors import Fault, StoreError
from stocktake.standards.identifiers import parse_upn
from stocktake.standards.period import parse_period

STATUS: dict[str, pl.DataType] = {
    "table": pl.String(),
    "time_period": pl.String(),
    "rows_count": pl.Int64(),
    "loaded_on": pl.Date(),
}


class PupilStore:
    """A folder of encrypted pupil records, apart from that of published figures.

    Parameters
    ----------
    folder : Path
        It need not exist before the first load.
    keys : StoreKeys
        Both keys to load, to look for a pupil or to erase one; the first is enough to measure.

    Examples
    --------
    >>> import tempfile
    >>> keys = StoreKeys(data=b"0" * 32, pseudonyms=b"1" * 32)
    >>> carers = pl.DataFrame({"upn": ["U890400017001"], "start_date": [date(2024, 1, 8)],
    ...     "end_date": [None]}, schema_overrides={"end_date": pl.Date})
    >>> with tempfile.TemporaryDirectory() as made:
    ...     store = PupilStore(Path(made) / "store", keys=keys)
    ...     _ = store.load([("young_carers", carers)], loaded_on=date(2024, 2, 1))
    ...     store.scan("young_carers").collect().columns
    ['pupil', 'start_date', 'end_date']
    """

    def __init__(self, folder: Path, *, keys: StoreKeys) -> None:
        self.folder = folder
        self._keys = keys

    def __repr__(self) -> str:
        return f"PupilStore({str(self.folder)!r})"

    def load(
        self,
        tables: Iterable[tuple[str, pl.DataFrame]],
        *,
        loaded_on: date,
        may_shrink: bool = False,
    ) -> LoadReport:
        """Bring checked tables in, all of them or none.

        A file holds all the rows of every academic year that it names: those take the place of
        what the store had of these years. A table of spells (enrolments, placements, care) and
        the table of schools are replaced whole.

        Parameters
        ----------
        tables : iterable of (str, polars.DataFrame)
            Layout and rows, as ``PupilReading`` has them; ``pupils`` before all that name pupils.
        loaded_on : date
            The day.
        may_shrink : bool
            Whether a year may be left with less than half of the rows that it had. Otherwise a
            few stray rows of an earlier year would replace that year.

        Returns
        -------
        LoadReport

        Raises
        ------
        StoreError
            The keys do not open the store, a year would shrink, another process is writing, or
            the disk refuses. The store is then as it was.
        UsageError
            No layout has a table's name, or ``pupils`` comes too late.
        """
        with changing(self.folder, self._keys) as change:
            return load_tables(change, tables, loaded_on=loaded_on, may_shrink=may_shrink)

    def scan(self, table: str, years: Collection[str] | None = None) -> pl.LazyFrame:
        """A table as measures read it: pseudonyms for pupils, no identifiers.

        Parameters
        ----------
        table : str
            The layout.
        years : collection of str, optional
            Academic years in six digits; of spells those that touch one of them. By default all.

        Returns
        -------
        polars.LazyFrame
            The layout's columns but for identifiers, with ``pupil`` first where there is a
            ``upn``. ``date_of_birth`` is the first of the month of birth: the day is kept apart.

        Raises
        ------
        StoreError
            The store does not hold the table, or not those years; no data is not zero.
        UsageError
            No layout has the name, or a year is none.
        """
        layout = pupil_layout(table)
        wanted_years = None if years is None else frozenset(map(_year, years))
        manifest = self._manifest()
        parts = manifest.of(table)
        chosen_parts = parts
        if wanted_years is not None and layout.year_column:
            chosen_parts = manifest.of(table, wanted_years)
            self._refuse_absent(
                table, sorted(wanted_years - {part.year for part in chosen_parts}), parts
            )
        if not parts:
            self._refuse_absent(table, [], parts)
        rows = self._scan(manifest, chosen_parts)
        return (
            rows.filter(lasting_in(layout, wanted_years)) if wanted_years and layout.spell else rows
        )

    def identifiers(self, years: Collection[str] | None = None) -> pl.LazyFrame:
        """Who the pupils are: numbers, names, day of birth and address, by pseudonym and year.

        Raises
        ------
        StoreError
            The second key was not given, or the store holds no pupils.
        """
        manifest = self._manifest()
        self._keys.pseudonym_key()
        wanted_years = None if years is None else frozenset(map(_year, years))
        parts = manifest.of(IDENTIFIERS, wanted_years)
        if not parts:
            self._refuse_absent("pupils", sorted(wanted_years or ()), manifest.of(IDENTIFIERS))
        return self._scan(manifest, parts)

    def pseudonym(self, upn: str) -> str:
        """The pseudonym of a pupil, by the present number or any before it.

        Raises
        ------
        UsageError
            It is no UPN.
        StoreError
            The second key was not given.
        """
        number = parse_upn(upn).number
        manifest = read_manifest(self.folder, self._keys)
        parts = manifest.of(IDENTIFIERS) if manifest else ()
        first = number
        if manifest and parts:
            links = self._scan(manifest, parts).select("upn", "former_upn").collect()
            first = first_numbers(links).get(number, number)
        return pseudonyms_of([first], self._keys)[0]

    def status(self) -> pl.DataFrame:
        """What the store holds.

        Returns
        -------
        polars.DataFrame
            ``table``, ``time_period`` (empty where a table has no years), ``rows_count`` and
            ``loaded_on``; identifiers are a table of their own.
        """
        manifest = read_manifest(self.folder, self._keys)
        rows = [
            (part.table, part.year, part.rows_count, date.fromisoformat(part.loaded_on))
            for part in (manifest.parts if manifest else ())
        ]
        return pl.DataFrame(rows, schema=STATUS, orient="row").sort("table", "time_period")

    def retain(self, *, before: str) -> Removal:
        """Remove what is older than an academic year.

        Parameters
        ----------
        before : str
            The first academic year that stays, in six digits. Of spells those stay that end in
            it or later, or last.

        Returns
        -------
        Removal

        Raises
        ------
        StoreError, UsageError
            As for ``load``. The store is then as it was.
        """
        year = _year(before)
        self._manifest()
        with changing(self.folder, self._keys) as change:
            return remove_before(change, year)

    def erase(self, upn: str) -> Removal:
        """Remove every row about one pupil, under whichever number it came.

        Parameters
        ----------
        upn : str
            The present number or any before it.

        Returns
        -------
        Removal
            Nothing where the store holds no such pupil.

        Raises
        ------
        StoreError, UsageError
            As for ``load``. The store is then as it was.

        Notes
        -----
        Back-ups and the files that were loaded are beyond the store's reach.
        """
        pupil = self.pseudonym(upn)
        self._manifest()
        with changing(self.folder, self._keys) as change:
            return remove_pupil(change, pupil)

    def _manifest(self) -> Manifest:
        manifest = read_manifest(self.folder, self._keys)
        if manifest is None:
            fault = Fault(
                str(self.folder), "holds nothing", "", "load it with: stocktake pupils load"
            )
            raise StoreError("the pupil store refuses", [fault])
        return manifest

    def _scan(self, manifest: Manifest, parts: Collection[Part]) -> pl.LazyFrame:
        return pl.concat([scan_part(self.folder, manifest, part, self._keys) for part in parts])

    def _refuse_absent(self, table: str, years: list[str], parts: Collection[Part]) -> None:
        if parts and not years:
            return
        year_list = ", ".join(part.year for part in parts)
        problem = f"holds no {table}" + (f" of {', '.join(years)}" if years else "")
        fault = Fault(
            str(self.folder), problem, f"one of {year_list}" if year_list else "", "load them first"
        )
        raise StoreError("the pupil store refuses", [fault])


def _year(text: str) -> str:
    return parse_period(text).time_period
