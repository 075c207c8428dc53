"""Attainment 8 and Progress 8 as one would work them out by hand: slow, plain, independent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

SCIENCE = {"COMB_SCI", "BIOLOGY", "CHEMISTRY", "PHYSICS", "COMPUTER_SCIENCE"}
EBACC = SCIENCE | {"HISTORY", "GEOGRAPHY", "FRENCH", "GERMAN", "SPANISH"}
OPEN = {"RE", "BUSINESS", "DRAMA", "ART", "SPORT", "HEALTH_SOCIAL_CARE"}
TECHNICAL = {"D2*": Fraction(17, 2), "D2": 7, "M2": Fraction(11, 2), "P2": 4}

Row = dict[str, object]


def grade_points(row: Row) -> Fraction | None:
    """Points that a grade is worth in one slot; None for one that is no attempt."""
    grade = str(row["grade"])
    if grade == "X":
        return None
    if grade == "U":
        return Fraction(0)
    if grade in TECHNICAL:
        return Fraction(TECHNICAL[grade])
    return Fraction(sum(int(part) for part in grade), len(grade))


def first_entries(rows: list[Row]) -> dict[str, Fraction]:
    """Points by subject of the first attempt; the best of several on one day."""
    attempts: dict[str, list[tuple[date, Fraction]]] = defaultdict(list)
    for row in rows:
        points = grade_points(row)
        if points is None:
            continue
        subject = str(row["subject"])
        if row["qualification"] == "TECHNICAL_2" and subject not in OPEN:
            if subject not in {"COMB_SCI", "COMPUTER_SCIENCE"}:
                continue
            subject += " technical"
        day = row["award_date"]
        attempts[subject].append((day if isinstance(day, date) else date.max, points))
    points_by_subject = {}
    for subject, tries in attempts.items():
        first = min(day for day, _ in tries)
        points_by_subject[subject] = max(points for day, points in tries if day == first)
    return points_by_subject


def attainment_8(rows: list[Row]) -> dict[str, Fraction | int]:
    """One pupil's Attainment 8 by the rules since 2018/19."""
    points = first_entries(rows)
    language, literature = points.get("ENG_LANG"), points.get("ENG_LIT")
    spare: list[Fraction] = []
    if language is not None and literature is not None:
        english = 2 * max(language, literature)
        spare.append(min(language, literature))
    else:
        english = next((p for p in (language, literature) if p is not None), Fraction(0))
    maths = 2 * points.get("MATHS", Fraction(0))
    sciences = [p for s, p in points.items() if s in EBACC]
    if "COMB_SCI" in points:
        sciences.append(points["COMB_SCI"])
    science_points = sorted(sciences, reverse=True)
    other_points = [p for s, p in points.items() if s in OPEN or s.endswith("technical")]
    best_of_rest = sorted([*science_points[3:], *other_points, *spare], reverse=True)
    ebacc, open_ = science_points[:3], best_of_rest[:3]
    return {
        "english_points": english,
        "maths_points": maths,
        "ebacc_points": sum(ebacc, Fraction(0)),
        "open_points": sum(open_, Fraction(0)),
        "attainment_8_points": english + maths + sum(ebacc) + sum(open_),
        "ebacc_filled_count": len(ebacc),
        "open_filled_count": len(open_),
    }
