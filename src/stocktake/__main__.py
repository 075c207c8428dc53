"""``python -m stocktake`` is ``stocktake``."""

import sys

from stocktake.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
