"""Questions that the assistant could not answer well, grouped by what they mean."""
