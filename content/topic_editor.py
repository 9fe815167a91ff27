"""Changes a topic's file in place: all that is not changed stays as it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

INDENT = "    "
_FOLD = 10_000  # characters: an answer stays on one line, as in all files


@dataclass
class TopicEditor:
    """The text of one topic's file.

    Attributes:
        path: The file.
        text: What will stand in it after ``save``.
    """

    path: Path
    text: str

    @classmethod
    def open(cls, path: Path) -> TopicEditor:
        """Reads a file."""
        return cls(path, path.read_text(encoding="utf-8"))

    def save(self) -> None:
        """Writes the file."""
        self.path.write_text(self.text, encoding="utf-8")

    def add_questions(self, topic: str, questions: Sequence[str]) -> None:
        """Adds questions after the last one of a topic.

        Args:
            topic: Full name, such as ``faq/risks``.
            questions: Each on one line.

        Raises:
            KeyError: The file teaches no such topic.
        """
        for block in _items(_value(yaml.compose(self.text), "nlu")):
            if _scalar(block, "intent").value == topic:
                end = _scalar(block, "examples").end_mark.index
                # The mark lies behind the blank lines that end the block.
                end = len(self.text[:end].rstrip()) + 1
                added = "".join(f"{INDENT}- {question}\n" for question in questions)
                self.text = self.text[:end] + added + self.text[end:]
                return
        raise KeyError(topic)

    def set_answer(self, topic: str, number: int, text: str, more: str) -> None:
        """Puts another wording in the place of an answer, which is then not signed.

        Args:
            topic: Full name.
            number: Place among the topic's variations.
            text: The short answer, on one line.
            more: The longer one, on one line; empty: it has none and keeps none.
        """
        if more:
            self._put(topic, number, ("metadata", "more"), _folded(more, 8))
        self._put(topic, number, ("text",), _folded(text, 6))
        self.sign(topic, number, "", "")

    def sign(self, topic: str, number: int, by: str, on: str) -> None:
        """Writes a clinician's name and date under an answer.

        Args:
            topic: Full name.
            number: Place among the topic's variations.
            by: Name; empty: not signed.
            on: Date as ISO 8601.
        """
        self._put(topic, number, ("metadata", "reviewed_by"), _quoted(by))
        self._put(topic, number, ("metadata", "reviewed_on"), _quoted(on))

    def _put(self, topic: str, number: int, path: tuple[str, ...], written: str) -> None:
        node = _value(_value(yaml.compose(self.text), "responses"), f"utter_{topic}")
        node = _items(node)[number]
        for key in path:
            node = _value(node, key)
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in (">", "|"):
            end = len(self.text[:end].rstrip())
        self.text = self.text[:start] + written + self.text[end:]


def _value(node: yaml.Node | None, key: str) -> yaml.Node:
    """Gives what stands under a key.

    Raises:
        KeyError: There is no such key.
    """
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                found: yaml.Node = value
                return found
    raise KeyError(key)


def _scalar(node: yaml.Node, key: str) -> yaml.ScalarNode:
    value = _value(node, key)
    if not isinstance(value, yaml.ScalarNode):
        raise KeyError(key)
    return value


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _folded(text: str, indent: int) -> str:
    """Writes a text as all answers are written: folded, on one line of its own."""
    return ">-\n" + " " * indent + " ".join(text.split())


def _quoted(text: str) -> str:
    # JSON's strings are YAML's.
    dumped: str = yaml.dump(
        text, default_style='"', allow_unicode=True, width=_FOLD, explicit_end=False
    )
    return dumped.strip()
