"""The public door: a Sanic app, run by `python -m web`."""
