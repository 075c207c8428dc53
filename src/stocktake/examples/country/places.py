"""The invented country's places: their names, their numbers and what makes them differ."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from stocktake.examples.country.measures import chance_of, load_names
from stocktake.examples.country.schema import Story

COUNTRY = "country-000"
COUNTRY_NAME = "Anyland"
AUTHORITIES_COUNT = 150
SOURCE = "The invented country of Stocktake's examples"


@dataclass(frozen=True)
class Region:
    """An invented region."""

    id: str
    name: str
    ons: str


@dataclass(frozen=True)
class Authority:
    """An invented local authority and what makes it differ from the others.

    Parameters
    ----------
    id, name, region : str
    dfe, ons : str
        Numbers that no real authority has had.
    pupils_count : int
        Pupils of its state-funded schools.
    deprivation, urban : float
        In standard deviations from the mean authority.
    """

    id: str
    name: str
    region: str
    dfe: str
    ons: str
    pupils_count: int
    deprivation: float
    urban: float


def invent_regions() -> tuple[Region, ...]:
    """The nine regions, the same for every seed."""
    return tuple(
        Region(f"region-{number:03d}", name, f"E12999{number:03d}")
        for number, name in enumerate(load_names().regions, start=1)
    )


def invent_authorities(seed: int, story: Story) -> tuple[Authority, ...]:
    """The 150 authorities of a seed; the first is the one of which the story tells.

    Regions differ in deprivation and size, authorities more so within them. The last is so small
    that many of its figures are suppressed, as some real ones are.

    Examples
    --------
    >>> from stocktake.examples.country.measures import load_story
    >>> first, second = invent_authorities(1, load_story())[:2]
    >>> first.id, first.name, second.id
    ('la-001', 'Eastmere', 'la-002')
    """
    chance = chance_of("places", seed)
    parts = load_names()
    names = [f"{first}{last}" for first in parts.beginnings for last in parts.endings]
    chance.shuffle(names)
    poorer = {region.id: chance.gauss(0, 0.45) for region in invent_regions()}
    regions = list(poorer)
    places = []
    for number in range(1, AUTHORITIES_COUNT + 1):
        region = regions[number % len(regions)]
        urban = chance.gauss(0, 1)
        deprivation = poorer[region] + 0.45 * urban + chance.gauss(0, 0.77)
        pupils = round(exp(chance.gauss(10.6, 0.55)))
        places.append(
            Authority(
                id=f"la-{number:03d}",
                name=names[number],
                region=region,
                dfe=f"{number:03d}",
                ons=f"E06999{number:03d}",
                pupils_count=600 if number == AUTHORITIES_COUNT else pupils,
                deprivation=deprivation,
                urban=urban,
            )
        )
    places[0] = Authority(
        id=story.place,
        name=story.name,
        region=story.region,
        dfe=places[0].dfe,
        ons=places[0].ons,
        pupils_count=story.pupils_count,
        deprivation=story.deprivation,
        urban=0.3,
    )
    return tuple(places)


def place_files(
    authorities: tuple[Authority, ...], schools: tuple[tuple[str, str], ...], home: str
) -> dict[str, str]:
    """The places as definition files, by file name.

    Parameters
    ----------
    authorities : tuple of Authority
    schools : tuple of (str, str)
        Place id and name of each school.
    home : str
        The authority that the schools belong to.
    """
    country = [{"id": COUNTRY, "name": COUNTRY_NAME, "ons": "E92999000"}]
    regions = [
        {"id": region.id, "name": region.name, "region": COUNTRY, "ons": region.ons}
        for region in invent_regions()
    ]
    places = [
        {
            "id": authority.id,
            "name": authority.name,
            "dfe": authority.dfe,
            "region": authority.region,
            "ons": authority.ons,
        }
        for authority in authorities
    ]
    school_places = [{"id": urn, "name": name, "region": home} for urn, name in schools]
    return {
        "invented_country.toml": _file("National", country),
        "invented_regions.toml": _file("Regional", regions),
        "invented_authorities.toml": _file("Local authority", places),
        "invented_schools.toml": _file("School", school_places),
    }


def _file(level: str, places: list[dict[str, str]]) -> str:
    import tomli_w

    source = {"title": SOURCE, "year": 2026, "verified": True}
    content = {"level": level, "ons_source": "own", "sources": {"own": source}, "place": places}
    return f"# Invented places: none is real.\n\n{tomli_w.dumps(content)}"
