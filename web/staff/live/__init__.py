"""Live conversations: joining, writing, handing back, and who waits."""
