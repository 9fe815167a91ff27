"""The engine tells nobody outside of its errors, and no log of what visitors said."""

from __future__ import annotations

import subprocess
import sys

CANARY = "quetzalmarimba"
PROGRAM = f"""
import logging
import scripts.quiet_rasa
import rasa.telemetry, sentry_sdk
rasa.telemetry.initialize_error_reporting()  # as each of Rasa's commands does
print("reports to:", sentry_sdk.Hub.current.client)
logging.basicConfig(force=True)
try:
    raise ValueError("{CANARY}")
except ValueError:
    logging.getLogger("rasa").exception("failed")
"""


def test_no_reports_and_no_words() -> None:
    """Rasa's error reports stay off, and a traceback is logged without the error's words."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert "reports to: None" in done.stdout
    assert "ValueError" in done.stderr
    assert CANARY not in done.stderr + done.stdout
