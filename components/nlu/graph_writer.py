"""Writes an ONNX graph, node by node."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

OPSET = 17
IR_VERSION = 8


class GraphWriter:
    """Collects nodes and constants of a graph; methods return the name of their output."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Adds a node of one output."""
        return self.ops(kind, 1, *inputs, **attributes)[0]

    def ops(self, kind: str, count: int, *inputs: str, **attributes: Any) -> list[str]:
        """Adds a node of several outputs."""
        outputs = [f"{kind}_{len(self._nodes)}_{i}" for i in range(count)]
        self._nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return outputs

    def constant(self, name: str, value: np.ndarray) -> str:
        """Adds a constant, once.

        Raises:
            ValueError: Another value has this name.
        """
        tensor = numpy_helper.from_array(np.ascontiguousarray(value), name)
        if self._constants.setdefault(name, tensor) != tensor:
            raise ValueError(f"Two constants are named {name!r}.")
        return name

    def model(
        self, name: str, given: onnx.ValueInfoProto, wanted: onnx.ValueInfoProto, last: str
    ) -> onnx.ModelProto:
        """Makes a checked model of all that was added.

        Args:
            name: The graph's name.
            given: The one input.
            wanted: The one output.
            last: The node that gives it.
        """
        nodes = [*self._nodes, helper.make_node("Identity", [last], [wanted.name])]
        graph = helper.make_graph(
            nodes, name, [given], [wanted], initializer=list(self._constants.values())
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return model
