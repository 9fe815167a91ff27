"""Another site on its own origin, with pages and policies that a test gives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OtherSite:
    """Serves pages by their path."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._pages: dict[str, tuple[str, str]] = {}

    def add(self, path: str, html: str, policy: str = "") -> str:
        """Put a page on the site and return its address."""
        self._pages[path] = (html, policy)
        return self.origin + path

    def find(self, path: str) -> tuple[str, str] | None:
        """Return a page and its policy."""
        return self._pages.get(path)


@contextmanager
def serve_site(port: int) -> Iterator[OtherSite]:
    """Serve a site on `localhost`: to a browser not the origin `127.0.0.1`, whatever the port."""
    site = OtherSite(f"http://localhost:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.find(self.path)
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if page and page[1]:
                self.send_header("Content-Security-Policy", page[1])
            self.end_headers()
            self.wfile.write((page[0] if page else "").encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
