"""The room's own invented maps."""

from __future__ import annotations

import sys
from pathlib import Path

# A module beside the tests, not part of the package.
sys.path.insert(0, str(Path(__file__).parent))
