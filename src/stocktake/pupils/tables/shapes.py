"""The shapes of the tables that measures from pupil records make.

Sums of sessions and days are in none of them: a policy has no rule for a sum of a few pupils.
"""

from __future__ import annotations

from stocktake.disclosure import Apart, Measure, MeasureSum, Nested
from stocktake.pupils.destinations.sustained import NOT_CAPTURED, NOT_SUSTAINED, SUSTAINED
from stocktake.pupils.tables.shape import TableShape, count, rate, share

ABSENCE = TableShape(
    title="Persistent and severe absence",
    population="enrolments aged 5 to 15",
    measures=(
        count("enrolments", "enrolments", "Enrolments"),
        count("enrolments-persistent", "enrolments_pa", "Persistent absentees"),
        share(
            "enrolments-persistent-percent",
            "enrolments_pa_percent",
            "Persistent absence",
            top="enrolments-persistent",
            bottom="enrolments",
        ),
        count("enrolments-severe", "enrolments_severe", "Severe absentees"),
        share(
            "enrolments-severe-percent",
            "enrolments_severe_percent",
            "Severe absence",
            top="enrolments-severe",
            bottom="enrolments",
        ),
    ),
    nested=(Nested(part="enrolments-severe", whole="enrolments-persistent"),),
)

EXCLUSIONS = TableShape(
    title="Suspensions and permanent exclusions",
    population="pupils on roll in January",
    measures=(
        count("headcount", "headcount", "Pupils on roll"),
        count("permanent-exclusions", "perm_excl", "Permanent exclusions"),
        rate(
            "permanent-exclusion-rate",
            "perm_excl_rate",
            "Permanent exclusions for every 100 pupils",
            top="permanent-exclusions",
            bottom="headcount",
        ),
        count("suspensions", "suspension", "Suspensions"),
        rate(
            "suspension-rate",
            "susp_rate",
            "Suspensions for every 100 pupils",
            top="suspensions",
            bottom="headcount",
        ),
        count("enrolments-suspended", "one_plus_susp", "Enrolments with a suspension"),
        rate(
            "enrolments-suspended-rate",
            "one_plus_susp_rate",
            "Enrolments with a suspension, of every 100 pupils",
            top="enrolments-suspended",
            bottom="headcount",
        ),
    ),
    apart=(
        Apart(
            measures=("headcount", "permanent-exclusions", "suspensions", "enrolments-suspended"),
            reason="they count different events, the same pupils again, or another day",
        ),
    ),
)

MOBILITY = TableShape(
    title="Joiners and leavers in mid-year",
    population="enrolments of the year",
    measures=(
        count("january-roll", "on_roll_count", "Pupils on roll in January"),
        count("mid-year-joiners", "joiners_count", "Joiners in mid-year"),
        rate(
            "mid-year-joiner-rate",
            "joiners_percent",
            "Joiners for every 100 pupils",
            top="mid-year-joiners",
            bottom="january-roll",
        ),
        count("mid-year-leavers", "leavers_count", "Leavers in mid-year"),
        rate(
            "mid-year-leaver-rate",
            "leavers_percent",
            "Leavers for every 100 pupils",
            top="mid-year-leavers",
            bottom="january-roll",
        ),
    ),
    apart=(
        Apart(
            measures=("january-roll", "mid-year-joiners", "mid-year-leavers"),
            reason="who joined or left in mid-year need not be on roll in January",
        ),
    ),
)


def met_shape(title: str, population: str, prefix: str, flags: dict[str, str]) -> TableShape:
    """Pupils, and those who met each of several standards, the easiest first.

    Parameters
    ----------
    title, population : str
    prefix : str
        Of the ids: ``ks4``.
    flags : dict of str to str
        Column and title of each standard; whoever meets one meets those before it.
    """
    pupils = f"{prefix}-pupils"
    measures: list[Measure] = [count(pupils, "pupils", "Pupils")]
    names = {flag: f"{prefix}-{flag.replace('_', '-')}" for flag in flags}
    for flag, words in flags.items():
        measures.append(count(names[flag], flag, f"{words}: pupils"))
        percent = f"{names[flag]}-percent"
        measures.append(share(percent, f"{flag}_percent", words, top=names[flag], bottom=pupils))
    steps = list(names.values())
    nested = tuple(
        Nested(part=harder, whole=easier) for easier, harder in zip(steps, steps[1:], strict=False)
    )
    return TableShape(title, population, tuple(measures), nested)


def _destinations() -> TableShape:
    kinds = (*SUSTAINED, NOT_SUSTAINED, NOT_CAPTURED)
    measures = [count("ks4-pupils", "cohort", "Pupils")]
    for name in ("sustained", *kinds):
        identity = f"leavers-{name.replace('_', '-')}"
        words = name.replace("_", " ").capitalize()
        measures.append(count(identity, name, f"{words}: pupils"))
        measures.append(
            share(
                f"{identity}-percent", f"{name}_percent", words, top=identity, bottom="ks4-pupils"
            )
        )
    ids = {name: f"leavers-{name.replace('_', '-')}" for name in ("sustained", *kinds)}
    rest = (ids["sustained"], ids[NOT_SUSTAINED], ids[NOT_CAPTURED])
    sums = (
        MeasureSum(total=ids["sustained"], parts=tuple(ids[name] for name in SUSTAINED)),
        MeasureSum(total="ks4-pupils", parts=rest),
    )
    # The cohort is that of attainment, under the same id: tables of both are then compared.
    return TableShape("Destinations after key stage 4", "key stage 4", tuple(measures), sums=sums)


DESTINATIONS = _destinations()
ENGLISH_AND_MATHS = met_shape(
    "GCSE English and maths",
    "key stage 4",
    "ks4",
    {
        "english_and_maths_standard": "Grade 4 or above in English and maths",
        "english_and_maths_strong": "Grade 5 or above in English and maths",
    },
)
KEY_STAGE_2 = met_shape(
    "Reading, writing and maths at key stage 2",
    "key stage 2",
    "ks2",
    {
        "rwm_expected": "Expected standard in reading, writing and maths",
        "rwm_higher": "Higher standard in reading, writing and maths",
    },
)
