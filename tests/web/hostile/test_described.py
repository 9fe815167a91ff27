"""Requests made from the API's own description; `make chaos PART=described` makes 10,000."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.running import Running
from tests.web.visitor import Visitor
from web.openapi import document

COUNT = int(os.environ.get("CHAOS_COUNT") or 150)
CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    status_code_conformance,
]

described = schemathesis.openapi.from_dict(document()).get_all_operations()
operations = [found.ok() for found in described]  # type: ignore[union-attr] # an Err is to fail
cases = st.one_of(
    [each.as_strategy(generation_mode=mode) for each in operations for mode in GenerationMode]
)


@settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    max_examples=COUNT,
)
@given(case=cases)
async def test_answers_as_described(door: Running, case: Case[Any]) -> None:
    """Whatever fits the description or just not: status, type and shape of its answer fit."""
    visitor = await Visitor(door.http).open()
    token = {"Authorization": f"Bearer {visitor.token}"}
    response = await asyncio.to_thread(case.call, base_url=door.url, headers=token)
    case.validate_response(response, checks=CHECKS)
