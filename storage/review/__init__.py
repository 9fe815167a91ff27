"""Queries that only the console makes: lists, search, missed questions, corrections, answers."""
