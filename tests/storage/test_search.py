"""Full-text search: what it finds, in which order, and what it must never find."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.database import Database
from storage.erasures import erase_conversation
from storage.review import search as search_module
from storage.review.conversation_filter import ConversationFilter
from storage.review.search import search
from storage.review.search_words import SearchWords
from tests.storage.talks import talk

ALL = ConversationFilter()


async def found(
    database: Database, typed: str, wanted: ConversationFilter = ALL, limit: int = 50
) -> list[tuple[str, int]]:
    """Search and give conversation and number of each hit, over all pages."""
    hits: list[tuple[str, int]] = []
    before = None
    async with database.read() as session:
        while True:
            page = await search(session, SearchWords.of(typed), wanted, before, limit)
            hits += [(hit.row.conversation.id, hit.seq) for hit in page.hits]
            if not page.has_older:
                return hits
            before = page.hits[-1].message_id


async def test_finds_words_beginnings_and_phrases(database: Database) -> None:
    """Every word has to be there, in any order and any case; quotes make a phrase."""
    await talk(database, "c", "Do injections hurt?", "The follow-up, is it Dr. O'Neil's 2.1 hours?")
    for typed in ("hurt", "INJECTIONS hurt", "hurt inject", '"do injections"', "2.1", "o'neil"):
        assert [name for name, _ in await found(database, typed)] == ["c"], typed
    for typed in ('"injections do"', "hurt hours", "jections", "hu"):
        assert await found(database, typed) == [], typed
    assert await found(database, "trained hands") == [("c", 5)]


async def test_each_conversation_once_newest_hit_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hits are shown by conversation, and pages neither repeat nor lose one."""
    for name in ("a", "b", "c"):
        await talk(database, name, "wonder", "wonder", "other")
    await talk(database, "d", "other")
    newest_first = [("c", 4), ("b", 4), ("a", 4)]
    assert await found(database, "wonder") == newest_first
    assert await found(database, "wonder", limit=1) == newest_first
    assert await found(database, "wonder", limit=2) == newest_first


async def test_pages_hold_across_batches(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A conversation with more hits than are read at once hides no other one."""
    monkeypatch.setattr(search_module, "BATCH", 2)
    await talk(database, "first", "wonder")
    await talk(database, "long", *["wonder"] * 5)
    assert await found(database, "wonder", limit=1) == [("long", 10), ("first", 2)]


async def test_filters_hold_for_a_search_too(database: Database) -> None:
    """A search within a filter finds only what passes both."""
    await talk(database, "plain", "wonder")
    await talk(database, "urgent", "wonder", urgent=True, topics=(("faq/cost", 0.9, ""),))
    assert await found(database, "wonder", ConversationFilter(urgent=True)) == [("urgent", 2)]
    assert await found(database, "wonder", ConversationFilter(topic="faq/cost")) == [("urgent", 2)]


async def test_sealed_words_are_never_found(database: Database) -> None:
    """What is masked can not be searched for: neither the number nor a part of it."""
    await talk(database, "c", "call 617 555 0134, Maria", masked_text="call [phone], [name]")
    assert await found(database, "call") == [("c", 2)]
    for typed in ("617", "5550134", "555 0134", "maria"):
        assert await found(database, typed) == []


async def test_erased_conversations_are_not_found(database: Database) -> None:
    """With a conversation its words leave the index."""
    await talk(database, "c", "xylophone")
    await talk(database, "other", "xylophone")
    async with database.write() as session:
        await erase_conversation(session, "c")
    await database.scrub()
    assert await found(database, "xylophone") == [("other", 2)]


async def test_erased_words_leave_the_index_itself(sqlite_url: str, tmp_path: Path) -> None:
    """SQLite's index keeps gone words until its parts are joined: scrubbing joins them."""
    database = Database(sqlite_url)
    for number in range(30):
        await talk(database, f"c{number}", f"quick brown {number}")
    await talk(database, "gone", "xylophone")
    async with database.write() as session:
        await erase_conversation(session, "gone")
    await database.scrub()
    assert not _in_files(tmp_path, b"xyloph")
    assert len(await found(database, "quick")) == 30
    await database.close()


def _in_files(folder: Path, word: bytes) -> bool:
    return any(word in path.read_bytes() for path in folder.glob("app.db*"))


@given(st.text(max_size=60))
def test_any_text_is_read(typed: str) -> None:
    """Whatever is typed becomes words of letters and digits in quotes, or nothing."""
    words = SearchWords.of(typed)
    assert all(word.isalnum() for part in words.parts for word in part)
    assert bool(words) == bool(words.fts5) == bool(words.tsquery)


async def test_any_query_is_understood(database: Database) -> None:
    """Neither database stumbles over signs that mean something to it."""
    await talk(database, "c", "wonder")
    for typed in (
        "wonder OR NOT",
        'a"b',
        "'; DROP",
        "near(",
        "wonder*",
        "^w",
        "ß İ ǅ",
        "日本",
        "&|!<->",
    ):
        words = SearchWords.of(typed)
        if words:
            async with database.read() as session:
                await search(session, words, ALL, None, 5)
