"""What the console reads of conversations and makes of them: lists, search, clusters, answers."""
