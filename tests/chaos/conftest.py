"""The browser of the widget's tests."""

from tests.widget.conftest import browser

__all__ = ["browser"]
