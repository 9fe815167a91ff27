"""Queries that only the staff console makes."""
