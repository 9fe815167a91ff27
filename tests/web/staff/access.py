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
    ("GET", "/staff/conversations"): VIEWER,
    ("GET", "/staff/conversations/newer"): VIEWER,
    ("GET", "/staff/conversations/<conversation_id>"): VIEWER,
    ("GET", "/staff/conversations/<conversation_id>/export/<kind>"): REVIEWER,
    ("POST", "/staff/conversations/<conversation_id>/state"): REVIEWER,
    ("POST", "/staff/conversations/<conversation_id>/assign"): REVIEWER,
    ("POST", "/staff/conversations/<conversation_id>/tags"): REVIEWER,
    ("POST", "/staff/conversations/<conversation_id>/tags/remove"): REVIEWER,
    ("POST", "/staff/conversations/<conversation_id>/notes"): REVIEWER,
}
EXAMPLES: dict[str, str] = {"conversation_id": "c" * 32, "kind": "csv"}
"""What stands for the parameters of routes."""
