"""Custom actions, one file for each capability; served to the engine on loopback by rasa-sdk."""
