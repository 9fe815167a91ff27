"""Tests of the queries in storage/review."""
