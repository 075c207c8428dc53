"""The invented country: the same from one seed, of no real place, with figures like real ones."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.examples.country import Country, invented_country, write_country
from stocktake.examples.country.cells import SMALLEST_SHOWN
from stocktake.examples.country.measures import load_measures, load_names
from stocktake.standards.errors import StoreError
from stocktake.standards.places import is_reserved, place_register
from stocktake.statistics.indicators import load_indicators

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def country() -> Country:
    return invented_country(1)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _figures(country: Country, indicator: str) -> pl.DataFrame:
    series = load_indicators()[indicator].value.series[0].series
    return country.release.observations.filter(pl.col("series") == series)


def test_one_seed_gives_one_country_byte_for_byte(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path / "first")
    write_country(invented_country(1), tmp_path / "second")
    assert _files(tmp_path / "first") == _files(tmp_path / "second")


def test_another_seed_gives_another_country_and_the_same_story(country: Country) -> None:
    other = invented_country(2)
    assert [each.name for each in other.authorities] != [each.name for each in country.authorities]
    assert other.home.name == country.home.name
    assert other.plan == country.plan
    told, elsewhere = (pl.col("place") == "la-001"), (pl.col("place") == "la-002")
    ours, theirs = (_figures(each, "ks2-rwm-expected") for each in (country, other))
    assert ours.filter(told)["value"].equals(theirs.filter(told)["value"])
    assert not ours.filter(elsewhere)["value"].equals(theirs.filter(elsewhere)["value"])


def test_a_country_is_not_written_over_another(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path)
    write_country(country, tmp_path)
    with pytest.raises(StoreError, match="already holds a release of 2025-03-27"):
        write_country(invented_country(2), tmp_path)


def test_no_place_is_real(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path)
    real = place_register()
    register = place_register(tmp_path / "definitions")
    ours = [place for place in register.all() if place.is_invented]
    assert len(ours) == len(register.all()) - len(real.all()) == 1 + 9 + 150 + 42
    assert all(is_reserved(place.id) for place in ours)
    known = {name.casefold() for place in real.all() for name in (place.name, *place.other_names)}
    assert not known & {place.name.casefold() for place in ours}
    codes = {code.code for place in real.all() for code in place.codes}
    assert not codes & {code.code for place in ours for code in place.codes}
    assert len({place.name for place in ours}) == len(ours)
    day = date(2025, 9, 1)
    assert len(register.authorities_on(day)) == 153
    assert len(register.authorities_on(day, is_invented=True)) == 150


def test_no_invented_name_is_that_of_a_real_school_or_authority(shared_data: Path) -> None:
    links = pl.read_csv(shared_data / "gias" / "2022-07_group_links.csv", infer_schema=False)
    real = {str(cell).casefold() for column in links.columns for cell in links[column].unique()}
    parts = load_names()
    authorities = {f"{one}{two}" for one in parts.beginnings for two in parts.endings}
    schools = {each.school_name for each in invented_country(1).schools}
    assert not real & {name.casefold() for name in authorities | schools}


def test_every_region_has_authorities_and_the_country_all(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path)
    register = place_register(tmp_path / "definitions")
    day = date(2025, 9, 1)
    sizes = [
        len(register.in_region(f"region-{number:03d}", day, is_invented=True))
        for number in range(1, 10)
    ]
    assert sum(sizes) == 150
    assert min(sizes) >= 15
    assert {register.country_of(each.id) for each in country.authorities} == {"country-000"}
    assert register.country_of("school-900001") == "country-000"
    assert register.country_of("la-890") == "england"
    assert register.country_of("school-119781") == "england"


def test_series_are_those_of_the_curated_indicators(country: Country) -> None:
    known = load_indicators()
    named = {known[measure.indicator].value.series[0].series for measure in load_measures()}
    held = set(country.release.series["series"])
    assert len(named) >= 40
    assert named <= held == set(country.release.observations["series"])


def test_years_that_were_not_published_are_missing_and_never_nought(country: Country) -> None:
    known = load_indicators()
    for measure in load_measures():
        special = known[measure.indicator].value.special_year
        unpublished = {year.period for year in special if not year.published}
        assert not unpublished & set(measure.levels), measure.indicator
        rows = _figures(country, measure.indicator).filter(
            pl.col("time_period").is_in(sorted(unpublished))
        )
        assert rows["value"].null_count() == rows.height
        assert set(rows["missing"]) <= {"x"}


def test_every_row_has_a_figure_or_a_symbol(country: Country) -> None:
    table = country.release.observations
    assert (table["value"].is_null() == table["missing"].is_not_null()).all()
    keys = ["series", "place", "time_period", "time_identifier", "span_years", "group"]
    assert not table.select(keys).is_duplicated().any()


def test_an_area_is_sum_over_sum_as_counted_again(country: Country) -> None:
    """Recomputed from the authorities; those suppressed stand for at most four children each."""
    table = _figures(country, "persistent-absence").filter(pl.col("time_period") == "202425")
    region = {each.id: each.region for each in country.authorities}
    ours = table.filter(pl.col("place").str.starts_with("la-"))
    assert ours["missing"].null_count() == ours.height
    for area in ("country-000", "region-005"):
        inside = [each for each in region if area in ("country-000", region[each])]
        rows = ours.filter(pl.col("place").is_in(inside))
        stated = table.filter(pl.col("place") == area).row(0, named=True)
        assert stated["numerator"] == rows["numerator"].sum()
        assert stated["denominator"] == rows["denominator"].sum()
        share = 100 * float(rows["numerator"].sum()) / float(rows["denominator"].sum())
        assert stated["value"] == pytest.approx(share, abs=0.005)


def test_few_children_are_suppressed(country: Country) -> None:
    table = country.release.observations.filter(pl.col("place").str.starts_with("la-"))
    shares = {
        load_indicators()[measure.indicator].value.series[0].series
        for measure in load_measures()
        if load_indicators()[measure.indicator].value.unit == "percent"
    }
    shown = table.filter(pl.col("series").is_in(sorted(shares)) & pl.col("value").is_not_null())
    few = pl.min_horizontal("numerator", pl.col("denominator") - pl.col("numerator"))
    assert shown.select(few.min()).item() >= SMALLEST_SHOWN
    hidden = table.filter(pl.col("missing") == "c")
    assert hidden.height > 100
    assert hidden["numerator"].null_count() == hidden["denominator"].null_count() == hidden.height


def _correlation(country: Country, one: str, two: str) -> float:
    first, second = (
        _figures(country, name)
        .filter((pl.col("time_period") == "202425") & pl.col("place").str.starts_with("la-"))
        .select("place", pl.col("value").alias(name))
        for name in (one, two)
    )
    return float(first.join(second, on="place").drop_nulls().select(pl.corr(one, two)).item())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_hang_together(seed: int) -> None:
    made = invented_country(seed)
    poverty = "children-in-low-income-families"
    assert _correlation(made, "attainment-8", poverty) < -0.3
    assert _correlation(made, "secondary-persistent-absence", poverty) > 0.2
    assert _correlation(made, "attainment-8", "english-maths-grade-4") > 0.4


def test_levels_and_spreads_are_as_given(country: Country) -> None:
    """Within a quarter of the spread asked for, and within a twentieth of the level."""
    for name in ("attainment-8", "english-maths-grade-4", "sen-support-share"):
        measure = next(each for each in load_measures() if each.indicator == name)
        rows = _figures(country, name).filter(
            (pl.col("time_period") == "202425") & pl.col("place").str.starts_with("la-")
        )
        assert rows.select(pl.col("value").mean()).item() == pytest.approx(
            measure.levels["202425"], rel=0.05
        )
        assert rows.select(pl.col("value").std()).item() == pytest.approx(measure.spread, rel=0.25)


def test_breaks_and_special_years_show(country: Country) -> None:
    table = _figures(country, "attainment-8").filter(pl.col("place") == "country-000")
    levels = dict(table.select("time_period", "value").iter_rows())
    assert levels["201617"] < levels["201516"] - 2
    assert levels["202021"] > levels["201819"] + 2


def test_neighbours_are_ten_and_their_lists_differ(country: Country) -> None:
    lists = [reading.tables["neighbours"] for reading in country.neighbours]
    ids = {each.id for each in country.authorities}
    for table in lists:
        assert table.group_by("place").len()["len"].unique().to_list() == [10]
        assert set(table["place"]) == ids
        assert set(table["neighbour"]) <= ids
        assert not (table["place"] == table["neighbour"]).any()
        assert not table.select("place", "neighbour").is_duplicated().any()
    older, newer = (set(table.select("place", "neighbour").iter_rows()) for table in lists)
    assert 0.3 < len(older & newer) / len(older) < 0.95


def test_neighbours_are_more_alike_than_strangers(country: Country) -> None:
    poor = {each.id: each.deprivation for each in country.authorities}
    apart = [
        abs(poor[place] - poor[other])
        for place, other in country.neighbours[1]
        .tables["neighbours"]
        .select("place", "neighbour")
        .iter_rows()
    ]
    strangers = [abs(one - two) for one in poor.values() for two in poor.values()]
    assert sum(apart) / len(apart) < 0.5 * sum(strangers) / len(strangers)


def test_the_earlier_release_holds_a_year_less(country: Country) -> None:
    later, earlier = country.release.observations, country.release_before.observations
    keys = ["series", "place", "time_period"]
    new = later.join(earlier, on=keys, how="anti")
    assert earlier.join(later, on=keys, how="anti").is_empty()
    assert set(new.filter(pl.col("time_identifier") == "Academic year")["time_period"]) == {
        "202425"
    }
    assert country.release_before.provenance.known_on < country.release.provenance.known_on


def test_the_files_that_releases_cite_hold_the_cited_rows(country: Country) -> None:
    provenance = country.release.provenance
    rows = list(csv.reader(io.StringIO(country.files[provenance.files[0]])))
    for cited in country.release.observations.sample(50, seed=1).iter_rows(named=True):
        line = rows[cited["row"] - 1]
        assert line[:3] == [cited["series"], cited["place"], cited["time_period"]]
        assert line[4] == cited["text"]


def test_the_borough_has_the_schools_of_its_story(country: Country) -> None:
    phases = [school.phase for school in country.schools]
    assert [phases.count(each) for each in dict.fromkeys(phases)] == [30, 8, 3, 1]
    assert all(is_reserved(school.id) for school in country.schools)
    assert {school.place for school in country.schools} == {"la-001"}
