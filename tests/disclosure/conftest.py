"""Tables to be protected and attacked: a known hard one, and hierarchies from a seed."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "oracles"))
