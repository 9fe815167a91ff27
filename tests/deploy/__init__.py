"""Tests that Compose, Kubernetes and the images fit the code and its settings."""
