"""Plays a written conversation over the public door and notes where it goes otherwise."""

from __future__ import annotations

import re
from typing import Any

from tests.conversations.turn import Turn
from tests.web.visitor import Visitor, new_id

NOT_UNDERSTOOD = {"nlu_fallback", "out_of_scope"}
MOST_BUTTONS = 4
SAVED = re.compile(r"Your request is saved\. Your number for it is [A-Z]{2}-\d{4}\.")
# What stands in the history where a form was dropped and its details with it.
_LABEL = re.compile(r"\[(?:name|contact|time|subject|not shown)\]")
_PLACEHOLDER = re.compile(r"\{\w*\}|\butter_")


class Player:
    """A visitor who keeps to the script."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.dialogue: list[str] = []
        self.problems = 0
        self._buttons: list[dict[str, str]] = []
        self._seen: list[tuple[str, str]] = []
        self._form_open = False
        self._form_dropped = False

    async def open(self) -> None:
        """Open the conversation; the greeting's buttons can be pressed."""
        await self.visitor.open()
        self._hear(self.visitor.opened["replies"])

    async def play(self, turn: Turn) -> None:
        """Do what the visitor does and compare the answer with what is expected."""
        self.dialogue.append(f"visitor    {turn.deed}")
        body = {"id": new_id()} | self._deed(turn)
        if len(body) == 1:
            return
        response = await self.visitor.ask("POST", "messages", json=body)
        if response.status_code != 200:
            self._note(f"status {response.status_code}: {response.text}")
            return
        answer = response.json()
        self._seen.append(("visitor", turn.visitor if turn.visitor is not None else self._pressed))
        self.dialogue.append(f"           understood {[t['name'] for t in answer['topics']]}")
        self._hear(answer["replies"])
        self._compare(turn, answer)

    async def read_again(self) -> None:
        """Compare the stored conversation with what was said."""
        history = [(m["from"], m["text"]) for m in await self.visitor.history()]
        same = len(history) == len(self._seen) and all(map(self._is_as_said, history, self._seen))
        if not same:
            self._note(f"the history is another: {history}")

    def _is_as_said(self, stored: tuple[str, str], seen: tuple[str, str]) -> bool:
        """Tell whether a message is kept word for word, or without what a dropped form held."""
        if not self._form_dropped:
            return stored == seen
        kept = map(re.escape, _LABEL.split(stored[1]))
        return stored[0] == seen[0] and re.fullmatch(".+?".join(kept), seen[1], re.S) is not None

    def _deed(self, turn: Turn) -> dict[str, str]:
        if turn.visitor is not None:
            return {"text": turn.visitor}
        for place, button in enumerate(self._buttons, start=1):
            if turn.presses in (place, button["title"]):
                self._pressed = button["title"]
                return {"button": button["id"]}
        self._note("no such button")
        return {}

    def _hear(self, replies: list[dict[str, Any]]) -> None:
        self._buttons = [button for reply in replies for button in reply["buttons"]]
        for reply in replies:
            section = reply["source"]["section"] if reply["source"] else None
            self.dialogue.append(f"assistant  {reply['text']!r} ({section})")
            self._seen.append(("assistant", reply["text"]))
        titles = [button["title"] for button in self._buttons]
        self.dialogue.append(f"           {titles}")
        self._check(bool(replies) and all(r["text"].strip() for r in replies), "silence")
        texts = " ".join([*titles, *(reply["text"] for reply in replies)])
        self._check(not _PLACEHOLDER.search(texts), "a placeholder is shown")
        self._check(len(titles) == len(set(titles)) <= MOST_BUTTONS, "too many buttons")

    def _compare(self, turn: Turn, answer: dict[str, Any]) -> None:
        topics = [topic["name"] for topic in answer["topics"]]
        said = "\n".join(reply["text"] for reply in answer["replies"])
        titles = [button["title"] for button in self._buttons]
        sources = [r["source"]["section"] if r["source"] else None for r in answer["replies"]]
        self._check(answer["urgent"] == turn.urgent, f"urgent: {answer['urgent']}")
        saved = bool(SAVED.search(said))
        self._check(saved == turn.saved, f"saved: {saved}")
        self._form_dropped |= self._form_open and not answer["form"] and not saved
        self._form_open = bool(answer["form"])
        if turn.form is not None:
            self._check(bool(answer["form"]) == turn.form, f"open form: {answer['form']}")
        if turn.presses is not None:
            self._check(not NOT_UNDERSTOOD & set(topics), "a button was not understood")
        if turn.topics is not None:
            self._check(topics == turn.topics, f"expected topics {turn.topics}")
        if turn.first_topic is not None:
            self._check(topics[0] == turn.first_topic, f"expected {turn.first_topic} first")
        if turn.sources is not None:
            self._check(sources == turn.sources, f"expected sources {turn.sources}")
        if turn.curated is not None:
            self._check(any(sources) == turn.curated, f"an answer with a source: {sources}")
        if turn.buttons is not None:
            expected = len(titles) if isinstance(turn.buttons, int) else titles
            self._check(expected == turn.buttons, f"expected buttons {turn.buttons}")
        for words in turn.says:
            self._check(words in said, f"did not say {words!r}")
        for words in turn.never_says:
            self._check(words not in said, f"said {words!r}")
        for title in turn.never_offers:
            self._check(title not in titles, f"offered {title!r}")

    def _check(self, holds: bool, problem: str) -> None:
        if not holds:
            self._note(problem)

    def _note(self, problem: str) -> None:
        self.problems += 1
        self.dialogue.append(f"  >>>>>>   {problem}")
