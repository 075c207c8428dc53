"""Children in need, looked after and caring for others, and alternative provision."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.moves import Rolls
from stocktake.examples.pupils.random_streams import Days, Flags, load_pupil_names, stream_of
from stocktake.examples.pupils.years import day


def social_care(seed: int, children: Children, is_known: Flags) -> pl.DataFrame:
    """Spells in need (CIN), on a protection plan (CPP), looked after (CLA) and after (PLA)."""
    chance = stream_of("social care", seed)
    frames = []
    everybody = np.arange(len(children))
    starts_school = day(children.cohort, 9, 1)
    start_days = starts_school + chance.integers(-600, 3600, len(everybody)).astype(
        "timedelta64[D]"
    )
    length = chance.integers(60, 900, len(everybody)).astype("timedelta64[D]")
    plan = chance.integers(60, 400, len(everybody)).astype("timedelta64[D]")
    for status, members, start, lasts in (
        ("CIN", children.in_need & is_known, start_days, length),
        (
            "CPP",
            children.in_need & is_known & (chance.random(len(everybody)) < 0.2),
            start_days,
            plan,
        ),
        ("CLA", children.looked_after & is_known, start_days, length * 3),
    ):
        frames.append(_spells(status, members, start, start + lasts))
    adopted = children.looked_after & is_known & (chance.random(len(everybody)) < 0.4)
    after = start_days + length * 3 + np.timedelta64(1, "D")
    frames.append(
        _spells("PLA", adopted, after, np.full(len(everybody), np.datetime64("2099-01-01")))
    )
    return pl.concat(frames)


def young_carers(seed: int, children: Children, is_known: Flags) -> pl.DataFrame:
    """Spells of caring for somebody at home."""
    chance = stream_of("young carers", seed)
    start = day(children.cohort + 5, 1, 1)
    start = start + chance.integers(0, 2600, len(children)).astype("timedelta64[D]")
    end = start + chance.integers(300, 2200, len(children)).astype("timedelta64[D]")
    return _spells("", children.carer & is_known, start, end).drop("status")


def _spells(status: str, members: Flags, start: Days, end: Days) -> pl.DataFrame:
    at = np.flatnonzero(members)
    return pl.DataFrame(
        {
            "child": at,
            "status": [status] * len(at),
            "start_date": start[at],
            "end_date": end[at],
        }
    )


def alternative_provision(
    seed: int, rolls: Rolls, suspended: pl.DataFrame, unit: int
) -> pl.DataFrame:
    """Placements after exclusion, after long suspension, for behaviour and for illness.

    Provision is due from the sixth school day; some wait longer, some get less than full time.
    """
    chance = stream_of("alternative provision", seed)
    providers = np.array(load_pupil_names().providers)
    frames = []
    out = rolls.excluded.select("child", pl.lit(unit).alias("school"), "start_date")
    long = suspended.filter(pl.col("sessions") > 10).select("child", "school", "start_date")
    dual = rolls.spells.filter(pl.col("enrolment_status") == "S").select(
        "child", "school", start_date="entry_date"
    )
    ill = rolls.spells.filter(pl.col("enrolment_status") == "C").select(
        "child", "school", start_date=pl.col("entry_date") + pl.duration(days=200)
    )
    ill = ill.filter(pl.Series(chance.random(len(ill)) < 0.004))
    for reason, of in (
        ("EXCLUSION", out), ("SUSPENSION", long), ("BEHAVIOUR", dual), ("MEDICAL", ill),
    ):  # fmt: skip
        count = len(of)
        start_days = of["start_date"].to_numpy().astype("datetime64[D]")
        due = reason in ("EXCLUSION", "SUSPENSION")
        late = np.where(chance.random(count) < 0.72, 0, chance.integers(3, 45, count))
        first = 7 * due + late * due
        shortest, longest = (10, 25) if reason == "SUSPENSION" else (60, 320)
        lasts = chance.integers(shortest, longest, count)
        from_sixth = pl.Series(start_days + np.timedelta64(7, "D"))
        starts = start_days + first.astype("timedelta64[D]")
        frames.append(
            of.select("child", "school").with_columns(
                provider_name=pl.Series(providers[chance.integers(0, len(providers), count)]),
                reason=pl.lit(reason),
                start_date=pl.Series(starts),
                end_date=pl.Series(starts + lasts.astype("timedelta64[D]")),
                sessions_per_week=pl.Series(
                    np.where(chance.random(count) < 0.7, 10, chance.integers(2, 9, count))
                ),
                required_from=from_sixth if due else pl.lit(None, dtype=pl.Date),
            )
        )
    return pl.concat(frames, how="vertical_relaxed")
