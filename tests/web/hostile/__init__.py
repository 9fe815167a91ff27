"""Attackers: hostile inputs, requests made from the API's description, roles too low."""
