"""Figures of a span of time, each with the way to its conversations."""
