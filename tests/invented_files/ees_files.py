"""Six invented data sets in DfE's open data standard, as the department laid them out in 2018.

The names, columns and quirks are those of the published sets: no ``indicator_dp``, ``.`` and ``x``
for missing figures, names spelled otherwise than today, schools without URN, an authority under two
ONS codes, three rows labelled total, columns of no use in the meta file. Figures are invented, but
for those of the exclusions of 2016/17 that a test works out intervals from.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from figures import wave

from stocktake.standards.places import Place, place_register

AUTHORITIES = (205, 351, 355, 357, 359, 384, 390, 801, 820, 840, 857, 875, 888, 889, 890, 929)
"""Rather few; two of them ended in 2009, two changed their code in 2013."""

OLD_NAMES = {"la-840": "Durham", "region-yorkshire-and-the-humber": "Yorkshire and the Humber"}
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,filter_hint,filter_grouping_column"
)
PLACE = [
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]
SCHOOL_TYPES = ("Total", "State-funded primary", "State-funded secondary", "Special")

Row = dict[str, object]

EXCLUSIONS_2016_17 = {
    # Pupils, permanent exclusions and pupils suspended, as published.
    "england": (7_916_160, 7_720, 181_290),
    "la-890": (18_752, 42, 742),
    "la-857": (5_568, 8, 130),
    "la-359": (46_236, 5, 640),
}


def write_ees_files(folder: Path) -> None:
    """Write each set as the archive that is downloaded: a data file and its meta file."""
    for stem, rows, meta in (
        ("absence_by_term", absence_by_term(), ABSENCE_META),
        (MISSING, missing_sessions(), MISSING_META),
        ("exclusions_by_geographic_level", exclusions(), EXCLUSIONS_META),
        ("exclusions_by_reason", reasons(), REASONS_META),
        ("level_2_3_sfla", levels(), LEVELS_META),
        (EYFSP, early_years(), EYFSP_META),
    ):
        with zipfile.ZipFile(folder / f"{stem}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{stem}.csv", as_csv(rows))
            lines = [META, *(line + "," * (6 - line.count(",")) for line in meta)]
            archive.writestr(f"{stem}.meta.csv", "\r\n".join(lines) + "\r\n")


def as_csv(rows: Iterable[Row]) -> str:
    """Rows as text, with the line ends of Windows."""
    row_list = list(rows)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(row_list[0]), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row_list)
    return stream.getvalue()


def places(period: str, *, blank: str = "") -> Iterator[tuple[Place, Row]]:
    """England, the regions and the authorities of a period, as columns."""
    register = place_register()
    day = date(int(period[:4]), 9, 1)
    country: Row = dict.fromkeys(PLACE, blank) | {
        "country_code": "E92000001",
        "country_name": "England",
    }
    yield register.get("england"), country | {"geographic_level": "National"}
    authorities = [register.by_dfe_code(number) for number in AUTHORITIES]
    authorities = [a for a in authorities if a.ends is None or a.ends >= day]
    for place_id in dict.fromkeys(a.region for a in authorities):
        region = register.get(place_id)
        yield region, country | {"geographic_level": "Regional"} | region_cells(region)
    for area in authorities:
        yield (
            area,
            country
            | region_cells(register.get(area.region))
            | {
                "geographic_level": "Local authority",
                "old_la_code": area.old_la_code,
                "new_la_code": code_on(area, day),
                "la_name": OLD_NAMES.get(area.id, area.name),
            },
        )


def region_cells(region: Place) -> Row:
    """The code and the name of a region as they were written then."""
    return {
        "region_code": region.codes[0].code,
        "region_name": OLD_NAMES.get(region.id, region.name),
    }


def code_on(place: Place, day: date) -> str:
    """The ONS code in force on a day."""
    return next(
        (c.code for c in place.codes if (c.starts or day) <= day <= (c.ends or day)),
        place.codes[-1].code,
    )


def people(place: Place, period: str, seed: int) -> int:
    """An invented number of people: many in England, some in a region, fewer in an authority."""
    most = {"National": 700_000, "Regional": 70_000}.get(place.level, 5_000)
    number = sum(map(ord, place.id)) + int(period) + seed
    return most + round(most / 10 * wave(number))


def percent(part: float, whole: float, decimals: int = 2) -> float | int:
    """A published percentage: whole numbers without a point."""
    share = round(100 * part / whole, decimals)
    return int(share) if share == int(share) else share


YEARS = [f"{year}{year + 1 - 2000}" for year in range(2012, 2017)]

ABSENCE_META = (
    "sess_possible,Indicator,Number of sessions possible,Absence fields",
    "sess_overall,Indicator,Number of overall absence sessions,Absence fields",
    "sess_overall_percent,Indicator,Overall absence rate,Absence fields,%",
    "sess_auth_ext_holiday,Indicator,Number of extended authorised holiday "
    "sessions,Absence by reason",
    "school_type,Filter,School type,,,Filter by school type",
    "term,Filter,Term,,,Filter by school term",
)


def absence_by_term() -> Iterator[Row]:
    """The year and its three terms; extended holidays are no reason any more; no type is Total."""
    for period in YEARS:
        for place, cells in places(period):
            for school_type in SCHOOL_TYPES[1:]:
                terms = [people(place, period, seed + len(school_type)) * 60 for seed in range(3)]
                for term, possible in (
                    ("Total", sum(terms)),
                    *zip(("Autumn term", "Spring term", "Summer term"), terms, strict=True),
                ):
                    missed = possible // (22 if "primary" in school_type else 17)
                    yield {
                        "time_identifier": "Academic year", "term": term, "time_period": period,
                        **cells, "school_type": school_type, "sess_possible": possible,
                        "sess_overall": missed,
                        "sess_overall_percent": percent(missed, possible, 1),
                        "sess_auth_ext_holiday": ".",
                    }  # fmt: skip


MISSING = "absence_number_missing_at_least_one_session_by_reason"
MISSING_META = (
    "enrolments,Indicator,Number of pupil enrolments,Absence fields",
    "enrol_overall,Indicator,Number of enrolments with at least one overall absence "
    "session,Absence fields",
    "enrol_auth_ext_holiday,Indicator,Number of enrolments on extended authorised "
    "holiday,Absence by reason",
    "school_type,Filter,School type,,,Filter by school type",
)


def missing_sessions() -> Iterator[Row]:
    """Pupils who missed a session, down to the school, each with its URN."""
    for period in YEARS:
        for place, cells in places(period):
            schools: list[Row] = [{"estab": "", "laestab": "", "urn": ""}]
            if place.level == "Local authority":
                numbers = [int(place.old_la_code) * 10 + one for one in range(3)]
                schools += [
                    {"geographic_level": "School", "estab": 4000 + one,
                     "laestab": f"{place.old_la_code}{4000 + one}", "urn": 110_000 + number}
                    for one, number in enumerate(numbers)
                ]  # fmt: skip
            for school in schools:
                types = SCHOOL_TYPES if school["urn"] == "" else SCHOOL_TYPES[2:3]
                for school_type in types:
                    pupils = people(place, period, len(school_type)) // (
                        1 if not school["urn"] else 6
                    )
                    yield {
                        "time_identifier": "Academic year", "time_period": period, **cells,
                        **school, "school_type": school_type, "enrolments": pupils,
                        "enrol_overall": "x" if pupils % 7 == 0 else pupils * 9 // 10,
                        "enrol_auth_ext_holiday": ".",
                    }  # fmt: skip


EXCLUSIONS_META = (
    "school_type,Filter,School type,,,Filter by school type",
    "num_schools,Indicator,Number of schools",
    "headcount,Indicator,Number of pupils",
    "perm_excl,Indicator,Number of permanent exclusions",
    "perm_excl_rate,Indicator,Permanent exclusion rate,,%",
    "fixed_excl,Indicator,Number of fixed period exclusions",
    "fixed_excl_rate,Indicator,Fixed period exclusion rate,,%",
    "one_plus_fixed,Indicator,Number of pupils with one or more fixed period exclusions",
    "one_plus_fixed_rate,Indicator,Percentage of pupils with one or more fixed "
    "period exclusions,,%",
)


def exclusions() -> Iterator[Row]:
    """Eleven years down to the school, which goes by its number in the authority alone."""
    for year in range(2016, 2005, -1):
        period = f"{year}{(year + 1) % 100:02d}"
        for place, cells in places(period):
            blank = {"estab": "", "laestab": "", "academy_type": "", "academy_open_date": ""}
            start: Row = {"time_identifier": "Academic year", "time_period": period, **cells}
            for school_type in SCHOOL_TYPES:
                counts = exclusion_counts(place, period, school_type)
                yield start | blank | {"school_type": school_type, "num_schools": 9} | counts
            if place.level == "Local authority":
                number = f"{place.old_la_code}4000"
                yield start | {
                    "geographic_level": "School", "estab": 4000, "laestab": number,
                    "academy_type": "16-19 converter academy", "academy_open_date": "01/09/2015",
                    "school_type": "State-funded secondary", "num_schools": 1, "headcount": 802,
                    "perm_excl": "x", "perm_excl_rate": "x", "fixed_excl": 7,
                    "fixed_excl_rate": 0.87, "one_plus_fixed": ".", "one_plus_fixed_rate": ".",
                }  # fmt: skip


def exclusion_counts(place: Place, period: str, school_type: str) -> Row:
    """Pupils, exclusions and suspensions, and the rates that follow from them."""
    pupils = people(place, period, len(school_type)) * 3
    expelled, suspended = max(pupils // 1000, 1), pupils // (30 + int(place.old_la_code or 9) % 9)
    if period == "201617" and school_type == "Total" and place.id in EXCLUSIONS_2016_17:
        pupils, expelled, suspended = EXCLUSIONS_2016_17[place.id]
    suspensions = suspended * (2 + len(place.name) % 3)
    return {
        "headcount": pupils,
        "perm_excl": expelled,
        "perm_excl_rate": percent(expelled, pupils),
        "fixed_excl": suspensions,
        "fixed_excl_rate": percent(suspensions, pupils),
        "one_plus_fixed": suspended,
        "one_plus_fixed_rate": percent(suspended, pupils),
    }


REASONS_META = (
    "school_type,Filter,School type,,,Filter by school type",
    "perm_bullying,Indicator,Bullying,Permanent exclusions",
    "perm_damage,Indicator,Damage,Permanent exclusions",
    "fixed_bullying,Indicator,Bullying,Fixed period exclusions",
    "fixed_damage,Indicator,Damage,Fixed period exclusions",
)


def reasons() -> Iterator[Row]:
    """Permanent and fixed-period exclusions under the same labels."""
    for period in YEARS:
        for place, cells in places(period):
            for school_type in SCHOOL_TYPES:
                many = people(place, period, len(school_type)) // 100
                yield {
                    "time_identifier": "Academic year", "time_period": period, **cells,
                    "school_type": school_type, "perm_bullying": "x" if many < 50 else many // 50,
                    "perm_damage": many // 40, "fixed_bullying": many, "fixed_damage": many * 2,
                }  # fmt: skip


LEVELS_META = (
    "number_in_ss_cohort,Indicator,Number of young people in the state-sector cohort as estimated "
    "from school census population data at academic age 14 ,Cohort number",
    "l2_by19,Indicator,Number of young people achieving level 2 by age 19,Qualification",
    "l2by19,Indicator,Proportion of young people achieving level 2 by age 19,Qualification,%",
    "l3_by19,Indicator,Number of young people achieving level 3 by age 19,Qualification",
    "l3by19,Indicator,Proportion of young people achieving level 3 by age 19,Qualification,%",
    "l2_emby16,Indicator,Proportion of young people achieving level 2 in English and maths by age "
    "16,Qualification,%",
    "characteristic,Filter,Characteristic,,,,characteristic_group",
)


def levels() -> Iterator[Row]:
    """Level 2 and 3 by 19: three rows labelled total, columns the meta file lacks, and one more."""
    heads = ("characteristic", "characteristic_group", "characteristic_gender",
             "characteristic_fsm_status", "characteristic_sen_provision_status")  # fmt: skip
    everybody = ("Total", "Total", "Total", "Total", "Total")
    for period in ("201314", "201415"):
        for place, cells in places(period):
            without, support, plan = (people(place, period, seed) for seed in (1, 2, 3))
            support, plan = support // 5, plan // 20
            pupils_count = without + support + plan
            sen = "SEN Provision "
            lines = [
                (everybody, pupils_count),
                *halves("Gender", ("Male", "Female"), 2, pupils_count),
                *halves("FSM Status", ("Not Eligable", "Eligable"), 3, pupils_count),
                (everybody, without),
                (everybody, support + plan),
                *(
                    # The group of these rows ends in a space in some years.
                    ((f"{sen}{kind}", sen if period == "201314" else sen.strip(), "Total", "Total",
                      f"{sen}{kind}"), size)
                    for kind, size in (("No identified SEN", without), ("SEN support", support),
                                       ("Education Health and Care Plan", plan))
                ),
            ]  # fmt: skip
            if place.id == "la-857":
                lines.append(lines[0])
            for items, size in lines:
                second, third = size * 4 // 5, size // 2
                yield {
                    "time_period": period, "time_identifier": "Academic year", **cells,
                    **dict(zip(heads, items, strict=True)), "number_in_ss_cohort": size,
                    "l2_by19": second, "l2by19": percent(second, size, 8), "l3_by19": third,
                    "l3by19": percent(third, size, 8),
                }  # fmt: skip


def halves(
    group: str, kinds: tuple[str, str], column: int, pupils_count: int
) -> list[tuple[tuple[str, ...], int]]:
    """A characteristic's two rows, which add up to everyone."""
    first = pupils_count * 51 // 100
    rows = []
    for kind, size in zip(kinds, (first, pupils_count - first), strict=True):
        items = [f"{group} {kind}", group, "Total", "Total", "Total"]
        items[column] = f"{group} {kind}"
        rows.append((tuple(items), size))
    return rows


