"""What a query means: typing, abbreviations, and which of several comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards import load_abbreviations
from stocktake_web.search.index import SearchIndex, make_index, phrases_of
from stocktake_web.search.matching import fewest_missing, match_entries, read_terms
from stocktake_web.search.sources import SearchEntry
from stocktake_web.search.spelling import edit_distance
from stocktake_web.search.terms import LONGEST_QUERY, MOST_WORDS, query_words

PHRASES = phrases_of((entry.short, entry.long) for entry in load_abbreviations())
TITLES = {
    "pa": "Persistent absence in secondary schools",
    "sa": "Severe absence",
    "sen": "Pupils with SEN support: expected standard",
    "ehc": "Pupils with an education, health and care plan",
    "fsm": "Free school meals, attainment at key stage 2",
    "a8": "Average Attainment 8 score",
    "p8": "Progress 8 score",
    "neet": "16 to 17 year olds not in education, employment or training",
    "gld": "Good level of development in the early years foundation stage",
    "parents": "Parents who answered the survey",
    "hull": "Kingston upon Hull",
    "black": "Blackburn with Darwen",
    "blackpool": "Blackpool",
}


def entry(name: str, title: str, **more: str) -> SearchEntry:
    return SearchEntry(name, title, f"/{name}/", **more)  # type: ignore[arg-type]


INDEX = make_index((entry(name, title) for name, title in TITLES.items()), PHRASES)


def find(query: str, index: SearchIndex = INDEX, first: frozenset[str] = frozenset()) -> list[str]:
    terms = read_terms(query, [index], PHRASES)
    return [match.indexed.entry.id for match in match_entries(index, terms, first)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("persistant absence", "pa"),
        ("persistent abscence", "pa"),
        ("presistent", "pa"),
        ("absense persistent", "pa"),
        ("PA", "pa"),
        ("pa", "pa"),
        ("SEN", "sen"),
        ("send", "sen"),
        ("special educational needs", "sen"),
        ("EHCP", "ehc"),
        ("ECHP", "ehc"),
        ("FSM KS2", "fsm"),
        ("a8", "a8"),
        ("P8", "p8"),
        ("NEET", "neet"),
        ("EYFS", "gld"),
        ("gld", "gld"),
        ("blackpol", "blackpool"),
        ("Hull", "hull"),
        ("what is the absence of secondary schools", "pa"),
    ],
)
def test_people_find_what_they_mean(query: str, expected: str) -> None:
    assert find(query)[:1] == [expected]


def test_several_words_stand_for_others() -> None:
    titles = {
        "cin": "Children in need per 10,000",
        "care": "Care of the building",
        "cla": "Children looked after per 10,000",
        "absence": "CLA overall absence in primary and secondary schools",
        "level": "A good level of development",
        "alevel": "Average score at A level",
    }
    index = make_index((entry(name, title) for name, title in titles.items()), PHRASES)
    assert find("children in care", index)[0] == "cla"
    assert find("absence of Children in Care", index) == ["absence"]
    assert find("A levels", index)[0] == "alevel"
    assert find("care", index) == ["care"]


def test_words_next_to_each_other_come_before_the_same_words_apart() -> None:
    titles = {
        "apart": "Meals that schools give free",
        "short": "Phonics: FSM",
        "together": "Secondary free school meals",
    }
    index = make_index((entry(name, title) for name, title in titles.items()), PHRASES)
    assert find("free school meals", index) == ["together", "short", "apart"]
    assert find("Free school meal", index)[0] == "together"


def test_an_abbreviation_is_not_the_beginning_of_a_word() -> None:
    assert "parents" not in find("PA")
    assert find("parent") == ["parents"]


def test_a_word_that_is_written_is_never_corrected() -> None:
    terms = read_terms("severe persistant", [INDEX], PHRASES)
    assert [(term.word, term.meanings) for term in terms] == [
        ("severe", ("severe",)),
        ("persistant", ("persistent",)),
    ]


def test_the_exact_name_comes_before_an_abbreviation_before_titles_before_descriptions() -> None:
    index = make_index(
        [
            entry("description", "Visits", description="made because of PA"),
            entry("keyword", "Attendance panel", keywords="PA"),
            entry("title", "Persistent absence, all schools"),
            entry("name", "PA"),
        ],
        PHRASES,
    )
    assert find("pa", index) == ["name", "title", "keyword", "description"]


def test_what_the_plan_promises_comes_first_among_equals() -> None:
    index = make_index(
        [entry(name, f"Absence in {name} schools") for name in ("all", "primary", "secondary")],
        PHRASES,
    )
    assert find("absence", index)[0] == "all"
    assert find("absence", index, frozenset({"secondary"}))[0] == "secondary"
    index = make_index(
        [entry("a", "Absence count"), SearchEntry("b", "Absence of all", "/", is_main=True)],
        PHRASES,
    )
    assert find("absence", index) == ["b", "a"]
    # Neither ever passes what fits better.
    assert find("absence count", index, frozenset({"b"}))[0] == "a"


def test_where_nothing_has_every_word_the_best_lack_the_fewest() -> None:
    terms = read_terms("persistent absence hull", [INDEX], PHRASES)
    assert match_entries(INDEX, terms) == []
    missing = fewest_missing([INDEX], terms)
    assert missing == 1
    matches = match_entries(INDEX, terms, missing=missing)
    assert [match.indexed.entry.id for match in matches] == ["pa"]


@pytest.mark.parametrize("query", ["", "   ", "?!", "%%%", "  ", "…"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert find(query) == []


@given(st.text(max_size=400))
def test_any_text_is_searched_without_a_fault(query: str) -> None:
    words = query_words(query)
    assert len(words) <= MOST_WORDS
    assert all(len(word) <= LONGEST_QUERY for word in words)
    assert set(find(query)) <= set(TITLES)


WORD = st.text("abcde", max_size=7)


@given(WORD, WORD)
def test_a_distance_agrees_with_its_plain_definition(first: str, second: str) -> None:
    assert edit_distance(first, second, 9) == plain_distance(first, second)


def plain_distance(first: str, second: str) -> int:
    """The definition itself, letter by letter from the end; slow."""
    if not first or not second:
        return len(first) + len(second)
    substitution = plain_distance(first[:-1], second[:-1]) + (first[-1] != second[-1])
    choices = [substitution]
    if first[-1] != second[-1]:
        choices += [
            plain_distance(first[:-1], second) + 1,
            plain_distance(first, second[:-1]) + 1,
        ]
        if first[-2:] == second[-2:][::-1] and len(first) > 1 and len(second) > 1:
            choices.append(plain_distance(first[:-2], second[:-2]) + 1)
    return min(choices)
