"""The pipeline of config.yml, built and trained as Rasa's graph does it, on the tiny set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_config_file
from rasa.utils.common import override_defaults

from tests.components.tiny_training import tiny_training_data

CONFIG_FILE = Path("config.yml")


def configured() -> list[dict[str, Any]]:
    """The pipeline as config.yml has it: ``name`` and settings of each component."""
    return cast("list[dict[str, Any]]", read_config_file(CONFIG_FILE)["pipeline"])


def component_classes() -> list[type[GraphComponent]]:
    """The classes of the pipeline's components, in their order."""
    return [class_from_module_path(entry["name"]) for entry in configured()]


class TinyPipeline:
    """Components in a row, trained on the tiny set."""

    def __init__(self, folder: Path, settings: dict[str, dict[str, Any]] | None = None) -> None:
        """Creates and trains them.

        Args:
            folder: Where they keep what they learn.
            settings: Settings of each class, by its name; the defaults stand for all others.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._storage = LocalModelStorage(folder)
        self._settings = settings or {}
        self.components = [self.build(kind) for kind in component_classes()]
        data = tiny_training_data()
        for component in self.components:
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            if hasattr(component, "train"):
                component.train(data)

    def build(self, kind: type[GraphComponent], method: str = "create", **settings: Any) -> Any:
        """Makes one component: ``method`` is ``create`` or ``load``."""
        own = {**self._settings.get(kind.__name__, {}), **settings}
        config = override_defaults(kind.get_default_config(), own)
        context = ExecutionContext(GraphSchema({}), node_name=kind.__name__)
        return getattr(kind, method)(config, self._storage, Resource(kind.__name__), context)

    def load(self, last: type[GraphComponent]) -> list[Any]:
        """Loads the components up to ``last`` as a new process would."""
        classes = component_classes()
        return [self.build(kind, "load") for kind in classes[: classes.index(last) + 1]]


def read_by(components: list[Any], text: str | None) -> Message:
    """Lets components read a text in their order; ``None`` is a message without one."""
    (message,) = _read(components, [text])
    return message


def parse(components: list[Any], text: str | None) -> dict[str, Any]:
    """Gives what a message holds after all components have read it."""
    (parsed,) = parse_all(components, [text])
    return parsed


def parse_all(components: list[Any], texts: Sequence[str | None]) -> list[dict[str, Any]]:
    """Gives the same for messages that are read together."""
    read = _read(components, texts)
    return [cast("dict[str, Any]", m.as_dict(only_output_properties=True)) for m in read]


def _read(components: list[Any], texts: Sequence[str | None]) -> list[Message]:
    messages = [Message({} if text is None else {TEXT: text}) for text in texts]
    for component in components:
        messages = component.process(messages)
    return messages
