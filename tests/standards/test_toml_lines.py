"""The line of a key, as a person sees it in the editor."""

import tomllib

from stocktake.standards.toml_lines import key_lines, line_of

TEXT = '''title = "A = B"
note = """
[[stage]]
id = "no key: it stands in text"
"""
days = [
  1, # a ] that does not count
  2,
]

[source] # with a comment
title = "S"

[[stage]]
id = "first"
[[stage.step]]
to = "second"
[[stage.step]]
to = "third"

[[stage]]
id = 'second'
sizes = { a = 1, b = "[[stage]]" }
  [[stage.step]]
  to = "first"
'''


def test_keys_of_nested_lists_have_their_own_lines() -> None:
    tomllib.loads(TEXT)
    lines = key_lines(TEXT)
    assert lines["title"] == 1
    assert lines["note"] == 2
    assert lines["days"] == 6
    assert lines["source.title"] == 12
    assert lines["stage[0].id"] == 15
    assert lines["stage[0].step[1].to"] == 19
    assert lines["stage[1].id"] == 22
    assert lines["stage[1].sizes"] == 23
    assert lines["stage[1].step[0].to"] == 25
    assert "stage[2]" not in lines


def test_a_key_that_is_not_written_has_the_line_of_its_table() -> None:
    lines = key_lines(TEXT)
    assert line_of("stage[1].days", lines) == 21
    assert line_of("stage[1].step[0].evidence", lines) == 24
    assert line_of("unwritten", lines) == 1
