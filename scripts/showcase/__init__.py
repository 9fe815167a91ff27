"""A made-up month of a clinic in a running assistant, for pictures of the console."""
