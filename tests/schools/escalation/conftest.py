"""A small machine written to a folder, so that one line at a time can be made wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL_MACHINE = """title = "Two stages"
path = "maintained"
starts = 2026-01-01
first_stage = "low"

[source]
title = "Invented"

[[recipient]]
id = "head"
title = "Headteacher"

[[trigger]]
id = "visit"
title = "A visit"

[[stage]]
id = "low"
title = "Low"
is_resting = true

[[stage.step]]
id = "raise"
to = "high"
direction = "up"
title = "Raise"
triggers = ["visit"]

[[stage]]
id = "high"
title = "High"
tell = ["head"]
tell_within_working_days = 5
review_within_working_days = 30

[[stage.step]]
id = "lower"
to = "low"
direction = "down"
title = "Lower"
evidence = ["Progress"]
"""


@pytest.fixture
def own_machines(tmp_path: Path) -> Callable[..., Path]:
    """A folder of definitions whose maintained machine is the small one with changes."""

    def write(*changes: tuple[str, str], addition: str = "", name: str = "maintained") -> Path:
        text = SMALL_MACHINE
        for old_text, new_text in changes:
            assert old_text in text
            text = text.replace(old_text, new_text)
        (tmp_path / "escalation").mkdir(exist_ok=True)
        path = tmp_path / "escalation" / f"{name}.toml"
        path.write_text(text + addition, encoding="utf-8")
        return tmp_path

    return write
