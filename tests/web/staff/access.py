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
}
EXAMPLES: dict[str, str] = {
    "token": "t" * 43,
    "account_id": "1",
    "reference": "KX-0000",
    "notice_id": "1",
}
"""What stands for the parameters of routes."""
