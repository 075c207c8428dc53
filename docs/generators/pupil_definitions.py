"""The page of what pupil measures rest on: estimates, thresholds, points and code lists."""

from __future__ import annotations

from collections.abc import Iterable

from generators.markdown import sentence, table
from stocktake.pupils.absence.schema import Threshold, ThresholdFile
from stocktake.pupils.attainment.estimates_schema import Estimates
from stocktake.pupils.attainment.primary_progress_schema import PrimaryProgress
from stocktake.pupils.attainment.schema import PointScale, SubjectList
from stocktake.pupils.attainment.thresholds_schema import Component, Thresholds
from stocktake.standards.attendance_codes import attendance_code_table
from stocktake.standards.definitions import LoadedDefinition, Source, load_folder
from stocktake.standards.periods import parse_period

PACKAGE = "stocktake.pupils"

HEAD = """# What pupil measures rest on

Each of these is a definition file of `stocktake.pupils`. A file of the same name in your own
folder, under the same sub-folder, takes its place
([replace a definition](../how-to/replace-a-definition.md)); the measures that read one have an
argument `own_folder` for that folder. "Not yet checked" means that nobody has compared the file
with the publication itself.

"""

SPANS = {
    "autumn": "autumn",
    "autumn_spring": "autumn and spring",
    "five_half_terms": "five half terms",
    "year": "year",
}
"""How much of the year a count of sessions is for."""

MOST_NAMED = 5
"""More components than these, with one rule for all, are counted and not named."""


def page() -> str:
    """The page."""
    return HEAD + "\n".join(
        (
            _estimates(),
            _points(),
            _subjects(),
            _standards(),
            _primary_progress(),
            _absence(),
            _attendance_codes(),
        )
    )


def _estimates() -> str:
    rows = []
    for name, definition in load_folder(PACKAGE, "estimates", Estimates).items():
        value = definition.value
        if value.absent:
            rows.append(
                (f"`{name}`", _year(value.year), "none", "", _capital(sentence(value.absent)))
            )
            continue
        rows.append(
            (
                f"`{name}`",
                _year(value.year),
                f"{len(value.group)} groups, {value.release}",
                f"{value.deviation('attainment_8'):.3f}",
                _sources(value.source),
            )
        )
    heads = ["Release", "Year", "Held", "Deviation of pupils' Progress 8", "Source, or why not"]
    return f"""## National estimates for Progress 8 {{: #estimates }}

There is no Progress 8 for a year without them; another year's are never borrowed.

{table(heads, rows)}"""


def _points() -> str:
    folder = load_folder(PACKAGE, "points", PointScale)
    rows = [
        (
            f"`{name}`",
            ", ".join(map(_year, item.value.years)),
            _grades(item.value.single),
            _sources(item.value.source),
        )
        for name, item in folder.items()
    ]
    return f"""## Points of grades {{: #points }}

{table(["File", "Years", "GCSE", "Source"], rows)}"""


def _subjects() -> str:
    subjects = _only(load_folder(PACKAGE, "subjects", SubjectList)).subject
    rows = [
        (
            f"`{subject.code}`",
            subject.name,
            subject.slot,
            "" if subject.slots == 1 else subject.slots,
        )
        for subject in subjects
    ]
    return f"""## Subjects and the slots that they may fill {{: #subjects }}

The codes are our own. What an EBacc slot does not take may fill an open one.

{table(["Code", "Subject", "Slot", "Slots filled"], rows)}"""


def _standards() -> str:
    rows = []
    for name, definition in load_folder(PACKAGE, "thresholds", Thresholds).items():
        value = definition.value
        years = (
            f"{_year(value.first_year)} to {_year(value.last_year) if value.last_year else 'now'}"
        )
        components = _components(value.component)
        rows.append((f"`{name}`", value.stage, years, components, _sources(value.source)))
    return f"""## Standards before key stage 4 {{: #standards }}

{table(["File", "Stage", "Years", "Expected (and higher)", "Source"], rows)}"""


def _components(components: tuple[Component, ...]) -> str:
    by_rule: dict[str, list[str]] = {}
    for component in components:
        by_rule.setdefault(_threshold_words(component), []).append(component.name)
    return "; ".join(f"{_list_names(names)}: {rule}" for rule, names in by_rule.items())


def _list_names(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= MOST_NAMED else f"each of {len(names)}"


def _threshold_words(threshold: Component) -> str:
    if threshold.expected_least is not None:
        more = f" ({threshold.higher_least:g})" if threshold.higher_least is not None else ""
        return f"{threshold.expected_least:g} or more{more}"
    higher = f" ({', '.join(threshold.higher)})" if threshold.higher else ""
    return f"{', '.join(threshold.expected)}{higher}"


def _primary_progress() -> str:
    folder = load_folder(PACKAGE, "primary_progress", PrimaryProgress)
    rows = [
        (f"`{name}`", _year(name), _capital(sentence(item.value.absent)) or "held")
        for name, item in folder.items()
    ]
    return f"""## Progress to key stage 2 {{: #primary-progress }}

{table(["File", "Year", "National table"], rows)}"""


def _absence() -> str:
    rows = []
    for name, definition in load_folder(PACKAGE, "absence", ThresholdFile).items():
        for version in definition.value.version:
            years = f"{_from(version)} to {_year(version.to_year) if version.to_year else 'now'}"
            rows.append((f"`{name}`", years, _threshold(version), _sources([version.source])))
    return f"""## Thresholds of absence {{: #absence }}

{table(["File", "Years", "Absent from", "Source"], rows)}"""


def _from(version: Threshold) -> str:
    return _year(version.from_year) if version.from_year else "the first"


def _threshold(version: Threshold) -> str:
    if version.share is not None:
        part, whole = version.share.numerator, version.share.denominator
        return f"{part}/{whole} of the enrolment's own possible sessions"
    counts = version.sessions.model_dump() if version.sessions is not None else {}
    statement = [f"{SPANS[span]} {count}" for span, count in counts.items() if count]
    return f"a number of sessions: {', '.join(statement)}"


def _attendance_codes() -> str:
    by_version: dict[tuple[str, str], dict[str, list[str]]] = {}
    for code, starts, ends, kind in attendance_code_table().rows():
        version = by_version.setdefault((starts.isoformat(), ends.isoformat()), {})
        version.setdefault(kind, []).append(code)
    rows = [
        (_span(starts, ends), kind.replace("_", " "), " ".join(f"`{code}`" for code in codes))
        for (starts, ends), kinds in sorted(by_version.items())
        for kind, codes in kinds.items()
    ]
    return f"""## Attendance codes {{: #attendance-codes }}

{table(["In force", "Counts as", "Codes"], rows)}"""


def _span(starts: str, ends: str) -> str:
    since = "" if starts <= "1900" else f"from {starts} "
    until = "" if ends >= "2100" else f"to {ends}"
    return (since + until).strip()


def _grades(points: dict[str, float]) -> str:
    return ", ".join(f"{grade} {value:g}" for grade, value in points.items())


def _year(code: str) -> str:
    return parse_period(code).label


def _sources(sources: Iterable[Source]) -> str:
    text = []
    for source in sources:
        title = f"{source.title} ({source.year})" if source.year else source.title
        text.append(title if source.verified else f"{title}: not yet checked")
    return sentence("; ".join(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _only(definitions: dict[str, LoadedDefinition[SubjectList]]) -> SubjectList:
    (definition,) = definitions.values()
    return definition.value
