"""An invented country made from a seed: places, statistics, and one borough with a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path

from stocktake.examples.country.borough import (
    ReturnForm,
    School,
    invent_returns,
    invent_schools,
    schools_file,
)
from stocktake.examples.country.cells import YEARS
from stocktake.examples.country.figures import invent_figures, invent_release
from stocktake.examples.country.measures import load_story
from stocktake.examples.country.neighbours import VINTAGES, invent_neighbours
from stocktake.examples.country.places import Authority, invent_authorities, place_files
from stocktake.examples.country.schema import Story
from stocktake.plan.read import parse_plan
from stocktake.plan.schema import LocalIndicator
from stocktake.sources.local_returns import read_local_return
from stocktake.sources.reading import Reading
from stocktake.standards.errors import Fault, StoreError
from stocktake.standards.places import place_register
from stocktake.statistics.store import Warehouse

PUBLISHED = date(2026, 3, 26)
PUBLISHED_BEFORE = date(2025, 3, 27)
AS_OF = date(2026, 4, 30)
AT = "202425"


@dataclass(frozen=True)
class Country:
    """An invented country: none of its places, schools or figures is real.

    Parameters
    ----------
    seed : int
    authorities : tuple of Authority
        150, in nine regions; the first is the borough of the plan.
    places : dict of str to str
        Definition files of the places, by file name.
    release, release_before : Reading
        The figures to 2024/25, and those published a year earlier to 2023/24.
    neighbours : tuple of Reading
        Statistical neighbours, two vintages.
    schools : tuple of School
        Those of the borough.
    returns : tuple of ReturnForm
        What was returned locally for its plan.
    plan : str
        The text of its ``plan.toml``, the same for every seed.
    programmes : dict of str to str
        The files of its map of programmes, by name; the same for every seed.
    files : dict of str to str
        The files that the releases cite, by name.
    as_of : date
        A day on which the plan makes a good story.
    at : str
        The academic year at which to judge it then.
    """

    seed: int
    authorities: tuple[Authority, ...]
    places: dict[str, str]
    release: Reading
    release_before: Reading
    neighbours: tuple[Reading, ...]
    schools: tuple[School, ...]
    returns: tuple[ReturnForm, ...]
    plan: str
    programmes: dict[str, str]
    files: dict[str, str]
    as_of: date = AS_OF
    at: str = AT

    @property
    def home(self) -> Authority:
        """The borough of the plan."""
        return self.authorities[0]


def invented_country(seed: int) -> Country:
    """Make a country from a seed: the same seed makes the same country, byte for byte.

    Authorities differ by deprivation, size and the quality of their services, and their figures
    hang together for these reasons, with levels, spreads, trends, breaks and missing years like
    those of England. What happens in the borough of the plan is set, and does not depend on the
    seed; everything else does.

    Parameters
    ----------
    seed : int

    Returns
    -------
    Country

    Examples
    --------
    >>> country = invented_country(1)
    >>> country.home.name, len(country.authorities), len(country.schools)
    ('Eastmere', 150, 42)
    """
    story = load_story()
    authorities = invent_authorities(seed, story)
    schools = invent_schools(seed, story)
    figures = invent_figures(seed, authorities, story)
    release, text = invent_release(figures, published=PUBLISHED)
    before, text_before = invent_release(figures, published=PUBLISHED_BEFORE, last_year=YEARS[-2])
    return Country(
        seed=seed,
        authorities=authorities,
        places=invented_places(authorities, schools, story),
        release=release,
        release_before=before,
        neighbours=tuple(invent_neighbours(seed, authorities, vintage) for vintage in VINTAGES),
        schools=schools,
        returns=invent_returns(seed, schools, story.place),
        plan=files(__name__).joinpath("plan.toml").read_text(encoding="utf-8"),
        programmes=_programme_files(),
        files={release.provenance.files[0]: text, before.provenance.files[0]: text_before},
    )


def write_country(country: Country, folder: Path) -> None:
    """Write a country into a folder, ready to judge and to show.

    ``plan.toml``, ``programmes.toml`` and ``programmes/`` (its map of programmes),
    ``schools.csv``, ``definitions/`` (give it as a place's own definitions),
    ``warehouse/`` (releases, neighbours and local returns), ``sources/`` and ``returns/`` (the
    files that were loaded).

    Parameters
    ----------
    country : Country
    folder : Path
        Made where it does not exist; files of the same names are replaced. A warehouse in it
        keeps what it holds.

    Raises
    ------
    StoreError
        The folder cannot be written to, or its warehouse holds another seed's releases.

    Examples
    --------
    >>> import tempfile
    >>> from stocktake.plan.judge import judge
    >>> folder = Path(tempfile.mkdtemp())
    >>> country = invented_country(1)
    >>> write_country(country, folder)
    >>> judgement = judge(folder, folder / "warehouse", as_of=country.as_of, at=country.at,
    ...                   own_folder=folder / "definitions")
    >>> judgement.verdict("attainment-gap").status
    'on_track'
    """
    _write(folder / "plan.toml", country.plan)
    _write(folder / "schools.csv", schools_file(country.schools))
    for name, text in country.programmes.items():
        _write(folder / name, text)
    _write_definitions(country.places, folder)
    for name, text in country.files.items():
        _write(folder / "sources" / name, text)
    for form in country.returns:
        _write(folder / "returns" / form.name, form.text)
    warehouse = Warehouse(folder / "warehouse")
    for reading in (country.release_before, country.release, *country.neighbours):
        warehouse.write(reading, loaded_at=_noon(reading.provenance.known_on))
    register = place_register(folder / "definitions")
    for form in country.returns:
        reading = read_local_return(
            folder / "returns" / form.name,
            indicators=_local_indicators(country.plan),
            retrieved=form.returned_on,
            source_name=country.home.name.lower(),
            register=register,
        )
        warehouse.write(reading, loaded_at=_noon(form.returned_on))


def write_places(seed: int, folder: Path) -> None:
    """Write nothing of a country but ``definitions/`` with its places.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    story = load_story()
    places = invented_places(invent_authorities(seed, story), invent_schools(seed, story), story)
    _write_definitions(places, folder)


def invented_places(
    authorities: tuple[Authority, ...], schools: tuple[School, ...], story: Story
) -> dict[str, str]:
    """Definition files of a country's places, by file name."""
    names = tuple((school.id, school.school_name) for school in schools)
    return place_files(authorities, names, story.place)


def _programme_files() -> dict[str, str]:
    root = files(__name__)
    names = ["programmes.toml"]
    names += [f"programmes/{entry.name}" for entry in root.joinpath("programmes").iterdir()]
    return {name: root.joinpath(name).read_text(encoding="utf-8") for name in sorted(names)}


def _write_definitions(places: dict[str, str], folder: Path) -> None:
    for name, text in places.items():
        _write(folder / "definitions" / "places" / name, text)


def _local_indicators(text: str) -> dict[str, LocalIndicator]:
    return {indicator.id: indicator for indicator in parse_plan(text).local_indicator}


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(
            f"cannot write {path.name}",
            [
                Fault(
                    str(path.parent),
                    error.strerror or type(error).__name__,
                    "a folder with room to write in",
                    "name another folder",
                )
            ],
        ) from None
