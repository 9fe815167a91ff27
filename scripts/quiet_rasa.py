"""Rasa's own command line without deprecation warnings and without reports to the outside.

`python scripts/quiet_rasa.py train` is `rasa train`. Sanic 21.12 switches those warnings on
while it is imported, so neither PYTHONWARNINGS nor `-W` can keep them off. RASA_TELEMETRY_ENABLED
does not turn off the reports of errors, which go to another service.
"""

import sys
import warnings
from pathlib import Path

import sanic.app  # noqa: F401 - sets its warning filter now, so that ours comes after it

warnings.filterwarnings("ignore", category=DeprecationWarning)

import rasa.telemetry  # noqa: E402 - after the filter
from rasa.__main__ import main  # noqa: E402 - after the filter

rasa.telemetry.initialize_error_reporting = lambda: None

if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as the `rasa` command has it
    main()
