"""The access matrix: the least role for every method of every route of the console.

A new route is added here; `test_access.py` fails for one that is missing.
"""

EVERYBODY = "outsider"
VIEWER = "viewer"
REVIEWER = "reviewer"
ADMIN = "admin"

ACCESS: dict[tuple[str, str], str] = {
    ("GET", "/staff/sign-in"): EVERYBODY,
    ("POST", "/staff/sign-in"): EVERYBODY,
    ("POST", "/staff/sign-out"): VIEWER,
}
EXAMPLES: dict[str, str] = {}
"""What stands for the parameters of routes."""
