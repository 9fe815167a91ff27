"""All that the assistant may say: source, signature, and what visitors saw."""
