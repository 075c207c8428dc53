"""What is planted among the pupils, with what came of it, for later work to be tested by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.examples.pupils.gcse import school_grades
from stocktake.examples.pupils.places import Places
from stocktake.examples.pupils.programmes import TakingPart
from stocktake.examples.pupils.random_streams import load_planted
from stocktake.examples.pupils.registers import Register
from stocktake.examples.pupils.years import last_day, start_of


@dataclass(frozen=True)
class Happened:
    """What the truth is made from."""

    places: Places
    parts: tuple[TakingPart, ...]
    registers: dict[str, Register]
    off_rolled: pl.DataFrame
    years: tuple[str, ...]


def planted_truth(seed: int, happened: Happened) -> dict[str, object]:
    """Everything planted, as ``truth.toml`` has it."""
    story = load_planted()
    places = happened.places
    urn = {
        name: int(places.urn[places.secondaries[frame.school]])
        for name, frame in (
            ("coasting", story.coasting),
            ("optimistic", story.optimistic),
            ("off_rolling", story.off_rolling),
        )
    }
    effects = np.array([school_grades(seed, places, start_of(year)) for year in happened.years])
    off = happened.off_rolled.filter(
        pl.col("school") == int(places.secondaries[story.off_rolling.school]),
        pl.col("date") <= last_day(happened.years),
    )
    return {
        "coasting_school": {
            "school_urn": urn["coasting"],
            "grades_below_expected": -story.coasting.progress_grades,
            "note": "its pupils come with high prior attainment, so its attainment looks well",
        },
        "optimistic_school": {
            "school_urn": urn["optimistic"],
            "predicted_above_actual_grades": story.optimistic.prediction_grades,
        },
        "off_rolling_school": {
            "school_urn": urn["off_rolling"],
            "share_of_year_group": story.off_rolling.off_rolled,
            "pupils_count": len(off),
        },
        "school_effects": {
            "unit": "grades, mean over the years",
            "grades": {
                str(int(places.urn[at])): round(float(effects[:, at].mean()), 3)
                for at in places.secondaries.tolist()
            },
        },
        "under_served": {
            "ward": story.under_served.ward,
            "who": "pupils of this ward whose family ever claims free school meals",
            "standing_sd_by_key_stage": story.under_served.standing,
            "relative_reach": story.under_served.reach,
        },
        "programmes": [
            {
                "id": programme.id,
                "outcome": f"KS2 {programme.subject}" if programme.subject else "",
                "effect_sd": programme.effect,
                "works": programme.effect > 0,
                "overlaps": programme.overlaps,
                "pupils_count": len(set(happened.registers[programme.id].child))
                if programme.id in happened.registers
                else 0,
            }
            for programme in story.programme
        ],
        "registers": {
            name: {
                "rows_count": len(register.child),
                "people_count": len(set(register.child)),
                "misspelt_rows_count": sum(register.misspelt),
                "repeated_rows_count": sum(register.twice),
            }
            for name, register in happened.registers.items()
        },
    }


def register_key(register: Register, upn: NDArray[np.str_]) -> pl.DataFrame:
    """Who each row of a register is: its number from 1, and the pupil's."""
    return pl.DataFrame(
        {
            "row": range(1, len(register.child) + 1),
            "upn": upn[np.array(register.child)],
            "misspelt": register.misspelt,
            "repeated": register.twice,
        }
    )
