"""Says plainly when the Python that would make the environment cannot."""

import importlib.util
import sys

OLDEST_VERSION = (3, 11)

if sys.version_info < OLDEST_VERSION:
    version = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        f"Stocktake needs Python 3.11 or newer and found {version}; try: make PYTHON=python3.11"
    )
if importlib.util.find_spec("ensurepip") is None:
    sys.exit("This Python cannot make environments; on Debian and Ubuntu install python3-venv")
