"""Tests of the public door: visitors' API, pages, limits, logs, and the line to the engine."""
