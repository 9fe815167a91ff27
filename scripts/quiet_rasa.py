"""Rasa's own command line without its dependencies' deprecation warnings.

`python scripts/quiet_rasa.py train` is `rasa train`. Sanic 21.12 switches those warnings on
while it is imported, so neither PYTHONWARNINGS nor `-W` can keep them off.
"""

import sys
import warnings
from pathlib import Path

import sanic.app  # noqa: F401 - sets its warning filter now, so that ours comes after it

warnings.filterwarnings("ignore", category=DeprecationWarning)

from rasa.__main__ import main  # noqa: E402 - after the filter

if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as the `rasa` command has it
    main()
