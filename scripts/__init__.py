"""What `make` calls: start everything, the shell, and the checks that are no tests."""
