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
    ("GET", "/staff/today"): VIEWER,
    ("GET", "/staff/unanswered"): VIEWER,
    ("GET", "/staff/unanswered/<cluster_id>"): VIEWER,
    ("POST", "/staff/unanswered/<cluster_id>/topic"): REVIEWER,
    ("POST", "/staff/unanswered/<cluster_id>/wish"): REVIEWER,
    ("POST", "/staff/unanswered/<cluster_id>/leave"): REVIEWER,
    ("POST", "/staff/unanswered/<cluster_id>/reopen"): REVIEWER,
    ("POST", "/staff/messages/<message_id>/topic"): REVIEWER,
    ("GET", "/staff/improve"): REVIEWER,
    ("GET", "/staff/improve/reports/<report_id>"): REVIEWER,
    ("POST", "/staff/improve/decide"): ADMIN,
    ("POST", "/staff/improve/edits/<edit_id>"): ADMIN,
    ("POST", "/staff/improve/train"): ADMIN,
    ("POST", "/staff/improve/go-live"): ADMIN,
    ("POST", "/staff/improve/go-back"): ADMIN,
    ("GET", "/staff/answers"): VIEWER,
    ("GET", "/staff/answers/<slug>"): VIEWER,
    ("POST", "/staff/answers/<slug>/sign"): ADMIN,
    ("POST", "/staff/answers/<slug>/edit"): REVIEWER,
}
EXAMPLES: dict[str, str] = {
    "token": "t" * 43,
    "account_id": "1",
    "reference": "KX-0000",
    "notice_id": "1",
    "cluster_id": "1",
    "message_id": "1",
    "report_id": "1",
    "edit_id": "1",
    "slug": "faq.risks.0",
}
"""What stands for the parameters of routes."""
