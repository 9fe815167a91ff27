"""The widget in a real browser, against the running assistant."""
