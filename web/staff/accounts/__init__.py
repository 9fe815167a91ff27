"""The way in: sign-in, passwords, one-time links, and the page of all accounts."""
