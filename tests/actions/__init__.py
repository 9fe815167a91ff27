"""Tests of the custom actions: what the form hears, keeps and says."""
