"""Runs the action server in this one process: `python -m actions`.

`python -m rasa_sdk --actions actions` would serve from a worker process that goes on alone when
its parent is killed: nobody would notice, and the port would stay taken. And it could not hand
the settings to the actions.
"""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, json
from sanic.response import BaseHTTPResponse

from actions.ask_consent import AskConsent
from actions.handover.desk import Desk
from actions.offer_topics import OfferTopics
from actions.submit_consultation import SubmitConsultation
from actions.validate_consultation_form import ValidateConsultationForm
from logs import REQUEST_ID, REQUEST_ID_HEADER, configure, note, well_formed
from settings import Settings, load_settings


def main() -> None:
    """Serves all actions until it is told to end."""
    settings = load_settings()
    configure()
    make_app(_executor(settings)).run(
        host=settings.actions_host,
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


def make_app(executor: ActionExecutor) -> Sanic[Any, Any]:
    """Make the action server.

    Args:
        executor: Holds the actions.

    Returns:
        The app; of a failure it answers nothing but that it failed.
    """
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    app.register_middleware(_take_request_id, "request")
    app.register_middleware(_keep_words, "response")
    app.register_middleware(_write_line, "response")
    return app


async def _take_request_id(request: Request[Any, Any]) -> None:
    request.ctx.started = time.perf_counter()
    REQUEST_ID.set(well_formed(request.headers.get(REQUEST_ID_HEADER)))


async def _write_line(request: Request[Any, Any], response: BaseHTTPResponse) -> None:
    """Tells that an action ran, and for how long; of the conversation nothing."""
    started = getattr(request.ctx, "started", None)
    if request.path == "/webhook" and started is not None:
        note("action", status=response.status, ms=round((time.perf_counter() - started) * 1000, 1))


async def _keep_words(
    _request: Request[Any, Any], response: BaseHTTPResponse
) -> HTTPResponse | None:
    """Answers a failure in few words: rasa-sdk would send the whole conversation back.

    The engine writes what it gets into its log.
    """
    return json({"error": "the action failed"}, status=500) if response.status >= 500 else None


def _executor(settings: Settings) -> ActionExecutor:
    executor = ActionExecutor()
    for action in (
        OfferTopics(),
        AskConsent(settings),
        ValidateConsultationForm(settings, Desk(settings)),
        SubmitConsultation(),
    ):
        executor.register_action(action)
    return executor


if __name__ == "__main__":
    main()
