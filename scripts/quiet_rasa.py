"""Rasa's own command line without deprecation warnings and without reports to the outside.

`python scripts/quiet_rasa.py train` is `rasa train`. Sanic 21.12 switches those warnings on
while it is imported, so neither PYTHONWARNINGS nor `-W` can keep them off. RASA_TELEMETRY_ENABLED
does not turn off the reports of errors, which go to another service.
"""

import logging
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

import sanic.app  # noqa: F401 - sets its warning filter now, so that ours comes after it

warnings.filterwarnings("ignore", category=DeprecationWarning)

import rasa.telemetry  # noqa: E402 - after the filter
from rasa.__main__ import main  # noqa: E402 - after the filter

rasa.telemetry.initialize_error_reporting = lambda: None


def _without_words(_formatter: logging.Formatter, error: Any) -> str:
    """Writes where an error came from and its kind; its words may hold a visitor's."""
    kind, _, trace = error
    return "".join(traceback.format_tb(trace)) + kind.__name__


logging.Formatter.formatException = _without_words

if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as the `rasa` command has it
    main()
