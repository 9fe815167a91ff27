"""Runs a model's graph in an order that is found once.

Rasa's own runner makes a dask graph of all nodes for each message and each prediction, and lets
dask find their order again: about 1.5 ms of a turn, a tenth of what the engine does in it.
"""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class OrderedGraphRunner(GraphRunner):
    """Runs nodes one after the other, each after those that it needs.

    Args:
        schema: The graph.
        nodes: Its nodes, with their components loaded.
    """

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[tuple[tuple[str, ...], frozenset[str]], list[str]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> OrderedGraphRunner:
        """Creates the runner (see parent class)."""
        return cls.of(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    @classmethod
    def of(cls, runner: DaskGraphRunner) -> OrderedGraphRunner:
        """Takes over the graph of Rasa's own runner, and the components that it has loaded."""
        return cls(runner._graph_schema, runner._instantiated_nodes)

    @classmethod
    def put_into(cls, agent: Agent) -> None:
        """Takes the place of the runner of an agent's model, if it is Rasa's own."""
        runner = agent.processor.graph_runner
        if isinstance(runner, DaskGraphRunner):
            agent.processor.graph_runner = cls.of(runner)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Runs what the targets need (see parent class).

        Raises:
            GraphRunError: A node needs what is neither a node nor given.
        """
        wanted = tuple(targets or self._schema.target_names)
        results = dict(inputs or {})
        call = (wanted, frozenset(results))
        order = self._orders.get(call)
        if order is None:
            order = self._orders[call] = self._in_order(*call)
        for name in order:
            needs = self._schema.nodes[name].needs.values()
            try:
                given = [(need, results[need]) for need in needs]
            except KeyError as missing:
                raise GraphRunError(f"Node {name!r} needs {missing}, which is not given.") from None
            results[name] = self._nodes[name](*given)[1]
        return {name: results[name] for name in wanted}

    def _in_order(self, targets: tuple[str, ...], given: frozenset[str]) -> list[str]:
        """Gives the nodes to run, each once and after all that it needs."""
        order: list[str] = []

        def visit(name: str) -> None:
            if name in order or name in given or name not in self._schema.nodes:
                return
            for need in self._schema.nodes[name].needs.values():
                visit(need)
            order.append(name)

        for target in targets:
            visit(target)
        return order
