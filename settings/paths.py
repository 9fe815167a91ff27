"""Where the project lies; relative paths in settings start here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
