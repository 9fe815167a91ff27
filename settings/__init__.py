"""The one typed settings package of the app: environment variables and `.env`."""

from settings.app import Settings
from settings.clinic import FICTIONAL_PHONE
from settings.loading import explain, load_settings
from settings.paths import ROOT
from settings.server import SECRETS

__all__ = ["FICTIONAL_PHONE", "ROOT", "SECRETS", "Settings", "explain", "load_settings"]
