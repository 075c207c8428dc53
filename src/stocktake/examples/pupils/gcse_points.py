"""Attainment 8 of the invented grades, with which their level is set. The measure is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stocktake.examples.pupils.random_streams import Flags, Floats, Ints

ENGLISH, LITERATURE, MATHS, SCIENCE = 0, 1, 2, 3
EBACC = slice(4, 13)
OPEN = slice(13, None)


@dataclass(frozen=True)
class Entries:
    """What was entered and reached: child by subject."""

    is_entered: Flags
    grade: Ints
    second: Ints
    absent: Flags


def points(entries: Entries) -> Floats:
    """Points by child and subject, with the two halves of combined science at the end.

    Every grade counts its number; a subject not entered or not attempted is below 0.
    """
    counts_in_points = entries.is_entered & ~entries.absent
    grades = np.where(counts_in_points, entries.grade, -1).astype(np.float64)
    high = np.maximum(entries.grade[:, SCIENCE], entries.second)
    low = np.minimum(entries.grade[:, SCIENCE], entries.second)
    half = np.where(counts_in_points[:, SCIENCE], (np.minimum(high, low + 1) + low) / 2, -1)
    grades[:, SCIENCE] = half
    return np.column_stack([grades, half])


def attainment(scores: Floats) -> Floats:
    """Attainment 8: English and maths doubled, three of the EBacc, three of the rest.

    Source: DfE, Secondary accountability measures; see ``stocktake.pupils`` for the full rules.
    """
    language, literature = scores[:, ENGLISH], scores[:, LITERATURE]
    has_both = (language >= 0) & (literature >= 0)
    best, lower_grade = np.maximum(language, literature), np.minimum(language, literature)
    english = np.maximum(best, 0) * np.where(has_both, 2, 1)
    maths = np.maximum(scores[:, MATHS], 0) * 2
    halves = scores[:, [SCIENCE, -1]]
    ebacc = np.sort(np.column_stack([scores[:, EBACC], halves]), axis=1)[:, ::-1]
    rest = np.column_stack(
        [ebacc[:, 3:], scores[:, OPEN][:, :-1], np.where(has_both, lower_grade, -1)]
    )
    open_ = np.sort(rest, axis=1)[:, ::-1][:, :3]
    total = english + maths
    total += np.maximum(ebacc[:, :3], 0).sum(axis=1) + np.maximum(open_, 0).sum(axis=1)
    return np.asarray(total)
