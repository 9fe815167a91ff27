"""The Compose file: settings that the parts take, rooms without a way out, no rights to spare."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from settings import ROOT
from tests.deploy.settings_in import KNOWN, OTHERS, VALUES, facts, load

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {n for n, s in SERVICES.items() if s["image"].startswith("assistant-")}
ENGINES = {"engine-1", "engine-2"}
# From the other side of these one reaches the world.
WAYS_OUT = {name for name, network in COMPOSE["networks"].items() if not network.get("internal")}
VARIABLE = re.compile(r"\$\{(\w+)(?::\?|:-)?([^}]*)\}")

each = pytest.mark.parametrize("name", sorted(SERVICES))


def filled_in(name: str) -> dict[str, str]:
    """Gives a service's environment as Compose makes it of a filled-in deploy/.env."""
    environment = SERVICES[name].get("environment") or {}
    values = {**VALUES, **dict.fromkeys(("APP_DATABASE_PASSWORD", "POSTGRES_PASSWORD"), "secret")}
    return {
        key: VARIABLE.sub(lambda found: values.get(found[1], found[2]), str(value))
        for key, value in environment.items()
    }


@each
def test_no_right_to_spare(name: str) -> None:
    """Each service is nobody in a system that it cannot change, with bounded memory."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["mem_limit"]
    assert "privileged" not in service


@each
def test_images_of_others_are_pinned(name: str) -> None:
    """An image that we did not build has a version."""
    assert name in OURS or re.search(r":\d+\.\d+", SERVICES[name]["image"])


@pytest.mark.parametrize("name", sorted(OURS))
def test_settings_are_known_and_enough(name: str) -> None:
    """Every variable is a setting, and with a filled-in deploy/.env each part starts."""
    environment = filled_in(name)
    assert set(environment) <= KNOWN | OTHERS
    if name not in ENGINES:
        assert load(environment).environment == "production"


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_part_has_only_its_secrets(name: str) -> None:
    """Nobody holds a secret that their work does not need."""
    secrets = {
        "SECRET_KEY": {"web-1", "web-2"},
        "DATA_KEYS": {"web-1", "web-2", "actions", *ENGINES},
        "DATABASE_URL": OURS - ENGINES,
        "ENGINE_DATABASE_URL": {*ENGINES, "backup"},
        "METRICS_TOKEN": {"web-1", "web-2"},
        "REDIS_URL": {"web-1", "web-2"},
        "SMTP_PASSWORD": {"notify"},
        "WEBHOOK_SECRET": {"notify"},
    }
    held = set(filled_in(name))
    assert {s for s, holders in secrets.items() if name in holders} == held & set(secrets)


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_engine_knows_the_facts(name: str) -> None:
    """Where nothing is filled in, the engine says the same name, doctors and numbers as the app."""
    told = {key: value for key, value in filled_in(name).items() if key.startswith("CLINIC_")}
    assert {key: value for key, value in told.items() if key != "CLINIC_PHONE"} == facts(told)


def test_only_two_reach_the_world() -> None:
    """Nginx is reached from outside, notices go outside; no other part has a way there."""
    out = {name for name, service in SERVICES.items() if WAYS_OUT & set(service["networks"])}
    assert out == {"nginx", "notify"}
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}


def test_engine_is_reached_by_web_and_actions_alone() -> None:
    """Whoever shares a network with an engine is on the message's way, or its database."""
    networks = {network for name in ENGINES for network in SERVICES[name]["networks"]}
    near = {name for name, service in SERVICES.items() if networks & set(service["networks"])}
    assert near == {"web-1", "web-2", "actions", "postgres", *ENGINES}


def test_no_secret_link_in_nginx_log() -> None:
    """One-time links are not written, nor what its errors would repeat."""
    text = (DEPLOY / "nginx.conf").read_text()
    assert "~^/staff/welcome/ /staff/welcome/-;" in text
    assert "error_log /dev/stderr crit;" in text
    assert "$remote_addr" not in "".join(re.findall(r"log_format .*", text))
    assert "$uri" not in "".join(re.findall(r"log_format .*", text))


def test_example_names_every_variable() -> None:
    """deploy/example.env has all that the Compose file asks for, and nothing that it does not."""
    asked = {name for name, _ in VARIABLE.findall((DEPLOY / "compose.yml").read_text())}
    asked |= {secret["environment"] for secret in COMPOSE["secrets"].values()}
    lines = (DEPLOY / "example.env").read_text().splitlines()
    assert {line.partition("=")[0] for line in lines if line and line[0] != "#"} == asked


def test_files_that_are_mounted_are_there() -> None:
    """Each file of ours that a service mounts is in deploy/; folders are made by the operator."""
    mounts = [v for s in SERVICES.values() for v in s.get("volumes", []) if v.startswith("./")]
    files = [mount.split(":")[0] for mount in mounts if "." in mount.split(":")[0][2:]]
    assert sorted(files) == ["./backup.sh", "./databases.sh", "./nginx.conf"]
    assert all((DEPLOY / name).is_file() for name in files)


def test_nginx_knows_the_web_processes() -> None:
    """It passes on to both, keeps a conversation at one, and lets a turn take its time."""
    text = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"server (web-\d):8000", text) == ["web-1", "web-2"]
    assert "hash $conversation consistent;" in text
    longest = int(re.findall(r"proxy_read_timeout (\d+)s;", text)[0])
    assert longest > load(filled_in("web-1")).engine_timeout_seconds + 20
    assert int(SERVICES["web-1"]["environment"]["TRUSTED_PROXIES"]) == 1


def test_engines_of_the_door_are_those_that_run() -> None:
    """ENGINE_URL names every engine."""
    urls = filled_in("web-1")["ENGINE_URL"].split(",")
    assert {url.removeprefix("http://").removesuffix(":5005") for url in urls} == ENGINES
