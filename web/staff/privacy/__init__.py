"""Erasing a person with a receipt, and revealing sealed words with a reason."""
