"""National estimates: what was published, what is absent and why, and lost decimal points."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.pupils.attainment.definitions import estimates
from stocktake.pupils.attainment.estimates_schema import ELEMENTS, Estimates
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import DefinitionError

PUBLISHED = {
    "202122-provisional": "2022_provisional_2022-10-20",
    "202122-revised": "2022_revised_2023-02-02",
    "202223-provisional": "2023_provisional_2023-10-19",
    "202223-revised": "2023_revised_2024-02-01",
    "202324-provisional": "2024_dec_2024-12-05",
}
GATHERED = {
    "2022_revised": "202122-revised",
    "2023_provisional": "202223-provisional",
    "2023_revised": "202223-revised",
    "2024_provisional_dec2024": "202324-provisional",
}
SHIPPED = sorted(PUBLISHED)


@pytest.mark.parametrize("release", SHIPPED)
def test_each_release_is_the_departments_table(release: str, shared_data: Path) -> None:
    stem = shared_data / "ks4_estimates" / PUBLISHED[release]
    department_table = pl.read_csv(f"{stem}_p8_pupil_coefficients_file.csv")
    loaded_estimates = estimates(release)
    columns = ("p8est", "p8esteng", "p8estmat", "p8estebac", "p8estopen")
    for element, column in zip(ELEMENTS, columns, strict=True):
        published = dict(department_table.select("ks2emss_grp", column).iter_rows())
        assert loaded_estimates.table(element) == published
    spread = pl.read_csv(f"{stem}_p8_stdev_file.csv").row(0)
    assert [loaded_estimates.deviation(element) for element in ELEMENTS] == list(spread[:5])


@pytest.mark.slow
def test_the_gathered_table_agrees_in_every_cell(shared_data: Path) -> None:
    table = pl.read_csv(shared_data / "ks4_estimates" / "p8_estimates_2022_2024.csv")
    cells_count = 0
    for row in table.iter_rows(named=True):
        group = estimates(GATHERED[row["release"]]).group[row["pag"] - 1]
        assert group.prior_scores == row["ks2_avg_scaled_score_range"]
        assert [getattr(group, element) for element in ELEMENTS] == [
            row[column] for column in ("a8", "english", "maths", "ebacc", "open")
        ]
        slots = (row["ebacc_slots"], row["open_slots"])
        assert (group.ebacc_filled, group.open_filled) == pytest.approx(slots)
        cells_count += 1
    assert cells_count == 4 * 34


@pytest.mark.parametrize("release", SHIPPED)
def test_ranges_of_prior_scores_are_those_of_the_scheme(release: str) -> None:
    from stocktake.pupils.attainment.definitions import prior_scheme

    table = estimates(release)
    uppers = [group.upper for group in prior_scheme(table.prior or "").group]
    assert [float(group.prior_scores.split(" to ")[1]) for group in table.group] == uppers


@pytest.mark.parametrize(
    ("release", "label", "reason"),
    [
        ("201516-final", "2015/16", "the department's table for 2015/16 has not been obtained"),
        ("201718-revised", "2017/18", "the department's table for 2017/18 has not been obtained"),
        (
            "202425-provisional",
            "2024/25",
            "these pupils took no key stage 2 tests, which were cancelled in 2020",
        ),
        (
            "202526-revised",
            "2025/26",
            "these pupils took no key stage 2 tests, which were cancelled in 2021",
        ),
    ],
)
def test_a_year_without_estimates_says_why(release: str, label: str, reason: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        estimates(release)
    assert str(caught.value) == (
        f"cannot tell Progress 8 for {label}\n  definitions/estimates: {reason}"
    )


def test_another_release_of_the_year_is_not_borrowed() -> None:
    with pytest.raises(DefinitionError) as caught:
        estimates("202324-revised")
    assert str(caught.value) == (
        "cannot tell Progress 8 for 2023/24\n"
        "  definitions/estimates: there is no release '202324-revised'; expected one of "
        "202122-provisional, 202122-revised, 202223-provisional, 202223-revised, "
        "202324-provisional; put its table into your own folder of definitions"
    )


def copied(tmp_path: Path, release: str, old_text: str, becomes: str) -> Path:
    """A place's own folder with one figure of a shipped table changed."""
    shipped = load_folder("stocktake.pupils", "estimates", Estimates, only=[release])
    assert release in shipped
    from importlib.resources import files

    text = files("stocktake.pupils").joinpath("definitions", "estimates", f"{release}.toml")
    changed_text = text.read_text(encoding="utf-8")
    assert changed_text.count(old_text) == 1
    (tmp_path / "estimates").mkdir()
    (tmp_path / "estimates" / f"{release}.toml").write_text(
        changed_text.replace(old_text, becomes), encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("old_text", "becomes", "message"),
    [
        (
            "attainment_8 = 45.12",
            "attainment_8 = 4512",
            "group 19, column attainment_8: 4512 is not between 0 and 90",
        ),
        (
            "attainment_8 = 45.12",
            "attainment_8 = 4.512",
            "group 19, column attainment_8: 4.512 does not follow 42.97 in the group below",
        ),
        (
            "english = 5.14, maths = 3.45",
            "english = 5.14, maths = 0.345",
            "group 4, column maths: 0.345 does not follow 3.07 in the group below",
        ),
        (
            "english = 3.86, maths = 2.39",
            "english = 3.86, maths = 0.239",
            "group 1, column maths: 0.239 does not lead to 2.5 in the group above",
        ),
        (
            "attainment_8 = 45.12",
            "attainment_8 = 46.12",
            "group 19, column attainment_8: 46.12 is not the sum of its elements, 45.12",
        ),
    ],
)
def test_a_lost_decimal_point_is_found(
    old_text: str, becomes: str, message: str, tmp_path: Path
) -> None:
    own_folder = copied(tmp_path, "202324-provisional", old_text, becomes)
    with pytest.raises(DefinitionError) as caught:
        estimates("202324-provisional", own_folder=own_folder)
    assert f"{message}; is a decimal point lost?" in str(caught.value)
    assert str(caught.value).count("is a decimal point lost?") == 1
    assert "202324-provisional.toml" in str(caught.value)


def test_a_place_may_bring_the_table_of_an_older_year(tmp_path: Path) -> None:
    own_folder = copied(tmp_path, "202324-provisional", 'year = "202324"', 'year = "201819"')
    folder = own_folder / "estimates"
    (folder / "202324-provisional.toml").rename(folder / "201819-final.toml")
    assert estimates("201819-final", own_folder=own_folder).year == "201819"
