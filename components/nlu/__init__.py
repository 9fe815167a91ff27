"""The NLU pipeline's own components, in the order in which config.yml names them."""
