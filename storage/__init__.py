"""All tables and all SQL of the house; imports nothing of web, actions or components."""
