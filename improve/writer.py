"""Writes what staff accepted into the topics' files of a workshop."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import tzinfo
from pathlib import Path

from content.answer_checks import problems_of_edit
from content.bare import bare
from content.question_checks import bare_forms, normal, problem
from content.topic_editor import TopicEditor
from content.topic_file import TopicFile
from content.topic_files import held_out, questions, titles, topic_files
from content.variation import Variation
from improve.wishes import Wishes
from improve.written import Written
from storage.tables import AnswerEdit, SignOff

# What the engine writes in place of a detail: such a message must not be taught.
MASKED = re.compile(r"\[(?:name|contact|time|subject|not shown)\]")


class Writer:
    """Writes into the `data/` of a workshop.

    Args:
        folder: The workshop.
        root: The checkout, which has the held-out questions.
        zone: The clinic's time zone: a signature has a date, not a moment.
    """

    def __init__(self, folder: Path, root: Path, zone: tzinfo) -> None:
        self._folder = folder
        self._root = root
        self._zone = zone
        self._written = Written()

    def write(self, wishes: Wishes) -> Written:
        """Writes all that passes the checks.

        Args:
            wishes: What staff accepted.

        Returns:
            What was written, and why the rest was not.
        """
        self._teach(wishes)
        for edit in wishes.edits:
            self._edit(edit)
        for sign_off in wishes.sign_offs:
            self._sign(sign_off)
        return self._written

    def _teach(self, wishes: Wishes) -> None:
        taught = bare_forms(questions(self._folder))
        measured = {bare(text) for text in held_out(self._root)}
        files = {topic: file for file in topic_files(self._folder) for topic in file.lines}
        added: dict[str, list[str]] = defaultdict(list)
        for queued in wishes.corrections:
            message_id, topic = queued.correction.message_id, queued.correction.topic
            text = normal(queued.text)
            wrong = _of_masked(queued.text) or problem(text, taught, measured)
            if topic not in files:
                wrong = f"There is no topic {topic} any more."
            if wrong:
                self._written.correction_problems[message_id] = wrong
                continue
            taught[bare(text)] = topic
            added[topic].append(text)
            self._written.corrections.append(message_id)
        for topic, texts in added.items():
            editor = TopicEditor.open(self._folder / files[topic].path)
            editor.add_questions(topic, texts)
            editor.save()
            self._written.questions[topic] = len(texts)

    def _edit(self, edit: AnswerEdit) -> None:
        found = self._find(edit.topic, edit.number)
        if found is None or found[1].wording != edit.base:
            self._written.edit_problems[edit.id] = "The answer was changed in the meantime."
            return
        file, old = found
        wrong = problems_of_edit(old, edit.text, edit.more, titles(self._folder))
        if wrong:
            self._written.edit_problems[edit.id] = wrong[0]
            return
        editor = TopicEditor.open(self._folder / file.path)
        editor.set_answer(edit.topic, edit.number, edit.text, edit.more)
        editor.save()
        self._written.edits.append(edit.id)

    def _sign(self, sign_off: SignOff) -> None:
        """Signs an answer, as long as it has the very words that were signed."""
        found = self._find(sign_off.topic, sign_off.number)
        if found is None or found[1].wording != sign_off.wording:
            return
        file, answer = found
        day = sign_off.signed_at.astimezone(self._zone).date().isoformat()
        if (answer.about.get("reviewed_by"), answer.about.get("reviewed_on")) == (
            sign_off.clinician,
            day,
        ):
            return
        editor = TopicEditor.open(self._folder / file.path)
        editor.sign(sign_off.topic, sign_off.number, sign_off.clinician, day)
        editor.save()
        self._written.signed += 1

    def _find(self, topic: str, number: int) -> tuple[TopicFile, Variation] | None:
        for file in topic_files(self._folder):
            for variation in file.variations:
                if (variation.topic, variation.number) == (topic, number):
                    return file, variation
        return None


def _of_masked(text: str) -> str | None:
    return "It holds a visitor's details, which are masked." if MASKED.search(text) else None
