"""Hostile requests: what they are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from urllib.parse import quote, urlencode
from uuid import uuid4

from hypothesis import strategies as st

NOBODY, VISITOR = "nobody", "visitor"
WHO = (NOBODY, VISITOR, "viewer", "reviewer", "admin")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get")
NASTY = (
    "/restart",
    '/faq/costs{"x":1}',
    '/inform{"lead_name":"x","consent":true}',
    "/session_start",
    "//",
    "\uff0frestart",
    '{"lead_phone": "+16175550134"}',
    "action_listen",
    "utter_greet",
    "[maria](lead_name)",
    "[x]{'entity': 'lead_name', 'value': 'y'}",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\ufeff\u202eevil\u202c",
    "Z" + "\u0301" * 200,
    "👩‍👩‍👧‍👦" * 30,
    "\u200b",
    "\r\nX-Evil: 1\r\n\r\n",
    "' OR 1=1 --",
    '"; DROP TABLE message; --',
    "%' ESCAPE '",
    'NEAR("a" "b") OR *',
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}${7*7}%s%n{0}",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "x" * 1000,
    "脱" * 1000,
    "x" * 1001,
    "9" * 400,
    "-1",
    "0",
    "1e999",
    "NaN",
    "٣",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "24:61",
    "true",
    "",
    " ",
)
"""Texts that break careless programs."""
FIELDS = [
    "id",
    "text",
    "button",
    "seq",
    "helpful",
    "comment",
    "page",
    "sender",
    "metadata",
    "session_id",
    "active",
    "again",
    "assignee",
    "clinician",
    "contacts",
    "day",
    "decision",
    "email",
    "end",
    "more",
    "name",
    "note",
    "password",
    "reason",
    "reviewer",
    "role",
    "seen",
    "start",
    "state",
    "sure",
    "tag",
    "topic",
    "whom",
    "wish",
    "wording",
    "next",
    "ids",
    "key",
    "kind",
    "what",
    "from",
    "to",
]
"""Fields of all bodies and forms, and some that do not exist."""
ARGUMENTS = [
    "after",
    "before",
    "q",
    "since",
    "until",
    "page",
    "state",
    "who",
    "what",
    "from",
    "to",
    "next",
    "correct",
    "topic",
    "least",
    "below",
    "hour",
    "weekday",
    "reviewer",
    "outcome",
    "rating",
    "urgent",
    "unanswered",
    "handed_over",
    "tag",
]

anything = st.text(max_size=40) | st.sampled_from(NASTY)
words = anything | anything.map(lambda text: "/" + text)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)
DEEP = (b"[" * 4000, b'{"a":' * 1300, b"[" * 4000 + b"]" * 4000, b'{"id":' + b"[" * 8000)


@dataclass(frozen=True, repr=False)
class Input:
    """One hostile request.

    Attributes:
        who: Whose token or session goes with it.
        method: Its method.
        route: The route; `<name>` stands for a parameter.
        parameters: What is put in for parameters, where nothing real is.
        real: Whether parameters are those of rows that exist.
        query: What follows the question mark.
        headers: Further headers.
        body: Its body.
        token: Whether a form carries the right CSRF token.
    """

    who: str
    method: str
    route: str
    parameters: str
    real: bool
    query: str
    headers: tuple[tuple[str, bytes], ...]
    body: bytes
    token: bool

    def __repr__(self) -> str:
        """Show it in a line or two."""
        values = (f"{field.name}={getattr(self, field.name)!r:.160}" for field in fields(self))
        return f"Input({', '.join(values)})"


def json_of(value: object) -> bytes:
    """Write JSON as a hostile browser does: lone surrogates and NaN included."""
    return json.dumps(value).encode()


def form_of(named: dict[str, str]) -> bytes:
    """Write a form; lone surrogates become bytes that are not UTF-8."""
    return urlencode(named, errors="surrogatepass").encode()


messages = st.builds(lambda text: json_of({"id": str(uuid4()), "text": text}), words)
bodies = st.one_of(
    messages,
    st.builds(json_of, st.dictionaries(st.sampled_from(FIELDS), values, max_size=6)),
    st.builds(json_of, values),
    st.builds(form_of, st.dictionaries(st.sampled_from(FIELDS), words, max_size=8)),
    st.binary(max_size=300),
    st.sampled_from([*DEEP, b"", b"x" * 9000, b"x" * 70_000]),
)
_forged = st.one_of(
    st.sampled_from([b"Bearer", b"Bearer ", b"Basic Og==", b"Bearer a.b.c", b"bearer \xff"]),
    st.binary(max_size=60).map(lambda tail: b"Bearer " + tail.hex().encode()),
)
_header = st.one_of(
    st.tuples(st.just("Authorization"), _forged),
    st.tuples(st.just("Cookie"), st.just(b"staff_session=x; staff_session=y; staff_flash=\xff")),
    st.tuples(st.just("Cookie"), st.text("ab=;\"', ", max_size=30).map(str.encode)),
    st.tuples(st.just("X-Forwarded-For"), st.sampled_from([b"::1", b"1.2.3.4, \xff", b"," * 500])),
    st.tuples(st.just("Origin"), st.sampled_from([b"null", b"http://[", b"https://evil.example"])),
    st.tuples(st.just("Accept"), st.sampled_from([b"application/json", b"*/*;q=x", b"\xff"])),
    st.tuples(st.just("Content-Type"), st.sampled_from([b"text/xml", b"multipart/form-data", b""])),
    st.tuples(
        st.just("Content-Type"),
        st.sampled_from([b"application/json; charset=utf-7", b"application/x-www-form-urlencoded"]),
    ),
    st.tuples(st.just("Content-Encoding"), st.just(b"gzip")),
    st.tuples(st.just("Range"), st.sampled_from([b"bytes=0-1", b"bytes=9-1", b"bytes=-", b"x=1"])),
    st.tuples(st.just("If-None-Match"), st.just(b'"x", *')),
    st.tuples(st.just("Accept-Language"), st.just(b"en" * 400)),
    st.tuples(st.just("X-Csrf-Token"), st.sampled_from([b"\xff", b"x" * 64])),
    st.tuples(st.just("X-Huge"), st.integers(1000, 30_000).map(lambda size: b"y" * size)),
    st.tuples(st.just("Forwarded"), st.just(b'for="[::1]";proto=x;host=')),
    st.tuples(st.just("Expect"), st.just(b"100-continue")),
)


def queries() -> st.SearchStrategy[str]:
    """Make what follows the question mark."""
    pairs = st.dictionaries(st.sampled_from(ARGUMENTS), words, max_size=3)
    return pairs.map(lambda found: urlencode(found, errors="surrogatepass")) | st.just("")


def inputs(routes: list[tuple[str, str]]) -> st.SearchStrategy[Input]:
    """Make requests to routes.

    Args:
        routes: Method and path of each; they are asked by other methods too, and others are asked.
    """
    unknown = st.tuples(
        st.sampled_from(METHODS), words.map(lambda t: "/" + quote(t, errors="surrogatepass"))
    )
    known = st.sampled_from(routes)
    crossed = st.tuples(st.sampled_from(METHODS), known.map(lambda route: route[1]))
    # One in eight goes to no route, one in eight by another method.
    target = st.integers(0, 7).flatmap(lambda n: {0: unknown, 1: crossed}.get(n, known))
    return st.builds(
        lambda who, target, **rest: Input(who, target[0], target[1], **rest),
        st.sampled_from(WHO),
        target,
        parameters=words,
        real=st.booleans(),
        query=queries(),
        headers=st.lists(_header, max_size=2).map(tuple),
        body=bodies,
        token=st.integers(0, 3).map(bool),
    )
