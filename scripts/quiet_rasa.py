"""Rasa's own command line, quiet, and without what a command does not use.

`python scripts/quiet_rasa.py train` is `rasa train`. Sanic 21.12 switches deprecation warnings on
while it is imported, so neither PYTHONWARNINGS nor `-W` can keep them off. RASA_TELEMETRY_ENABLED
does not turn off the reports of errors, which go to another service.

Rasa imports TensorFlow (250 MB, 3 s) wherever its own policies are imported. Here nothing is cut
out and nothing stands in its place: what needs it is loaded when it is used. So it is there for a
training and for a model that holds, say, a DIETClassifier, and not for an engine that needs none.
"""

import importlib
import logging
import os
import sys
import traceback
import warnings
from functools import cached_property
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

# A message is too little to share out, and OpenBLAS's second thread waits for its share with the
# processor running: as long as the whole reading takes. Training takes all cores, as ever.
# OpenBLAS looks once, when NumPy is imported.
if sys.argv[1:2] in (["run"], ["shell"]):
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sanic.app  # noqa: F401 - sets its warning filter now, so that ours comes after it

warnings.filterwarnings("ignore", category=DeprecationWarning)

import rasa.telemetry  # noqa: E402 - after the filter
from rasa.engine.graph import GraphSchema, SchemaNode  # noqa: E402 - after the filter
from rasa.engine.storage.storage import ModelMetadata  # noqa: E402 - after the filter


def load_when_used(name: str) -> None:
    """Puts a module into its place; its code runs when somebody first asks for what is in it.

    importlib's LazyLoader is of no use in Python 3.10: a second `import` loads the module.

    Args:
        name: The module's full name; its package is loaded.
    """
    spec = find_spec(name)
    module = module_from_spec(spec)

    def load(wanted: str) -> Any:
        if wanted.startswith("__"):  # a look at a module from outside, by the import system itself
            raise AttributeError(wanted)
        del module.__getattr__
        spec.loader.exec_module(module)
        return getattr(module, wanted)

    module.__getattr__ = load
    sys.modules[name] = module
    package, _, own_name = name.rpartition(".")
    setattr(sys.modules[package], own_name, module)


def load_without(hidden: str, name: str) -> None:
    """Loads a module to which another one, unless it is loaded already, seems not installed.

    Args:
        hidden: The other module.
        name: The module.
    """
    before = sys.modules.setdefault(hidden, None)
    importlib.import_module(name)
    if before is None:
        del sys.modules[hidden]


class SchemaWhenUsed(GraphSchema):
    """How a model was trained; the components that it names are loaded when somebody asks.

    Rasa reads it with each model and uses it for nothing. Its check of config.yml, which is in it,
    imports all of Rasa's own components.
    """

    def __init__(self, serialized: dict[str, Any]) -> None:
        self._serialized = serialized

    @cached_property
    def nodes(self) -> dict[str, SchemaNode]:
        """The steps of the training."""
        return GraphSchema.from_dict(self._serialized).nodes


_read_metadata = ModelMetadata.from_dict


def _metadata(serialized: dict[str, Any]) -> ModelMetadata:
    metadata = _read_metadata({**serialized, "train_schema": {"nodes": {}}})
    metadata.train_schema = SchemaWhenUsed(serialized["train_schema"])
    return metadata


def _without_words(_formatter: logging.Formatter, error: Any) -> str:
    """Writes where an error came from and its kind; its words may hold a visitor's."""
    kind, _, trace = error
    return "".join(traceback.format_tb(trace)) + kind.__name__


ModelMetadata.from_dict = _metadata
load_when_used("rasa.utils.train_utils")  # TensorFlow
load_when_used("rasa.utils.plotting")  # Matplotlib
load_without("tensorflow", "thinc.compat")  # spaCy's base: it would offer to wrap layers of it
rasa.telemetry.initialize_error_reporting = lambda: None
logging.Formatter.formatException = _without_words

from rasa.__main__ import main  # noqa: E402 - after all that

if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as the `rasa` command has it
    main()
