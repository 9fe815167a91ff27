"""Writes all-MiniLM-L6-v2 as a quantised ONNX graph from its published weights.

Neither sentence-transformers nor torch is needed: the encoder is six BERT layers, written out
here with ``onnx.helper``, mean pooling and a norm. Sources: Devlin et al. 2019 (BERT), Wang et
al. 2020 (MiniLM), and the model card of all-MiniLM-L6-v2.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors.numpy import load_file

from components.nlu.graph_writer import GraphWriter

LAYERS = 6
HEADS = 12
WIDTH = 384
HEAD_WIDTH = WIDTH // HEADS
EPSILON = 1e-12


class _MiniLm(GraphWriter):
    """The layers of the encoder; each method returns the name of its output."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        super().__init__()
        self.weights = weights

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def linear(self, value: str, name: str) -> str:
        matrix = self.constant(f"{name}.matrix", self.weights[f"{name}.weight"].T.astype("f4"))
        return self.op("Add", self.op("MatMul", value, matrix), self.weight(f"{name}.bias"))

    def layer_norm(self, value: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", value, scale, bias, axis=-1, epsilon=EPSILON)

    def embeddings(self, tokens: str) -> str:
        prefix = "embeddings"
        words = self.op("Gather", self.weight(f"{prefix}.word_embeddings.weight"), tokens)
        length = self.op("Shape", tokens)
        positions = self.op(
            "Slice",
            self.weight(f"{prefix}.position_embeddings.weight"),
            self.constant("zero", np.array([0])),
            length,
            self.constant("rows", np.array([0])),
        )
        sentence_type = self.constant(
            "type_embedding", self.weights[f"{prefix}.token_type_embeddings.weight"][0]
        )
        total = self.op("Add", self.op("Add", words, positions), sentence_type)
        return self.layer_norm(total, f"{prefix}.LayerNorm")

    def _heads(self, value: str, name: str, order: list[int]) -> str:
        shape = self.constant("heads", np.array([-1, HEADS, HEAD_WIDTH]))
        split = self.op("Reshape", self.linear(value, name), shape)
        return self.op("Transpose", split, perm=order)

    def attention(self, value: str, layer: str) -> str:
        query = self._heads(value, f"{layer}.attention.self.query", [1, 0, 2])
        key = self._heads(value, f"{layer}.attention.self.key", [1, 2, 0])
        content = self._heads(value, f"{layer}.attention.self.value", [1, 0, 2])
        scale = self.constant("scale", np.array(1 / np.sqrt(HEAD_WIDTH), np.float32))
        scores = self.op("Mul", self.op("MatMul", query, key), scale)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), content)
        joined = self.op(
            "Reshape",
            self.op("Transpose", mixed, perm=[1, 0, 2]),
            self.constant("width", np.array([-1, WIDTH])),
        )
        output = self.linear(joined, f"{layer}.attention.output.dense")
        return self.layer_norm(self.op("Add", output, value), f"{layer}.attention.output.LayerNorm")

    def gelu(self, value: str) -> str:
        root = self.constant("root_two", np.array(np.sqrt(2), np.float32))
        erf = self.op("Erf", self.op("Div", value, root))
        one, half = (
            self.constant("one", np.array(1, np.float32)),
            self.constant("half", np.array(0.5, np.float32)),
        )
        return self.op("Mul", self.op("Mul", value, self.op("Add", erf, one)), half)

    def feed_forward(self, value: str, layer: str) -> str:
        inner = self.gelu(self.linear(value, f"{layer}.intermediate.dense"))
        output = self.linear(inner, f"{layer}.output.dense")
        return self.layer_norm(self.op("Add", output, value), f"{layer}.output.LayerNorm")


def _graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    writer = _MiniLm(weights)
    value = writer.embeddings("tokens")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        value = writer.feed_forward(writer.attention(value, layer), layer)
    pooled = writer.op("ReduceMean", value, axes=[0], keepdims=0)
    norm = writer.op("ReduceL2", pooled, axes=[0], keepdims=1)
    return writer.model(
        "all-MiniLM-L6-v2",
        helper.make_tensor_value_info("tokens", TensorProto.INT64, ["length"]),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, [WIDTH]),
        writer.op("Div", pooled, norm),
    )


def write_quantised(weights_file: Path, target: Path) -> None:
    """Writes the int8 graph of the encoder to ``target`` (about 23 MB), atomically.

    The graph takes ``tokens`` (int64, shape ``[length]``, with [CLS] and [SEP]) and gives
    ``vector`` (float32, shape ``[384]``, length 1).

    Args:
        weights_file: The published ``model.safetensors``.
        target: The ONNX file to write; its folder is made.

    Raises:
        OSError: ``weights_file`` cannot be read or ``target`` cannot be written.
    """
    # Once in a model's life, and it loads SymPy: 40 MB that no running engine shall hold.
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        full, small = Path(folder, "full.onnx"), Path(folder, "small.onnx")
        onnx.save(_graph(load_file(str(weights_file))), str(full))
        quantize_dynamic(
            full,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        small.replace(target)
