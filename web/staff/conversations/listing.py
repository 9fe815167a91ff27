"""The list of conversations, filtered or searched, and what is new in it."""

from __future__ import annotations

from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request, json
from sqlalchemy.ext.asyncio import AsyncSession

from storage.review.conversation_row import ConversationRow
from storage.review.list_page import ListPage
from storage.review.listing import count_conversations, list_newer, list_older, list_waiting
from storage.review.names import tag_names, topic_names
from storage.review.search import count_hits, search
from storage.review.search_page import SearchPage
from storage.review.search_words import SearchWords
from storage.staff.accounts import list_accounts
from web.door import door_of
from web.staff.conversations.list_query import ListQuery
from web.staff.conversations.places import read_place, write_place
from web.staff.conversations.snippet import snippet
from web.staff.conversations.wording import (
    OUTCOME_NAMES,
    RATING_NAMES,
    STATE_NAMES,
    filter_chips,
)
from web.staff.filters import count
from web.staff.guards import require_viewer
from web.staff.pages import render
from web.staff.topics import SMALL_TALK, topic_namer

PATH = "/staff/conversations"
PAGE_SIZE = 50
OLDEST = "oldest"
_LONGEST_NUMBER = 9

blueprint = Blueprint("staff_conversations")


@blueprint.get("/conversations")
async def conversations(request: Request[Any, Any]) -> HTTPResponse:
    """Show a page of the list: `?before=PLACE` older ones, `?after=PLACE` newer, or `oldest`."""
    await require_viewer(request)
    door = door_of(request)
    query = ListQuery.of(request.args)
    wanted = query.filter_in(ZoneInfo(door.settings.clinic_time_zone))
    words = SearchWords.of(query.q)
    async with door.database.read() as session:
        if words:
            before = _message_id(request.args.get("before"))
            found = await search(session, words, wanted, before, PAGE_SIZE)
            total = found_words(*await count_hits(session, words, wanted))
            shown = _found(found, words, query, first=before is None)
        else:
            page = await _list_page(request, session, query)
            first = [] if page.has_newer else await list_waiting(session, wanted)
            total = count(await count_conversations(session, wanted), "conversation")
            shown = _shown(first, page, query)
        choices = await _choices(session)
    return render(
        request,
        "conversations/list.html",
        query=query,
        total=total,
        **shown,
        **_named(query, choices),
    )


@blueprint.get("/conversations/newer")
async def newer(request: Request[Any, Any]) -> HTTPResponse:
    """Tell how many conversations are newer than the newest on the page: `{"count": …}`."""
    await require_viewer(request)
    door = door_of(request)
    wanted = ListQuery.of(request.args).filter_in(ZoneInfo(door.settings.clinic_time_zone))
    async with door.database.read() as session:
        place = read_place(request.args.get("after"))
        return json({"count": await count_conversations(session, wanted, place)})


def found_words(number: int, more: bool) -> str:
    """Say how many conversations a search found.

    Args:
        number: So many are counted.
        more: There may be more.
    """
    if more:
        return f"At least {number // 100 * 100 or number:,} conversations with these words"
    return f"{count(number, 'conversation')} with these words"


async def _list_page(
    request: Request[Any, Any], session: AsyncSession, query: ListQuery
) -> ListPage:
    """Read the page that the address names."""
    zone = ZoneInfo(door_of(request).settings.clinic_time_zone)
    wanted, after = query.filter_in(zone), request.args.get("after")
    if after == OLDEST or read_place(after):
        return await list_newer(session, wanted, read_place(after), PAGE_SIZE)
    return await list_older(session, wanted, read_place(request.args.get("before")), PAGE_SIZE)


def _shown(waiting: list[ConversationRow], page: ListPage, query: ListQuery) -> dict[str, Any]:
    """Prepare a page of the list for its template; who waits for a person stands there first."""
    newest = write_place(page.rows[0].place) if page.rows else ""
    last = write_place(page.rows[-1].place) if page.rows else ""
    above = {row.conversation.id for row in waiting}
    rows = [*waiting, *(row for row in page.rows if row.conversation.id not in above)]
    return {
        "rows": [(row, None, None) for row in rows],
        # Only the first page is where new ones appear.
        "newest": "" if page.has_newer else newest,
        "older": query.address(PATH, before=last) if page.has_older else "",
        "newer": query.address(PATH, after=newest) if page.has_newer else "",
        "oldest": query.address(PATH, after=OLDEST) if page.has_older else "",
    }


def _found(found: SearchPage, words: SearchWords, query: ListQuery, first: bool) -> dict[str, Any]:
    """Prepare a page of a search for its template."""
    last = str(found.hits[-1].message_id) if found.has_older else ""
    return {
        "rows": [(hit.row, hit.seq, snippet(hit.text, words)) for hit in found.hits],
        "newest": "",
        "older": query.address(PATH, before=last) if last else "",
        "newer": "" if first else query.address(PATH),
        "oldest": "",
    }


async def _choices(session: AsyncSession) -> dict[str, Any]:
    """Read what the filters offer."""
    return {
        "topics": await topic_names(session),
        "tags": await tag_names(session),
        "reviewers": {str(account.id): account.name for account in await list_accounts(session)},
    }


def _named(query: ListQuery, choices: dict[str, Any]) -> dict[str, Any]:
    """Name the choices as the page does."""
    reviewers: dict[str, str] = choices["reviewers"]
    topic_words = topic_namer()
    topics = sorted(((name, topic_words(name)) for name in choices["topics"]), key=itemgetter(1))
    return {
        "chips": filter_chips(query, reviewers, PATH),
        "topic_options": [("", "All"), *topics],
        "tag_options": [("", "All"), *((name, name) for name in choices["tags"])],
        "reviewer_options": [("", "Anyone"), ("0", "Nobody"), *reviewers.items()],
        "outcome_options": [("", "All"), *OUTCOME_NAMES.items()],
        "rating_options": [("", "All"), *RATING_NAMES.items()],
        "state_options": [("", "All"), *STATE_NAMES.items()],
        "reviewers": reviewers,
        "topic_words": topic_words,
        "small_talk": SMALL_TALK,
        "state_names": STATE_NAMES,
    }


def _message_id(text: str | None) -> int | None:
    """Read where a page of a search begins."""
    sound = text is not None and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if text is not None and sound else None
