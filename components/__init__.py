"""What Rasa loads from its YAML: NLU components, channel, answers, stores, importer."""
