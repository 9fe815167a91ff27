"""The access matrix: the least role for every method of every route of the console.

A new route is added here; `test_access.py` fails for one that is missing.
"""

EVERYBODY = "outsider"
VIEWER = "viewer"
REVIEWER = "reviewer"
ADMIN = "admin"

ACCESS: dict[tuple[str, str], str] = {
    ("GET", "/staff"): VIEWER,
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
    ("GET", "/staff/insights"): VIEWER,
    ("GET", "/staff/insights/csv"): VIEWER,
    ("GET", "/staff/welcome/<token>"): EVERYBODY,
    ("POST", "/staff/welcome/<token>"): EVERYBODY,
    ("GET", "/staff/account"): VIEWER,
    ("POST", "/staff/account/password"): VIEWER,
    ("GET", "/staff/accounts"): ADMIN,
    ("POST", "/staff/accounts"): ADMIN,
    ("POST", "/staff/accounts/<account_id>/link"): ADMIN,
    ("POST", "/staff/accounts/<account_id>/role"): ADMIN,
    ("POST", "/staff/accounts/<account_id>/state"): ADMIN,
    ("GET", "/staff/leads"): VIEWER,
    ("GET", "/staff/leads/<reference>"): VIEWER,
    ("POST", "/staff/leads/<reference>/assign"): REVIEWER,
    ("POST", "/staff/leads/<reference>/outcome"): REVIEWER,
    ("POST", "/staff/leads/<reference>/plan"): REVIEWER,
    ("POST", "/staff/leads/<reference>/note"): REVIEWER,
    ("GET", "/staff/leads-export"): REVIEWER,
    ("POST", "/staff/leads-export"): REVIEWER,
    ("GET", "/staff/urgent/<notice_id>"): VIEWER,
    ("GET", "/staff/notices"): REVIEWER,
    ("POST", "/staff/notices/retry"): REVIEWER,
    ("GET", "/staff/audit"): ADMIN,
    ("GET", "/staff/privacy"): ADMIN,
    ("POST", "/staff/privacy/find"): ADMIN,
    ("POST", "/staff/privacy/erase"): ADMIN,
    ("GET", "/staff/privacy/receipts/<number>"): ADMIN,
    ("GET", "/staff/reveal/<conversation_id>/<seq>"): REVIEWER,
    ("POST", "/staff/reveal/<conversation_id>/<seq>"): REVIEWER,
}
EXAMPLES: dict[str, str] = {
    "token": "t" * 43,
    "account_id": "1",
    "reference": "KX-0000",
    "notice_id": "1",
    "number": "ER-KX-0000",
    "conversation_id": "c" * 32,
    "seq": "1",
    "kind": "csv",
}
"""What stands for the parameters of routes."""
