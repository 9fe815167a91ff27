"""What only the console reads: the list of conversations, search, marks of staff, insights."""
