"""Held-out questions: they are measured on, never trained on."""
