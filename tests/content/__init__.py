"""Tests of how the topics' files are read, checked and edited."""
