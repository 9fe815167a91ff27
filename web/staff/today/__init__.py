"""The start page: what waits, the most important first."""
