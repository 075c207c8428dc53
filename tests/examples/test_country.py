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
    other_country = invented_country(2)
    assert [authority.name for authority in other_country.authorities] != [
        authority.name for authority in country.authorities
    ]
    assert other_country.home.name == country.home.name
    assert other_country.plan == country.plan
    is_home, elsewhere = (pl.col("place") == "la-001"), (pl.col("place") == "la-002")
    first_figures, other_figures = (
        _figures(variant, "ks2-rwm-expected") for variant in (country, other_country)
    )
    assert first_figures.filter(is_home)["value"].equals(other_figures.filter(is_home)["value"])
    assert not first_figures.filter(elsewhere)["value"].equals(
        other_figures.filter(elsewhere)["value"]
    )


def test_a_country_is_not_written_over_another(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path)
    write_country(country, tmp_path)
    with pytest.raises(StoreError, match="already holds a release of 2025-03-27"):
        write_country(invented_country(2), tmp_path)


def test_no_place_is_real(tmp_path: Path, country: Country) -> None:
    write_country(country, tmp_path)
    real = place_register()
    register = place_register(tmp_path / "definitions")
    invented_places = [place for place in register.all() if place.is_invented]
    assert len(invented_places) == len(register.all()) - len(real.all()) == 1 + 9 + 150 + 42
    assert all(is_reserved(place.id) for place in invented_places)
    known_names = {
        name.casefold() for place in real.all() for name in (place.name, *place.other_names)
    }
    assert not known_names & {place.name.casefold() for place in invented_places}
    codes = {code.code for place in real.all() for code in place.codes}
    assert not codes & {code.code for place in invented_places for code in place.codes}
    assert len({place.name for place in invented_places}) == len(invented_places)
    day = date(2025, 9, 1)
    assert len(register.authorities_on(day)) == 153
    assert len(register.authorities_on(day, is_invented=True)) == 150


def test_no_invented_name_is_that_of_a_real_school_or_authority(shared_data: Path) -> None:
    links = pl.read_csv(shared_data / "gias" / "2022-07_group_links.csv", infer_schema=False)
    real = {str(cell).casefold() for column in links.columns for cell in links[column].unique()}
    parts = load_names()
    authorities = {f"{one}{two}" for one in parts.beginnings for two in parts.endings}
    schools = {school.school_name for school in invented_country(1).schools}
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
    assert {register.country_of(authority.id) for authority in country.authorities} == {
        "country-000"
    }
    assert register.country_of("school-900001") == "country-000"
    assert register.country_of("la-890") == "england"
    assert register.country_of("school-119781") == "england"


def test_series_are_those_of_the_curated_indicators(country: Country) -> None:
    indicators = load_indicators()
    measured_series = {
        indicators[measure.indicator].value.series[0].series for measure in load_measures()
    }
    release_series = set(country.release.series["series"])
    assert len(measured_series) >= 40
    assert measured_series <= release_series == set(country.release.observations["series"])


def test_years_that_were_not_published_are_missing_and_never_nought(country: Country) -> None:
    indicators = load_indicators()
    for measure in load_measures():
        special = indicators[measure.indicator].value.special_year
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
    region = {authority.id: authority.region for authority in country.authorities}
    authority_rows = table.filter(pl.col("place").str.starts_with("la-"))
    assert authority_rows["missing"].null_count() == authority_rows.height
    for area in ("country-000", "region-005"):
        inside = [place for place in region if area in ("country-000", region[place])]
        rows = authority_rows.filter(pl.col("place").is_in(inside))
        area_row = table.filter(pl.col("place") == area).row(0, named=True)
        assert area_row["numerator"] == rows["numerator"].sum()
        assert area_row["denominator"] == rows["denominator"].sum()
        share = 100 * float(rows["numerator"].sum()) / float(rows["denominator"].sum())
        assert area_row["value"] == pytest.approx(share, abs=0.005)


def test_few_children_are_suppressed(country: Country) -> None:
    table = country.release.observations.filter(pl.col("place").str.starts_with("la-"))
    shares = {
        load_indicators()[measure.indicator].value.series[0].series
        for measure in load_measures()
        if load_indicators()[measure.indicator].value.unit == "percent"
    }
    published_rows = table.filter(
        pl.col("series").is_in(sorted(shares)) & pl.col("value").is_not_null()
    )
    few = pl.min_horizontal("numerator", pl.col("denominator") - pl.col("numerator"))
    assert published_rows.select(few.min()).item() >= SMALLEST_SHOWN
    suppressed_rows = table.filter(pl.col("missing") == "c")
    assert suppressed_rows.height > 100
    assert (
        suppressed_rows["numerator"].null_count()
        == suppressed_rows["denominator"].null_count()
        == suppressed_rows.height
    )


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
    seeded_country = invented_country(seed)
    poverty = "children-in-low-income-families"
    assert _correlation(seeded_country, "attainment-8", poverty) < -0.3
    assert _correlation(seeded_country, "secondary-persistent-absence", poverty) > 0.2
    assert _correlation(seeded_country, "attainment-8", "english-maths-grade-4") > 0.4


def test_levels_and_spreads_are_as_given(country: Country) -> None:
    """Within a quarter of the spread asked for, and within a twentieth of the level."""
    for name in ("attainment-8", "english-maths-grade-4", "sen-support-share"):
        measure = next(candidate for candidate in load_measures() if candidate.indicator == name)
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
    ids = {authority.id for authority in country.authorities}
    for table in lists:
        assert table.group_by("place").len()["len"].unique().to_list() == [10]
        assert set(table["place"]) == ids
        assert set(table["neighbour"]) <= ids
        assert not (table["place"] == table["neighbour"]).any()
        assert not table.select("place", "neighbour").is_duplicated().any()
    older, newer = (set(table.select("place", "neighbour").iter_rows()) for table in lists)
    assert 0.3 < len(older & newer) / len(older) < 0.95


def test_neighbours_are_more_alike_than_strangers(country: Country) -> None:
    poor = {authority.id: authority.deprivation for authority in country.authorities}
    apart = [
        abs(poor[place] - poor[neighbour])
        for place, neighbour in country.neighbours[1]
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
    assert [phases.count(phase) for phase in dict.fromkeys(phases)] == [30, 8, 3, 1]
    assert all(is_reserved(school.id) for school in country.schools)
    assert {school.place for school in country.schools} == {"la-001"}
