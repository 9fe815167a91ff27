"""Whole conversations, a YAML file each, against the real parts; also Rasa's test stories."""
