"""A graph is run as Rasa's own runner runs it, only without looking for the order each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from components.ordered_graph import OrderedGraphRunner

GIVEN = "given"
# Each node needs some of those before it, by their numbers; 0 is the input.
GRAPHS = st.integers(1, 7).flatmap(
    lambda count: st.tuples(*(st.sets(st.integers(0, n), min_size=1) for n in range(count)))
)


class Adder(GraphComponent):
    """Tells its name and what it was given; counts how often it ran."""

    runs: list[str] = []  # noqa: RUF012 - shared by all, emptied by each test

    def __init__(self, name: str) -> None:
        self._name = name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Adder:
        """Creates the component (see parent class)."""
        return cls(execution_context.node_name or "")

    def add(self, **given: str) -> str:
        """Gives its name and its inputs' outputs."""
        self.runs.append(self._name)
        return f"{self._name}({','.join(given[key] for key in sorted(given))})"


def _schema(graph: tuple[set[int], ...]) -> GraphSchema:
    def needs(numbers: set[int]) -> dict[str, str]:
        return {f"in{n}": GIVEN if n == 0 else f"node{n}" for n in numbers}

    return GraphSchema(
        {
            f"node{number}": SchemaNode(
                needs=needs(numbers), uses=Adder, constructor_name="create", fn="add", config={}
            )
            for number, numbers in enumerate(graph, start=1)
        }
    )


def _runners(schema: GraphSchema, folder: Path) -> tuple[OrderedGraphRunner, DaskGraphRunner]:
    given = (schema, LocalModelStorage(folder), ExecutionContext(schema))
    return OrderedGraphRunner.create(*given), DaskGraphRunner.create(*given)


@given(graph=GRAPHS, data=st.data())
def test_same_as_rasas(
    graph: tuple[set[int], ...], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any graph gives the same outputs, and each node that is needed runs once, no other does."""
    schema = _schema(graph)
    targets = data.draw(st.lists(st.sampled_from(sorted(schema.nodes)), min_size=1, unique=True))
    ours, rasas = _runners(schema, tmp_path_factory.mktemp("graph"))
    for word in ("first", "second"):  # the second time by the order that was kept
        Adder.runs.clear()
        expected = rasas.run({GIVEN: word}, targets)
        wanted = sorted(Adder.runs)
        Adder.runs.clear()
        assert ours.run({GIVEN: word}, targets) == expected
        assert sorted(Adder.runs) == wanted


def test_missing_input_is_named(tmp_path: Path) -> None:
    """What nobody gives stops the run with its name."""
    ours, _ = _runners(_schema(({0},)), tmp_path)
    with pytest.raises(GraphRunError, match=GIVEN):
        ours.run({}, ["node1"])


def test_input_takes_the_place_of_a_node(tmp_path: Path) -> None:
    """An input under a node's name is used as it is, also after a run without it."""
    ours, _ = _runners(_schema(({0}, {1})), tmp_path)
    assert ours.run({GIVEN: "x"}, ["node2"]) == {"node2": "node2(node1(x))"}
    assert ours.run({"node1": "y"}, ["node2"]) == {"node2": "node2(y)"}
