"""Notices to the clinic that could not be sent."""
