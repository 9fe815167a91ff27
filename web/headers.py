"""What every request passes and every response carries: origins, headers, one log line."""

from __future__ import annotations

import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from sanic import HTTPResponse, Request, Sanic, empty
from sanic.exceptions import NotFound, PayloadTooLarge
from sanic.response import BaseHTTPResponse

from logs import REQUEST_ID, REQUEST_ID_HEADER, note, well_formed
from web.api_error import ApiError
from web.door import door_of

HEALTH_PATHS = {"/healthz", "/readyz"}
METRICS_PATH = "/metrics"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# Swagger UI sets styles on its elements.
DOCS_CSP = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
# As strict as a page can be: the demo shows that the chat works on it. The page has no styles.
STRICT_CSP = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types"
)
POLICIES = {"/demo/strict": STRICT_CSP}
# The console's forms may be sent, to itself only.
STAFF_CSP = CSP.replace("form-action 'none'", "form-action 'self'")
BODY_LIMIT_BYTES = 8 * 1024
# Notes and edited answers, URL-encoded.
STAFF_BODY_LIMIT_BYTES = 64 * 1024
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


def install(app: Sanic[Any, Any]) -> None:
    """Add the middleware to the app."""
    app.register_middleware(_receive, "request")
    app.register_middleware(_send, "response")


async def _receive(request: Request[Any, Any]) -> HTTPResponse | None:
    """Name the request, refuse large bodies and foreign origins and answer preflights."""
    request.ctx.started = time.perf_counter()
    # Ours or our proxy's, not the client's: it goes into the logs.
    given = well_formed(request.headers.get(REQUEST_ID_HEADER))
    proxied = door_of(request).settings.trusted_proxies > 0
    request.ctx.id = given if given and proxied else secrets.token_hex(8)
    REQUEST_ID.set(request.ctx.id)
    if len(request.body) > (STAFF_BODY_LIMIT_BYTES if is_staff(request) else BODY_LIMIT_BYTES):
        raise PayloadTooLarge
    if b"%00" in request.raw_url.partition(b"?")[0]:  # the file system would not take it
        raise NotFound
    if not _is_api(request):
        return None
    origin = request.headers.get("origin")
    if origin is not None and not is_own(request, origin) and not _is_allowed(request, origin):
        raise ApiError(403, "foreign_origin", "This site may not use the chat.")
    if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
        return empty(headers=PREFLIGHT)
    return None


async def _send(request: Request[Any, Any], response: BaseHTTPResponse) -> None:
    """Add the headers and write the log line."""
    path = request.path
    docs = path.startswith("/api/docs")
    staff = is_staff(request)
    policy = STAFF_CSP if staff else DOCS_CSP if docs else POLICIES.get(path, CSP)
    varies = response.headers.get("Vary")
    response.headers.update(
        {
            "X-Content-Type-Options": "nosniff",
            # 'no-referrer' would make browsers hide the origin of the console's own forms.
            "Referrer-Policy": "same-origin" if staff else "no-referrer",
            "Content-Security-Policy": policy,
            REQUEST_ID_HEADER: getattr(request.ctx, "id", "-"),
            "Vary": f"Origin, {varies}" if varies else "Origin",
        }
    )
    # Files are asked for again each time, so that a new version is seen at once.
    static = docs or path == "/" or path.startswith(("/demo", "/widget", "/staff/static/"))
    response.headers["Cache-Control"] = "no-cache" if static else "no-store"
    origin = request.headers.get("origin")
    if origin is not None and not staff and _is_allowed(request, origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    door_of(request).metrics.count_request(request, response.status)
    if path in HEALTH_PATHS or (path == METRICS_PATH and response.status == 200):
        return  # asked every few seconds, and nobody reads it
    started = getattr(request.ctx, "started", None)
    note(
        "request",
        method=request.method if request.route else None,
        # The route, not the path: a path may hold anything.
        route=f"/{request.route.path}" if request.route else None,
        status=response.status,
        ms=round((time.perf_counter() - started) * 1000, 1) if started else None,
    )


def _is_api(request: Request[Any, Any]) -> bool:
    return request.path.startswith("/api/")


def is_staff(request: Request[Any, Any]) -> bool:
    """Tell whether a request is for the staff console.

    Args:
        request: The request.
    """
    return request.path == "/staff" or request.path.startswith("/staff/")


def is_own(request: Request[Any, Any], origin: str) -> bool:
    """Tell whether the page came from this very host; a proxy may have taken the TLS off.

    Args:
        request: The request.
        origin: Its `Origin`.
    """
    try:
        return urlsplit(origin).netloc.lower() == request.host.lower() != ""
    except ValueError:
        return False


def _is_allowed(request: Request[Any, Any], origin: str) -> bool:
    return origin.lower() in door_of(request).settings.allowed_origins
