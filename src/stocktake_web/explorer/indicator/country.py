"""One indicator over the whole country: where the authority lies among all, and the map."""

from __future__ import annotations

from collections import Counter

from stocktake.publish import PlaceFigure, Strip, Table, TileMap, figures_table, tile_layout
from stocktake.standards import Place
from stocktake_web.explorer import wording
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.slices import Row, why_missing

FEWEST_PLACES = 3
"""Of fewer no strip is drawn, and no map."""

BETTER_WORDS = {
    "higher": "a higher figure is better",
    "lower": "a lower figure is better",
}

POINTS = ("North", "South", "East", "West")


def with_article(region: str) -> str:
    """A region's name as it stands in a sentence.

    Examples
    --------
    >>> with_article("North West"), with_article("London")
    ('the North West', 'London')
    """
    return f"the {region}" if region.split()[0] in POINTS else region


class Country:
    """Every authority's latest figure of an indicator.

    Parameters
    ----------
    history : History
        Of the authority in focus.
    base : str
        The address of an authority's own page up to its place, such as ``?...&place=``; empty in
        a file, in which nothing is a link.
    """

    def __init__(self, history: History, base: str = "") -> None:
        self.history = history
        self.params = history.params
        self.rows: dict[str, Row] = history.slice.at(history.latest)
        places = [
            place
            for place in self.params.data.authorities.values()
            if self._is_of_the_period(place) or self._value(place) is not None
        ]
        self.figures = tuple(self._figure(place, base) for place in places)

    @property
    def has_enough(self) -> bool:
        """Whether there are places enough to be among."""
        return sum(figure.value is not None for figure in self.figures) >= FEWEST_PLACES

    @property
    def label(self) -> str:
        """The year."""
        return self.history.latest.label if self.history.latest else ""

    def table(self) -> Table:
        """Every authority's figure and rank."""
        entry = self.history.entry
        caption = f"All authorities, {self.label}: {entry.title} ({wording.unit_words(entry)})"
        return figures_table(caption, self.label, self.figures, entry.decimal_places)

    def strip(self) -> Strip | None:
        """Where the authority lies among all; None with too few of them."""
        if not self.has_enough:
            return None
        entry, row = self.history.entry, self.history.latest_row
        country = self.params.data.country.name
        england = (row or {}).get("england")
        return Strip(
            title=self._rank_sentence(row),
            subtitle=f"{entry.title}, {wording.unit_words(entry)}: each dot is one authority",
            description=self._spread_sentence(),
            figures=self.figures,
            home=self.params.place.id,
            unit=wording.unit_words(entry),
            reference=england,
            reference_words=country
            if england is None
            else f"{country} {wording.short(entry, england)}",
        )

    def tile_map(self) -> TileMap | None:
        """The map of the country; None where its places have no tiles or too few figures."""
        layout = tile_layout()
        better = BETTER_WORDS.get(self.history.entry.better)
        chart = TileMap(
            title=self._map_sentence(),
            subtitle=f"{self.history.entry.title}, {wording.unit_words(self.history.entry)}, "
            f"{self.label}" + (f"; {better}" if better else ""),
            description=self._spread_sentence(),
            figures=self.figures,
            layout=layout,
            home=self.params.place.id,
            write=lambda value: wording.short(self.history.entry, value),
        )
        figure_count = sum(figure.value is not None for figure in chart.on_map)
        return chart if figure_count >= FEWEST_PLACES else None

    def _value(self, place: Place) -> float | None:
        return (self.rows.get(place.id) or {}).get("value")

    def _is_of_the_period(self, place: Place) -> bool:
        """Whether the authority existed on the last day of the year shown."""
        latest = self.history.latest
        return (
            latest is not None
            and (place.ends is None or place.ends >= latest.ends)
            and (place.starts is None or place.starts <= latest.ends)
        )

    def _figure(self, place: Place, base: str) -> PlaceFigure:
        row, value = self.rows.get(place.id), self._value(place)
        href = f"{base}{place.id}" if base else ""
        if row is None or value is None:
            return PlaceFigure(place.id, place.name, None, "no figure", why_missing(row), href)
        note = f"rank {wording.rank(row)}" if row["rank"] is not None else ""
        text = wording.short(self.history.entry, value)
        return PlaceFigure(place.id, place.name, value, text, note, href)

    def _rank_sentence(self, row: Row | None) -> str:
        """Rank and number of places, who shares it, and which way is better."""
        name, entry = self.params.place.name, self.history.entry
        if row is None or row["value"] is None:
            return f"{name} has no figure for {self.label}; {self._count()} others have one"
        if row["rank"] is None:
            return (
                f"{name}: {wording.figure(entry, row['value'])} in {self.label}, among "
                f"{self._count()} authorities; neither direction is better"
            )
        sharing = (row["tied"] or 1) - 1
        tie = {0: "", 1: ", a rank that one other shares"}.get(
            sharing, f", a rank that {sharing} others share"
        )
        better = BETTER_WORDS.get(entry.better)
        return f"{name} ranks {row['rank']} of {row['n']} in {self.label}{tie}" + (
            f" (1 is best; {better})" if better else ""
        )

    def _count(self) -> int:
        return sum(figure.value is not None for figure in self.figures)

    def _spread_sentence(self) -> str:
        """Ends and middle of the figures, where the authority is, and who has none."""
        figures = sorted(
            (f for f in self.figures if f.value is not None), key=lambda f: f.value or 0.0
        )
        if not figures:
            return "No authority has a figure."
        low, middle, high = figures[0], figures[len(figures) // 2], figures[-1]
        home = next((f for f in self.figures if f.place == self.params.place.id), None)
        sentences = [
            f"{len(figures)} authorities, from {low.text} ({low.name}) to {high.text} "
            f"({high.name}), the middle one at {middle.text}."
        ]
        if home is not None:
            sentences.append(f"{home.words}.")
        missing = len(self.figures) - len(figures)
        if missing:
            sentences.append(f"{missing} without a figure.")
        return " ".join([*sentences, "The table holds every figure."])

    def _map_sentence(self) -> str:
        """In which regions the highest fifth of the figures lies."""
        values = sorted(
            (f for f in self.figures if f.value is not None), key=lambda f: -(f.value or 0.0)
        )
        highest = values[: max(1, len(values) // 5)]
        register = self.params.data.register
        regions = Counter(
            register.get(region).name
            for figure in highest
            if (region := self.params.data.authorities[figure.place].region)
        )
        if not regions:
            return f"The figures of all authorities in {self.label}"
        region, count = regions.most_common(1)[0]
        return (
            f"Of the {len(highest)} authorities with the highest figures in {self.label}, "
            f"{count} {'is' if count == 1 else 'are'} in {with_article(region)}"
        )
