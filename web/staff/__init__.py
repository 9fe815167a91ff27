"""The staff console under `/staff`: server-rendered pages, no framework."""
