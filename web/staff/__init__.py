"""The console for the clinic's staff."""