EYFSP = "EYFSP_APS_GLD_ELG_underlying_data_2013_2018"
EYFSP_META = (
    "characteristic,Filter,Characteristic,,,Filter by characteristic,characteristic_group",
    "number_of_children,Indicator,Number of children included in EYFSP results,Overall rating ",
    "gld_number,Indicator,Number of children achieving a good level of "
    "development,Good level of development",
    "gld_percent,Indicator,Percentage of children achieving a good level of "
    "development,Good level of development,%",
    "comm_lang_lit_number,Indicator,Number of children achieving at least expected level in "
    "Communication & Language and Literacy areas of learning,Area of learning",
)


def early_years() -> Iterator[Row]:
    """Single spaces stand where a place has no region and no authority."""
    for period in ("201617", "201718"):
        for place, cells in places(period, blank=" "):
            girls, boys = people(place, period, 1), people(place, period, 2)
            for group, kind, size in (
                ("Total", "Total", girls + boys),
                ("Gender", "Gender Female", girls),
                ("Gender", "Gender Male", boys),
            ):
                good = size * 7 // 10
                yield {
                    "time_period": period, "time_identifier": "Academic year", **cells,
                    "characteristic_group": group, "characteristic": kind,
                    "number_of_children": size, "gld_number": good,
                    "gld_percent": percent(good, size, 1), "comm_lang_lit_number": good + 5,
                }  # fmt: skip
