"""Measurements for docs/figures.md; run by hand on a quiet machine, never by the tests."""
