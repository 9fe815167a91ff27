"""Requests for a call while parts fail or are killed; `make chaos` runs them at length."""
