"""Queries of what staff make better: missed questions, corrections, answers, new models."""
