"""What the assistant was taught and says: reads, checks and edits the topics' files under data/."""
