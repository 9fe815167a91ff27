"""The review queue, and what trainings made of it."""
