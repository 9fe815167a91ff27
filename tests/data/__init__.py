"""Tests of what the assistant was taught and of what it says; they read files only."""
