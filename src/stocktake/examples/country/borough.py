"""The borough of the invented plan: its schools, and what they return that nobody publishes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date

from stocktake.examples.country.measures import chance_of, load_names
from stocktake.examples.country.schema import Story
from stocktake.sources.local_template import COLUMNS

_FIRST_URN = 900001
_KINDS = (
    ("Primary", "Primary School", 30, (180, 440)),
    ("Secondary", "Academy", 8, (850, 1350)),
    ("Special", "School", 3, (70, 160)),
    ("Alternative provision", "Centre", 1, (60, 90)),
)
"""Phase, what such a school is called, how many there are, fewest and most pupils."""


@dataclass(frozen=True)
class School:
    """An invented school.

    Parameters
    ----------
    school_urn : int
        One of the numbers kept for invented schools.
    school_name : str
    place : str
        The authority.
    phase : str
        ``Primary``, ``Secondary``, ``Special`` or ``Alternative provision``.
    pupils_count : int
    """

    school_urn: int
    school_name: str
    place: str
    phase: str
    pupils_count: int

    @property
    def id(self) -> str:
        """The school's place id."""
        return f"school-{self.school_urn}"


def invent_schools(seed: int, story: Story) -> tuple[School, ...]:
    """The 42 schools of the borough: 30 primary, 8 secondary, 3 special, a pupil referral unit.

    Examples
    --------
    >>> from stocktake.examples.country.measures import load_story
    >>> schools = invent_schools(1, load_story())
    >>> len(schools), schools[0].id, schools[-1].phase
    (42, 'school-900001', 'Alternative provision')
    """
    chance = chance_of("schools", seed)
    names = list(load_names().schools)
    chance.shuffle(names)
    schools: list[School] = []
    for phase, phase_name, count, (fewest, most) in _KINDS:
        for _ in range(count):
            number = len(schools)
            schools.append(
                School(
                    school_urn=_FIRST_URN + number,
                    school_name=f"{story.name} {names[number]} {phase_name}",
                    place=story.place,
                    phase=phase,
                    pupils_count=chance.randint(fewest, most),
                )
            )
    return tuple(schools)


def schools_file(schools: Sequence[School]) -> str:
    """The schools as CSV, under the open data standard's column names."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in fields(School)])
    writer.writerows(astuple(school) for school in schools)
    return stream.getvalue()


@dataclass(frozen=True)
class ReturnForm:
    """A filled-in form of local returns, as a school or the council sends it.

    Parameters
    ----------
    name : str
        File name.
    returned_on : date
    text : str
        CSV in the columns of the template.
    """

    name: str
    returned_on: date
    text: str


_TERMS = (
    ("autumn-2024", date(2024, 12, 31), date(2025, 1, 20), 12, 1400, 7, 21.9),
    ("spring-2025", date(2025, 3, 31), date(2025, 4, 25), 19, 3100, 8, 24.6),
    ("summer-2025", date(2025, 8, 31), date(2025, 9, 26), 26, 4350, 8, 24.1),
    ("autumn-2025", date(2025, 12, 31), date(2026, 1, 23), 26, 5600, 6, 20.8),
)
"""Term, its last day, day of the return, primary schools that answered, encounters with employers
so far, secondary schools that answered, and persistent absence so far in percent."""


def invent_returns(seed: int, schools: Sequence[School], place: str) -> tuple[ReturnForm, ...]:
    """What was returned for the plan: four terms and two yearly counts.

    Four primary schools never say whether they joined the reading programme. Not every secondary
    school answers every term. The survey of experiences of work is overdue: nobody returned it.

    Examples
    --------
    >>> from stocktake.examples.country.measures import load_story
    >>> schools = invent_schools(1, load_story())
    >>> [form.name for form in invent_returns(1, schools, "la-001")][-2:]
    ['autumn-2025.csv', 'leavers.csv']
    """
    chance = chance_of("returns", seed)
    primary = [school for school in schools if school.phase == "Primary"]
    secondary = [school for school in schools if school.phase == "Secondary"]
    chance.shuffle(primary)
    forms = []
    for term, as_at, sent_on, join_count, encounters, answer_count, absent in _TERMS:
        children = sum(school.pupils_count for school in secondary[:answer_count])
        rows: list[dict[str, object]] = [
            {
                "indicator": "local:reading-programme",
                "date": as_at,
                "school_urn": school.school_urn,
                "value": 1,
                "source": "reading programme register",
                "returned_by": "headteacher",
            }
            for school in primary[:join_count]
        ]
        rows += [
            {
                "indicator": "local:employer-encounters",
                "date": as_at,
                "place": place,
                "value": encounters + chance.randint(-40, 40),
                "cumulative": "yes",
                "schools_returned_count": answer_count,
                "schools_expected_count": len(secondary),
                "source": "careers registers of the secondary schools",
                "returned_by": "careers hub lead",
            },
            {
                "indicator": "local:persistent-absence-so-far",
                "date": as_at,
                "place": place,
                "numerator": round(children * absent / 100),
                "denominator": children,
                "schools_returned_count": answer_count,
                "schools_expected_count": len(secondary),
                "source": "attendance registers",
                "returned_by": "head of education welfare",
            },
            {
                "indicator": "local:schools-improved",
                "date": as_at,
                "place": place,
                "value": sum(as_at >= day for day in (date(2025, 3, 31), date(2025, 8, 31))),
                "cumulative": "yes",
                "source": "school improvement record",
                "returned_by": "head of school improvement",
            },
        ]
        forms.append(ReturnForm(f"{term}.csv", sent_on, _form(rows, sent_on)))
    leavers = [
        {
            "indicator": "local:year-6-leavers",
            "time_period": year,
            "place": place,
            "value": count,
            "source": "admissions register",
            "returned_by": "admissions manager",
        }
        for year, count in (("202324", 21), ("202425", 48))
    ]
    sent_on = date(2025, 10, 3)
    return (*forms, ReturnForm("leavers.csv", sent_on, _form(leavers, sent_on)))


def _form(rows: Sequence[dict[str, object]], sent_on: date) -> str:
    stream = io.StringIO()
    names = [column.name for column in COLUMNS]
    writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_date_rows(rows, sent_on))
    return stream.getvalue()


def _date_rows(rows: Sequence[dict[str, object]], sent_on: date) -> Iterator[dict[str, object]]:
    for row in rows:
        yield row | {"returned_on": sent_on}
