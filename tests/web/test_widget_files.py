"""The widget as it is served: small, compressed, known again, and for allowed sites only."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from tests.web.conftest import StartDoor
from tests.web.running import Running
from web import pages
from web.joined_modules import join_modules
from web.packed_file import PackedFile

LAUNCHER_BYTES = 4_000
ALL_BYTES = 21_000
SITE = "https://www.clinic.example"


async def _packed(door: Running, path: str, encoding: str) -> bytes:
    """Fetch a file and return its bytes as they go over the line."""
    headers = {"Accept-Encoding": encoding}
    async with door.http.stream("GET", path, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers.get("content-encoding", "") == encoding
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"
        return b"".join([part async for part in response.aiter_raw()])


async def test_size(door: Running) -> None:
    """The launcher takes at most 4 kB gzip; with the chat, in any language, it is at most 21 kB."""
    launcher = len(await _packed(door, "/widget.js", "gzip"))
    assert launcher <= LAUNCHER_BYTES
    for language in ("en", "es"):
        chat = len(await _packed(door, f"/widget/{language}.js", "gzip"))
        assert launcher + chat <= ALL_BYTES, language


@pytest.mark.parametrize("path", ["/widget.js", "/widget/en.js"])
async def test_encodings(door: Running, path: str) -> None:
    """Each encoding holds the same script; the best that the browser takes is sent."""
    plain = await _packed(door, path, "")
    assert gzip.decompress(await _packed(door, path, "gzip")) == plain
    assert brotli.decompress(await _packed(door, path, "br")) == plain
    for accepted, sent in {
        "gzip, deflate, br, zstd": "br",
        "br;q=0, gzip": "gzip",
        "deflate": None,
        "*": None,
    }.items():
        response = await door.http.get(path, headers={"Accept-Encoding": accepted})
        assert response.headers.get("content-encoding") == sent, accepted
        assert response.headers["vary"] == "Origin, Accept-Encoding"


def test_packed_once() -> None:
    """The same text is not compressed again, however often a server is made; another one is."""
    first, again, other = (PackedFile(text, "text/plain") for text in ("a", "a", "b"))
    assert again.bodies is first.bodies
    assert gzip.decompress(other.bodies["gzip"]) == b"b"


async def test_known_again_by_encoding(door: Running) -> None:
    """A browser's copy is good only for the encoding that it was sent in."""
    first = await door.http.get("/widget.js", headers={"Accept-Encoding": "br"})
    known = {"If-None-Match": first.headers["etag"]}
    same = await door.http.get("/widget.js", headers={**known, "Accept-Encoding": "br"})
    assert (same.status_code, same.content) == (304, b"")
    other = await door.http.get("/widget.js", headers={**known, "Accept-Encoding": "gzip"})
    assert other.status_code == 200


async def test_other_sites(start_door: StartDoor) -> None:
    """Only the sites that the settings name may load the scripts."""
    async with start_door(allowed_origins=[SITE]) as door:
        for path in ("/widget.js", "/widget/en.js", "/widget/es.js"):
            named = await door.http.get(path, headers={"Origin": SITE})
            assert named.headers["access-control-allow-origin"] == SITE
            other = await door.http.get(path, headers={"Origin": "https://other.example"})
            assert "access-control-allow-origin" not in other.headers


async def test_no_other_script(door: Running) -> None:
    """The modules themselves are not served one by one, nor any path around them."""
    for path in ("/widget/chat.js", "/widget/xx.js", "/widget/", "/widget/../pages.py"):
        assert (await door.http.get(path)).status_code == 404, path


@pytest.mark.parametrize("name", ["widget.js", "en.js", "es.js"])
def test_joined_scripts_import_nothing(name: str) -> None:
    """Each served script is whole."""
    assert "import{" not in join_modules(pages.WIDGET / name)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('import x from "./b.js";\n', "can not join"),
        ('import * as x from "./b.js";\n', "can not join"),
        ("export default 1;\n", "can not join"),
        ('export { x } from "./b.js";\n', "can not join"),
        ('import { x } from "./b.js";\nconst x2 = 1;\n', "more than one module: x2"),
    ],
)
def test_other_forms_are_refused(tmp_path: Path, line: str, problem: str) -> None:
    """What can not be joined safely stops the start instead of breaking the chat."""
    (tmp_path / "b.js").write_text("export const x = 1;\nconst x2 = 2;\n")
    (tmp_path / "a.js").write_text(line)
    with pytest.raises(ValueError, match=problem):
        join_modules(tmp_path / "a.js")
