"""The conversations: their list with filters and search, transcripts, marks and exports."""
