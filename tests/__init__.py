"""What is promised, and the proof: mirrors the project's folders; see CONTRIBUTING.md."""
