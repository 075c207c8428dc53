"""The text of a new plan, ready to fill in, with a comment on every key that matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, academic_year_of, parse_period
from stocktake.standards.places import Place
from stocktake.standards.units import format_value
from stocktake.statistics.figures import Statistics
from stocktake.targets import KINDS, BaseTarget

_HEAD = """\
# {name}: a plan, {first} to {last}.
#
# Fill in what stands between angle brackets, and take the # from the keys that you can answer.
# People are roles, never names. `stocktake check` says what is still open; `stocktake judge`
# judges what is promised.

id = "{id}"  # lower-case words joined by hyphens
title = "{name} {first} to {last}"
version = "1"  # raise it when targets change: `stocktake diff` compares two versions
vision = "<What will be different for the children and young people of {name}, in a sentence>"

[place]
id = "{place}"
name = "{name}"
# neighbours_vintage = 2025  # which list of statistical neighbours; else the latest by the due date

[period]
first = "{first_period}"  # academic years, six digits
last = "{last_period}"

# Priorities: few. Each says why it matters, who is accountable for it, and what will be done
# by when.

[[priority]]
id = "attainment"
number = 1
title = "Results in school"
why = "<Which figure shows that this is a problem, and for whom>"
what = "<What the work will be, in a sentence or two>"
# lead = "<Role that is accountable for this priority>"

  [[priority.action]]
  id = "first-action"
  number = 1
  text = "<What will be done>"
  # owner = "<Role>"
  # partners = ["<id of a [[partner]]>"]

  [[priority.activity]]  # a dated step of an action
  id = "first-activity"
  text = "<What begins or is finished>"
  starts = {starts}
  due = {due}
  # owner = "<Role>"
  actions = ["first-action"]
  # waits_on = ["<Whose decision must come first>"]

    # [[priority.activity.measure]]
    # description = "<How one would see that it happened>"

[[priority]]
id = "attendance"
number = 2
title = "Being in school"
why = "<Why this, and for whom>"
# lead = "<Role>"

# Targets: one promise each. `kind` decides which keys are needed:
{kinds}
# Others to compare with: england, region, neighbours, a set of your own; as a comparator also
# median and the id of a place.
# Find indicators with `stocktake indicators WORDS`.
"""

_TAIL = """
# Figures that only you can return: `stocktake load local --template` writes the form.

# [[local_indicator]]
# id = "employer-encounters"  # written local:employer-encounters in a target
# title = "Encounters of young people aged 11 to 18 with employers"
# unit = "count"
# better = "higher"
# returned_by = "<Role>"
# how_often = "termly"  # once, monthly, termly or yearly
# overdue_after_days = 30
# cumulative = true
# source = "<The record that is counted>"

# Boards and partners that the plan relies on.

# [[body]]
# id = "board"
# name = "<Board>"
# purpose = "<What it decides>"
# meets = "<How often>"
# members = ["<Role>"]

# [[partner]]
# id = "<id>"
# name = "<Organisation>"
# brings = "<What it brings>"

# [[risk]]
# id = "<id>"
# text = "<What could stop the plan>"
# response = "<What is done about it beforehand>"
# owner = "<Role>"

# The ten delivery questions, in your own words; leave out what the plan does not answer yet.

