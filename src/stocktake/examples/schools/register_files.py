"""The register of schools with its links and groups, in the layouts in which it is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from stocktake.examples.country.places import invent_regions
from stocktake.examples.pupils.random_streams import stream_of
from stocktake.examples.schools.cells import as_csv
from stocktake.examples.schools.roster import Roster
from stocktake.examples.schools.schema import Federation, Trust, load_story_of_schools
from stocktake.examples.schools.years import REGISTER_DATE

_PHASES = {
    "primary": "Primary",
    "secondary": "Secondary",
    "all_through": "All-through",
    "nursery": "Nursery",
    "college": "16 plus",
}
_GROUPS = {
    "Community school": "Local authority maintained schools",
    "Foundation school": "Local authority maintained schools",
    "Local authority nursery school": "Local authority maintained schools",
    "Pupil referral unit": "Local authority maintained schools",
    "Academy converter": "Academies",
    "Free schools": "Free Schools",
    "Community special school": "Special schools",
    "Further education": "Colleges",
}
_AGES = {
    "primary": ("4", "11"),
    "secondary": ("11", "16"),
    "all_through": ("4", "18"),
    "nursery": ("3", "5"),
    "special": ("4", "19"),
    "pru": ("5", "16"),
    "college": ("16", "99"),
}
_WITH_RESOURCED_PROVISION = (900005, 900031)
FOUNDED = date(2013, 9, 1)
"""Day of opening of the trusts of other places."""


def register_file(seed: int, roster: Roster) -> str:
    """All fields of the register that are read, as on ``REGISTER_DATE``; closed numbers too."""
    planned = {row.of: row for row in load_story_of_schools().planned}
    names = dict(trust_names(roster))
    chance = stream_of("schools register", seed)
    members = {urn: group for group in load_story_of_schools().federation for urn in group.members}
    capacities = chance.normal(1.04, 0.09, roster.table.height)
    rows = []
    for number, row in enumerate(roster.table.iter_rows(named=True)):
        urn, phase = row["urn"], row["phase"]
        status = "Closed" if row["closed"] else "Open"
        if urn in planned:
            status = "Open, but proposed to close"
        trust = "" if row["closed"] else row["trust"]
        low, high = _AGES[phase]
        resourced = urn in _WITH_RESOURCED_PROVISION
        rows.append(
            {
                "URN": str(urn),
                "LA (code)": row["la"],
                "LA (name)": row["la_name"],
                "EstablishmentNumber": row["estab"],
                "EstablishmentName": row["name"],
                "TypeOfEstablishment (name)": row["type"],
                "EstablishmentTypeGroup (name)": _GROUPS[row["type"]],
                "EstablishmentStatus (name)": status,
                "OpenDate": _day(row["opened"]),
                "CloseDate": _day(row["closed"]),
                "PhaseOfEducation (name)": _PHASES.get(phase, "Not applicable"),
                "StatutoryLowAge": low,
                "StatutoryHighAge": high,
                "Gender (name)": "Mixed",
                "AdmissionsPolicy (name)": "Non-selective"
                if phase in ("secondary", "all_through") else "Not applicable",
                "OfficialSixthForm (name)": "Has a sixth form"
                if high == "18" else "Does not have a sixth form",
                "NurseryProvision (name)": "No Nursery Classes",
                "SchoolCapacity": str(round(row["pupils"] * capacities[number])),
                "NumberOfPupils": str(round(row["pupils"])),
                "Trusts (code)": trust,
                "Trusts (name)": names[trust] if trust else "",
                "Federations (name)": members[urn].name
                if urn in members else "Not under a federation",
                "Town": row["la_name"],
                "Postcode": f"ZZ{int(row['la'])} {urn % 10}AA",
                "AdministrativeWard (name)": row["ward"],
                "AdministrativeWard (code)": f"E05999{urn % 1000:03d}",
                "LSOA (code)": f"E0199{urn % 100000:05d}",
                "TypeOfResourcedProvision (name)": "Resourced provision" if resourced else "",
                "ResourcedProvisionOnRoll": "14" if resourced else "",
                "ResourcedProvisionCapacity": "16" if resourced else "",
                "LastChangedDate": _day(REGISTER_DATE - timedelta(days=7)),
            }
        )  # fmt: skip
    return as_csv({name: [row[name] for row in rows] for name in rows[0]})


def links_file(roster: Roster) -> str:
    """Which number follows which; every link is listed from both ends."""
    names = dict(roster.table.select("urn", "name").iter_rows())
    story = load_story_of_schools()
    rows = []
    for earlier in story.predecessor:
        day = _day(earlier.until + timedelta(days=1))
        back = earlier.link.replace("Successor", "Predecessor")
        rows += [
            (earlier.urn, earlier.of, names[earlier.of], earlier.link, day),
            (earlier.of, earlier.urn, names[earlier.urn], back, day),
        ]
    for later in story.planned:
        day = _day(later.date)
        rows.append((later.of, later.urn, names[later.of], "Successor", day))
        rows.append((later.urn, later.of, names[later.of], "Predecessor", day))
    columns = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
    return as_csv({name: [str(row[at]) for row in sorted(rows)] for at, name in enumerate(columns)})


def group_links_file(roster: Roster) -> str:
    """Which school is in which trust or federation, and since when."""
    story = load_story_of_schools()
    names = dict(trust_names(roster))
    open_date = {trust.uid: trust.open_date for trust in story.trust}
    rows = [
        (row["urn"], row["trust"], names[row["trust"]], "Multi-academy trust",
         max(row["opened"], open_date.get(row["trust"], FOUNDED)), row["name"])
        for row in roster.table.iter_rows(named=True)
        if row["trust"] and not row["closed"]
    ]  # fmt: skip
    school_names = dict(roster.table.select("urn", "name").iter_rows())
    rows += [
        (urn, group.uid, group.name, "Federation", group.open_date, school_names[urn])
        for group in story.federation
        for urn in group.members
    ]
    return as_csv(
        {
            "URN": [str(row[0]) for row in rows],
            "Group UID": [row[1] for row in rows],
            "Group Name": [row[2] for row in rows],
            "Group Type": [row[3] for row in rows],
            "Closed Date": [""] * len(rows),
            "Group Status": ["Open"] * len(rows),
            "Joined date": [_day(row[4]) for row in rows],
            "EstablishmentName": [row[5] for row in rows],
        }
    )


def groups_file(roster: Roster) -> str:
    """Trusts and federations by themselves."""
    groups: list[Trust | Federation] = [
        *load_story_of_schools().trust,
        *load_story_of_schools().federation,
    ]
    planned = {group.uid: group.open_date for group in groups}
    kinds = {group.uid: "Federation" for group in load_story_of_schools().federation}
    pairs = [
        *trust_names(roster),
        *((group.uid, group.name) for group in load_story_of_schools().federation),
    ]
    count = len(pairs)
    return as_csv(
        {
            "Group UID": [uid for uid, _ in pairs],
            "Group Name": [name for _, name in pairs],
            "Companies House Number": [
                "" if uid in kinds else f"999{int(uid) % 100000:05d}" for uid, _ in pairs
            ],
            "Group Type": [kinds.get(uid, "Multi-academy trust") for uid, _ in pairs],
            "Closed Date": [""] * count,
            "Open date": [_day(planned.get(uid, FOUNDED)) for uid, _ in pairs],
            "Group Status": ["Open"] * count,
        }
    )


def trust_names(roster: Roster) -> Iterator[tuple[str, str]]:
    """Number and name of every trust that has a school."""
    story = {trust.uid: trust.name for trust in load_story_of_schools().trust}
    regions = {region.id[-3:]: region.name for region in invent_regions()}
    kinds = ("Learning Trust", "Academies Trust", "Schools Partnership")
    trust_uids = roster.table.filter(pl.col("trust") != "")["trust"].unique().sort()
    for uid in trust_uids:
        yield uid, story.get(uid) or f"{regions[uid[1:4]]} {kinds[int(uid[-1])]}"


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
