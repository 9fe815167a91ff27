"""Tests of queries on accounts, sessions and the work on leads."""
