"""The visitors' API, one file for each capability."""
