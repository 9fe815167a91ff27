"""The manifests: valid, with no rights to spare, each talking along its own ways only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml
from sanic import Sanic

from settings import ROOT
from tests.deploy.settings_in import KNOWN, OTHERS, VALUES, facts, load
from web.app import create_app

FOLDER = ROOT / "deploy" / "kubernetes"
VERSION = "1.33"
Manifest = dict[str, Any]


def manifests() -> Iterator[Manifest]:
    """Reads all manifests but the kustomization."""
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.name != "kustomization.yaml":
            yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


def name_of(manifest: Manifest) -> str:
    """Names a manifest for the test's report."""
    return f"{manifest['kind']} {manifest['metadata']['name']}"


def pod_of(manifest: Manifest) -> dict[str, Any] | None:
    """Finds the pod's description in a workload."""
    spec: dict[str, Any] = manifest.get("spec") or {}
    spec = (spec.get("jobTemplate") or {}).get("spec", spec)
    found: dict[str, Any] | None = (spec.get("template") or {}).get("spec")
    return found


ALL = list(manifests())
WORKLOADS = [manifest for manifest in ALL if pod_of(manifest)]
NAMES = {manifest["metadata"]["name"] for manifest in WORKLOADS}
SECRET = next(m for m in ALL if m["kind"] == "Secret")
SHARED = next(m for m in ALL if m["kind"] == "ConfigMap")["data"]

each_workload = pytest.mark.parametrize("manifest", WORKLOADS, ids=name_of)


def environment_of(manifest: Manifest) -> dict[str, str]:
    """Gives a container's environment, secrets and facts filled in."""
    container = (pod_of(manifest) or {})["containers"][0]
    found = dict(SHARED) if container.get("envFrom") else {}
    for entry in container.get("env", []):
        key = entry["name"]
        source = entry.get("valueFrom", {})
        if "secretKeyRef" in source:
            found[key] = VALUES.get(key) or SECRET["stringData"][source["secretKeyRef"]["key"]]
        elif "configMapKeyRef" in source:
            found[key] = SHARED[source["configMapKeyRef"]["key"]]
        else:
            found[key] = entry["value"]
    return found | {key: VALUES[key] for key in found if key in VALUES and key in SHARED}


@pytest.mark.parametrize("manifest", ALL, ids=name_of)
def test_schema(manifest: Manifest) -> None:
    """Kubernetes takes it: every field is known and of its kind."""
    kubernetes_validate.validate(manifest, VERSION, strict=True)


def test_kustomization_names_every_file() -> None:
    """What is in the folder is applied; the example of secrets is not."""
    listed = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"]
    files = {path.name for path in FOLDER.glob("*.yaml")}
    assert set(listed) == files - {"kustomization.yaml", "secrets.example.yaml"}


@each_workload
def test_no_right_to_spare(manifest: Manifest) -> None:
    """No root, no way to become it, nothing to write on, no token of the cluster, bounds."""
    pod = pod_of(manifest) or {}
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] is True
        assert context["allowPrivilegeEscalation"] is False
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
        assert container["resources"]["requests"]["cpu"]
        assert ":" in container["image"]
        assert not container["image"].endswith(":latest")


@each_workload
def test_settings_are_known_and_enough(manifest: Manifest) -> None:
    """Every variable is a setting, and with secrets and facts filled in each part starts."""
    environment = environment_of(manifest)
    assert set(environment) <= KNOWN | OTHERS
    if "assistant-app" in (pod_of(manifest) or {})["containers"][0]["image"]:
        assert load(environment).environment == "production"


def test_engine_has_no_secret_of_the_app() -> None:
    """The engine holds its database and the keys of its trackers, and nothing else."""
    engine = next(m for m in WORKLOADS if m["metadata"]["name"] == "engine")
    secrets = set(environment_of(engine)) & set(SECRET["stringData"])
    assert secrets == {"ENGINE_DATABASE_URL", "DATA_KEYS"}


def test_engine_knows_the_facts() -> None:
    """The engine is told every fact, and those that have a default are filled in with it."""
    engine = next(m for m in WORKLOADS if m["metadata"]["name"] == "engine")
    told = {name for name in environment_of(engine) if name.startswith("CLINIC_")}
    shared = {name for name in SHARED if name.startswith("CLINIC_")}
    assert told == shared
    assert {name: SHARED[name] for name in facts(shared)} == facts(shared)


def test_probes_ask_what_is_there() -> None:
    """The door's probes are routes of the door."""
    web = next(m for m in WORKLOADS if m["metadata"]["name"] == "web")
    container = (pod_of(web) or {})["containers"][0]
    app: Sanic[Any, Any] = create_app(load(environment_of(web)))
    routes = {"/" + route.path for route in app.router.routes}
    probes = [container[kind]["httpGet"]["path"] for kind in ("livenessProbe", "readinessProbe")]
    assert probes == ["/healthz", "/readyz"]
    assert set(probes) <= routes


def test_every_part_has_its_ways_and_no_other() -> None:
    """All is forbidden; each workload has one policy, and only notices may go anywhere."""
    policies = {m["metadata"]["name"]: m["spec"] for m in ALL if m["kind"] == "NetworkPolicy"}
    assert policies["nothing"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert set(policies) == NAMES | {"nothing", "names"}
    anywhere = [name for name, spec in policies.items() if "0.0.0.0/0" in str(spec)]
    assert anywhere == ["notify"]
    engine = policies["engine"]
    assert str(engine["ingress"]).count("matchLabels") == 1
    assert "'app': 'web'" in str(engine["ingress"])
    assert sorted(rule["ports"][0]["port"] for rule in engine["egress"]) == [5055, 5432]


def test_engines_of_the_door_are_those_that_run() -> None:
    """ENGINE_URL names every engine of the StatefulSet."""
    engine = next(m for m in WORKLOADS if m["metadata"]["name"] == "engine")
    count = engine["spec"]["replicas"]
    assert SHARED["ENGINE_URL"] == ",".join(f"http://engine-{i}.engine:5005" for i in range(count))
