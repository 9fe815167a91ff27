"""What the tests of the measurements share."""

from __future__ import annotations

from hypothesis import settings

# A loaded machine is slow now and then; that is no error.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
