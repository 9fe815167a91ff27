"""Leads: the list, the one screen of each, and the work on them."""
