"""Chance that a seed repeats, in arrays, and the definition files of the invented pupils."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from stocktake.examples.pupils.schema import PlantedFacts, PupilNames, Shape, Terms
from stocktake.standards.definitions import load_folder

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Days: TypeAlias = NDArray[np.datetime64]

PACKAGE = "stocktake.examples.pupils"


def stream_of(topic: str, seed: int) -> np.random.Generator:
    """A stream of chance for one purpose, so that adding a purpose moves no other.

    Examples
    --------
    >>> stream_of("names", 1).random() == stream_of("names", 1).random()
    True
    """
    digest = sha256(f"pupils {topic} {seed}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


def pick(chance: np.random.Generator, shares: Floats) -> Ints:
    """One column for each row of a matrix of weights, by chance.

    Examples
    --------
    >>> pick(stream_of("doctest", 1), np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [1, 0]
    """
    steps = np.cumsum(shares, axis=1)
    draws = chance.random(len(shares)) * steps[:, -1]
    choices: Ints = (steps <= draws[:, None]).sum(axis=1)
    return choices


def pick_one(
    chance: np.random.Generator, shares: Mapping[str, float], count: int
) -> NDArray[np.str_]:
    """So many names, each as often as its share says."""
    names = np.array(list(shares))
    weights = np.array(list(shares.values()))
    return names[chance.choice(len(names), size=count, p=weights / weights.sum())]


@cache
def load_terms() -> Terms:
    """The term dates."""
    return load_folder(PACKAGE, "terms", Terms)["terms"].value


@cache
def load_pupil_names() -> PupilNames:
    """The syllables of names."""
    return load_folder(PACKAGE, "names", PupilNames)["names"].value


@cache
def load_planted() -> PlantedFacts:
    """The truth to plant."""
    return load_folder(PACKAGE, "story", PlantedFacts)["planted"].value


@cache
def load_shape() -> Shape:
    """Levels and shares that the published figures do not give."""
    return load_folder(PACKAGE, "shape", Shape)["shape"].value
