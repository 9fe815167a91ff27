"""What the images are built from is there, pinned, and holds no more than it must."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from settings import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILES = sorted(DEPLOY.glob("*.Dockerfile"))
# What the app opens at run time besides its own packages.
OPENED = ("data", "docs/source-document.txt", "widget/src")

each = pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)


def instructions(dockerfile: Path) -> list[str]:
    """Reads a Dockerfile, continued lines joined."""
    text = re.sub(r"\\\n", " ", dockerfile.read_text(encoding="utf-8"))
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def copied(dockerfile: Path) -> list[str]:
    """Names what it copies from the project's folder."""
    lines = [line.split()[1:] for line in instructions(dockerfile) if line.startswith("COPY ")]
    return [name for words in lines if "--from" not in words[0] for name in words[:-1]]


def let_in(name: str) -> bool:
    """Tells whether .dockerignore lets a path into the build; the last line that fits counts."""
    verdict = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        rule = line.removeprefix("!")
        parts = [name.rsplit("/", n)[0] for n in range(name.count("/") + 1)]
        if line and not line.startswith("#") and any(fnmatch(part, rule) for part in parts):
            verdict = line.startswith("!")
    return verdict


@each
def test_what_is_copied_is_there(dockerfile: Path) -> None:
    """Each copied path exists in the project and is not kept out of the build."""
    names = copied(dockerfile)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert [name for name in names if not let_in(name)] == []


def test_secrets_and_data_stay_outside() -> None:
    """No setting, database, key or test goes into a build."""
    kept_out = [
        ".env",
        "deploy/.env",
        "var/app.db",
        "var/data_key",
        ".git/config",
        "tests/stack.py",
    ]
    assert [name for name in kept_out if let_in(name)] == []


@each
def test_bases_are_pinned_and_users_are_nobody(dockerfile: Path) -> None:
    """Every base has a version, and what runs is not root."""
    lines = instructions(dockerfile)
    stages = [line.split()[3] for line in lines if line.startswith("FROM ") and " AS " in line]
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    outside = [base for base in bases if base not in stages]
    assert outside
    assert all(re.search(r":[\d.]+", base) for base in outside)
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001:10001"]


def test_versions_are_those_of_the_project() -> None:
    """The images' Pythons are those that `.python-version` names and the lock files are for."""
    app, engine = (ROOT / ".python-version").read_text().split()
    assert f"FROM python:{app}-" in (DEPLOY / "app.Dockerfile").read_text()
    assert f"build_environment.sh .venv/app {app} " in (DEPLOY / "app.Dockerfile").read_text()
    text = (DEPLOY / "engine.Dockerfile").read_text()
    assert f"build_environment.sh .venv/engine {engine} " in text
    assert f"python{engine} " in text


@each
def test_imports_are_found(dockerfile: Path) -> None:
    """Every package of ours that an image's code imports is in the image."""
    names = set(copied(dockerfile))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    imported = {
        found
        for name in names & packages
        for path in (ROOT / name).rglob("*.py")
        for found in re.findall(r"^(?:from|import) (\w+)", path.read_text(), re.MULTILINE)
    }
    assert imported & packages
    # What improves the engine's model runs in a checkout alone.
    assert (imported & packages) - {"components"} <= names


def test_app_finds_what_it_opens() -> None:
    """Files that the app reads at run time are in its image."""
    assert set(OPENED) <= set(copied(DEPLOY / "app.Dockerfile"))


def test_engines_endpoints_differ_in_one_address() -> None:
    """The engine in a container is set up like any other, but for where the action server is."""
    ours, theirs = (
        (folder / "endpoints.yml").read_text().splitlines() for folder in (ROOT, DEPLOY)
    )
    changed = [new for old, new in zip(ours, theirs, strict=True) if old != new]
    assert len(changed) == 1
    assert "url: ${ACTIONS_URL}" in changed[0]


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_parse(script: Path) -> None:
    """The shell reads each script, and it may be run."""
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert script.stat().st_mode & 0o111