[delivery]
# aspiration = ""              # what is to be different, for whom, by when
# activities = ""              # what is done in which year
# delivery_chain = ""          # through whom it reaches a child, and the weakest link
# leads = ""                   # who is accountable for what
# trajectory = ""              # what the figures should be on the way
# performance_management = ""  # who looks, how often, and what follows
# benchmarking = ""            # how others in the same position do
# resources = ""               # what money and whose time, and is it promised
# stakeholders = ""            # who must take part, and how they are heard
# risks = ""                   # what could stop it
"""


@dataclass(frozen=True)
class _Suggestion:
    """A target that many plans have, to be changed or taken out."""

    id: str
    title: str
    words: str
    priority: str
    indicator: str
    keys: str
    watch: tuple[str, str, str]


_SUGGESTIONS = (
    _Suggestion(
        "ks2-rwm-top-half",
        "Reading, writing and maths at 11: top half of the country",
        "The share at the expected standard places {name} in the top half of the country.",
        "attainment",
        "ks2-rwm-expected",
        'kind = "position"\nwithin = "top_half"\namong = "england"\n',
        ("primary-persistent-absence", "rises", "Pupils who are often away learn less"),
    ),
    _Suggestion(
        "attainment-8-above-neighbours",
        "Attainment 8 above the statistical neighbours",
        "The average Attainment 8 score is above the mean of the statistical neighbours.",
        "attainment",
        "attainment-8",
        'kind = "relation"\ncomparison = "above"\ncomparator = "neighbours"\n',
        ("secondary-permanent-exclusions", "rises", "Pupils who are excluded no longer count"),
    ),
    _Suggestion(
        "secondary-persistent-absence-below-national",
        "Secondary persistent absence below England's",
        "The share of secondary pupils who are persistently absent is below the national share.",
        "attendance",
        "secondary-persistent-absence",
        'kind = "relation"\ncomparison = "below"\ncomparator = "england"\n',
        ("secondary-permanent-exclusions", "rises", "Excluded pupils no longer count as absent"),
    ),
)


def new_plan(place: Place, *, first: str, last: str, statistics: Statistics | None = None) -> str:
    """Write the text of a plan that is ready to fill in.

    It reads back without faults as it stands, so that it can be judged from the first day. Two
    priorities and three targets on published indicators are suggestions to be changed.

    Parameters
    ----------
    place : Place
        The authority, district, area or trust that the plan is for.
    first, last : str
        The academic years of the plan, such as ``"202627"`` or ``"2026/27"``; targets fall due
        in the last.
    statistics : Statistics, optional
        Where figures are held, the place's latest stands next to each target as a comment, and
        its period as the baseline.

    Returns
    -------
    str
        TOML.

    Raises
    ------
    UsageError
        A year is none, or the last comes before the first.

    Examples
    --------
    >>> from stocktake.plan.read import parse_plan
    >>> from stocktake.standards.places import place_register
    >>> text = new_plan(place_register().get("la-889"), first="202627", last="202829")
    >>> plan = parse_plan(text)
    >>> plan.place.id, len(plan.target), plan.target[0].due
    ('la-889', 3, '202829')
    """
    start, end = parse_period(first), parse_period(last)
    if end.ends < start.ends:
        raise UsageError(f"the plan would end ({end.label}) before it begins ({start.label})")
    head = _HEAD.format(
        id=f"{_slug(place.name)}-{start.time_period}",
        name=_quote(place.name),
        place=_quote(place.id),
        first=start.label,
        last=end.label,
        first_period=start.time_period,
        last_period=end.time_period,
        starts=start.starts.isoformat(),
        due=start.ends.isoformat(),
        kinds="\n".join(_describe_kinds()),
    )
    targets = [_target(suggestion, place, end, statistics) for suggestion in _SUGGESTIONS]
    return head + "".join(targets) + _TAIL


def _describe_kinds() -> Iterator[str]:
    """A comment for every kind of target with the keys that it cannot do without."""
    width = max(len(name) for name in KINDS)
    for name, kind in KINDS.items():
        keys = [
            _describe_key(key, field.annotation)
            for key, field in kind.model_fields.items()
            if field.is_required() and key not in BaseTarget.model_fields
        ]
        yield f"#   {name:<{width}}  {', '.join(keys) or 'nothing more'}"


def _describe_key(key: str, kind: Any) -> str:
    """A key with the words that it allows, or the table that it is."""
    if get_origin(kind) is Literal:
        return f"{key} ({', '.join(get_args(kind))})"
    if get_origin(kind) is tuple:
        return f"[[target.{key}]]"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields
        required_keys = [name for name, field in fields.items() if field.is_required()]
        words = ", ".join(required_keys) or "one of " + ", ".join(fields)
        return f"[target.{key}] with {words}"
    return key


def _target(
    suggestion: _Suggestion, place: Place, due: Period, statistics: Statistics | None
) -> str:
    latest, baseline = _latest(suggestion.indicator, place, statistics, due)
    indicator, worse_if, words = suggestion.watch
    comment = f"# {latest}\n" if latest else ""
    base = (
        f'baseline = "{baseline}"\n'
        if baseline
        else '# baseline = "<period>"  # the figure that the plan starts from\n'
    )
    return f"""
{comment}[[target]]
id = "{suggestion.id}"
title = "{suggestion.title}"
description = "{suggestion.words.format(name=_quote(place.name))}"
priority = "{suggestion.priority}"
indicator = "{suggestion.indicator}"
{suggestion.keys}{base}due = "{due.time_period}"
# owner = "<Role>"

  # [target.trajectory]  # the road from the baseline; stepped and milestones are other shapes
  # shape = "linear"

  # [[target.leading]]  # a figure that moves before the target's own
  # indicator = "local:<id>"
  # description = "<Why it moves first>"

  [[target.watch]]  # a figure that would show the target met in a way nobody wanted
  indicator = "{indicator}"
  worse_if = "{worse_if}"
  description = "{words}"
"""


def _latest(name: str, place: Place, statistics: Statistics | None, due: Period) -> tuple[str, str]:
    """The latest figure of a place before a target is due, in words, and its academic year."""
    if statistics is None:
        return "", ""
    figures = statistics.figures(name)
    points = [
        (Period(*period), rows[place.id]["value"])
        for period, rows in figures.by_period.items()
        if rows.get(place.id, {}).get("value") is not None and Period(*period).ends < due.starts
    ]
    if not points:
        return f"No figure of {name} is held for {place.name}.", ""
    period, value = max(points, key=lambda point: point[0].ends)
    value_text = format_value(value, figures.indicator.unit, figures.indicator.decimal_places)
    return (
        f"Latest figure held: {value_text} in {period.label} ({figures.indicator.title}).",
        academic_year_of(period.ends),
    )


def _slug(name: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name)
    return "-".join(letters.lower().split()) or "plan"


def _quote(text: str) -> str:
    """A text as it may stand between quotation marks, and in a comment, of TOML."""
    letters = "".join(letter if letter.isprintable() else " " for letter in text)
    return letters.strip().replace("\\", "\\\\").replace('"', '\\"')
