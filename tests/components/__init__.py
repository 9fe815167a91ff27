"""Tests of what Rasa loads from its YAML; they run in the engine's environment."""
