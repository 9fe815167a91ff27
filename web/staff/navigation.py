"""The console's sections, as the navigation shows them."""

from __future__ import annotations

from dataclasses import dataclass

from storage.tables import Account
from storage.tables.account import ADMIN, REVIEWER, VIEWER


@dataclass(frozen=True)
class Section:
    """One entry of the navigation."""

    title: str
    path: str
    icon: str
    role: str
    """The least role that sees it."""


SECTIONS = (
    Section("Today", "/staff/today", "sun", VIEWER),
    Section("Conversations", "/staff/conversations", "talk", VIEWER),
    Section("Unanswered", "/staff/unanswered", "question", VIEWER),
    Section("Answers", "/staff/answers", "book", VIEWER),
    Section("Improve", "/staff/improve", "sprout", REVIEWER),
    Section("Leads", "/staff/leads", "phone", VIEWER),
    Section("Insights", "/staff/insights", "chart", VIEWER),
    Section("Audit log", "/staff/audit", "list", ADMIN),
    Section("Staff", "/staff/accounts", "people", ADMIN),
)


def navigation_for(account: Account, path: str) -> list[tuple[Section, bool]]:
    """Choose the sections that an account sees.

    Args:
        account: Who is signed in.
        path: Path of the page.

    Returns:
        Each section, and whether the page is in it.
    """
    return [
        (section, path == section.path or path.startswith(f"{section.path}/"))
        for section in SECTIONS
        if account.may(section.role)
    ]
