"""Tests of `make improve`."""
