"""The assistant says the curated answers, all that were asked for, with their sources."""

from __future__ import annotations

import copy

import pytest

from components.nlg import MORE_TITLE, CuratedAnswers
from tests.components.curated import RESPONSES, Talk, answer, replies, titles, with_responses


@pytest.fixture
def nlg(monkeypatch: pytest.MonkeyPatch) -> CuratedAnswers:
    """Answers of a clinic whose phone is set, but neither address nor hours."""
    for variable in ("CLINIC_ADDRESS", "CLINIC_HOURS", "CLINIC_EMAIL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("CLINIC_PHONE", "555 0100")
    return with_responses(RESPONSES)


async def test_one_topic(nlg: CuratedAnswers) -> None:
    """An answer comes with its text, section, sign-off and topic."""
    [reply] = await replies(nlg, "faq/risks")
    assert reply["text"] == "There are risks."
    assert reply["topic"] == "faq/risks"
    assert reply["source"] == "Risks and Side Effects"
    assert (reply["reviewed_by"], reply["reviewed_on"]) == ("Dr. Parikh", "2026-01-31")


async def test_several_topics_in_order(nlg: CuratedAnswers) -> None:
    """All topics of a message are answered, in the order of asking."""
    message = await Talk(nlg).say("faq/safety", "ask_clinic/cost", "faq/risks")
    assert message["text"] == (
        "Generally considered safe.\n\nI have no prices.\n\nThere are risks."
    )
    said = message["metadata"]["replies"]
    assert [reply["topic"] for reply in said] == ["faq/safety", "ask_clinic/cost", "faq/risks"]


async def test_action_for_another_intent_answers_alone(nlg: CuratedAnswers) -> None:
    """An action that answers none of the message's topics says its own answer only."""
    [reply] = await replies(nlg, "faq/risks", "faq/safety", action="utter_ask_clinic/cost")
    assert reply["text"] == "I have no prices."


async def test_topic_without_an_answer_is_passed_over(nlg: CuratedAnswers) -> None:
    """A topic that has no answer takes nothing from the others."""
    said = await replies(nlg, "faq/risks", "faq/nowhere", "faq/safety")
    assert [reply["topic"] for reply in said] == ["faq/risks", "faq/safety"]


async def test_slots_are_filled_in_and_masked(nlg: CuratedAnswers) -> None:
    """The visitor reads the details, the log gets labels; the variation is by what is known."""
    talk = Talk(nlg)
    talk.keep("lead_name", "Maria")
    [reply] = (await talk.say("lead_summary"))["metadata"]["replies"]
    assert (reply["text"], reply["masked"]) == ("Maria?", "[name]?")
    talk.keep("lead_time", "after 5")
    [reply] = (await talk.say("lead_summary"))["metadata"]["replies"]
    assert reply["text"] == "Maria, after 5, at 555 0100?"
    assert reply["masked"] == "[name], [time], at 555 0100?"
    assert titles(reply) == ["Yes"]
    assert (await replies(nlg, "faq/risks"))[0]["masked"] is None


async def test_an_action_may_give_values_of_its_own(nlg: CuratedAnswers) -> None:
    """What the action says goes before what the slots hold."""
    talk = Talk(nlg)
    talk.keep("lead_name", "Maria")
    [reply] = (await talk.say("lead_summary", lead_name="Mario"))["metadata"]["replies"]
    assert reply["text"] == "Mario?"


async def test_beside_a_form_answers_lead_nowhere_else(nlg: CuratedAnswers) -> None:
    """Topics that the form takes itself are left out, and no button leads away from it."""
    message = await Talk(nlg).say(
        "faq/risks", "faq/safety", without=["faq/safety"], beside_form=True
    )
    assert [reply["topic"] for reply in message["metadata"]["replies"]] == ["faq/risks"]
    assert message["buttons"] == []


async def test_unknown_action_says_nothing(nlg: CuratedAnswers) -> None:
    """An action without a response gives none, as Rasa expects."""
    assert await Talk(nlg).say("faq/nowhere") is None


async def test_buttons_lead_on(nlg: CuratedAnswers) -> None:
    """The next questions stand as buttons, 'tell me more' before them; unknown topics do not."""
    [reply] = await replies(nlg, "faq/risks")
    assert titles(reply) == [MORE_TITLE, "Is it safe?", "How much is it?"]
    assert all(button["payload"] == button["title"] for button in reply["buttons"])


async def test_buttons_only_under_the_last(nlg: CuratedAnswers) -> None:
    """Of several answers only the last has buttons: all that is not answered yet, each once."""
    message = await Talk(nlg).say("faq/risks", "faq/safety")
    first, last = message["metadata"]["replies"]
    assert first["buttons"] == []
    assert titles(last) == ["How much is it?"]
    assert message["buttons"] == last["buttons"]


async def test_no_more_than_four_buttons(nlg: CuratedAnswers) -> None:
    """A visitor is never given a wall of buttons, nor one twice."""
    assert len(titles((await replies(nlg, "menu"))[0])) <= 4
    said = await replies(nlg, "faq/risks", "faq/safety", "ask_clinic/cost", "greet")
    assert len(set(titles(said[-1]))) == len(titles(said[-1])) <= 4


async def test_tell_me_more(nlg: CuratedAnswers) -> None:
    """'Tell me more' gives the longer text of the last answer, with the same source."""
    talk = Talk(nlg)
    await talk.say("faq/safety")
    await talk.say("faq/risks")
    [more] = (await talk.say("tell_me_more"))["metadata"]["replies"]
    assert more["text"] == "Infection is one. To ask, call 555 0100."
    assert (more["topic"], more["source"]) == ("faq/risks", "Risks and Side Effects")
    assert MORE_TITLE not in titles(more)


async def test_tell_me_more_about_the_last_of_several(nlg: CuratedAnswers) -> None:
    """After several answers it is the last one that is told at length."""
    talk = Talk(nlg)
    await talk.say("faq/risks", "faq/safety")
    assert (await talk.say("tell_me_more"))["text"] == "More on safety."


async def test_more_about_the_greeting(nlg: CuratedAnswers) -> None:
    """The door has greeted before the first message: that is the last answer then."""
    assert (await Talk(nlg).say("tell_me_more"))["text"] == "I am a program."


async def test_tell_me_more_passes_over_the_forms_questions(nlg: CuratedAnswers) -> None:
    """In the middle of a form it is the last answer that is told at length."""
    talk = Talk(nlg)
    talk.keep("lead_name", "Maria")
    await talk.say("faq/safety")
    await talk.say("lead_summary")
    assert (await talk.say("tell_me_more"))["text"] == "More on safety."


@pytest.mark.parametrize("before", [["ask_clinic/cost"], ["faq/risks", "tell_me_more"]])
async def test_nothing_more_to_tell(nlg: CuratedAnswers, before: list[str]) -> None:
    """After an answer without a longer text, and the second time: it asks back."""
    talk = Talk(nlg)
    for topic in before:
        await talk.say(topic)
    assert (await talk.say("tell_me_more"))["text"] == "More about what?"


@pytest.mark.parametrize(
    ("address", "hours", "text"),
    [
        ("1 Main Street", "9 to 5", "1 Main Street, 9 to 5."),
        ("1 Main Street", "", "1 Main Street."),
        ("", "9 to 5", "Please call 555 0100."),
        ("", "", "Please call 555 0100."),
    ],
)
async def test_variation_by_what_is_known(
    nlg: CuratedAnswers, monkeypatch: pytest.MonkeyPatch, address: str, hours: str, text: str
) -> None:
    """The first variation is said that names only facts which are set."""
    monkeypatch.setenv("CLINIC_ADDRESS", address)
    monkeypatch.setenv("CLINIC_HOURS", hours)
    [reply] = await replies(with_responses(RESPONSES), "ask_clinic/location_hours")
    assert reply["text"] == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Solo entiendo inglés: 555 0100."),
        ("en", "I read English only."),
        ("fi", "I read English only."),
    ],
)
async def test_variation_by_language(nlg: CuratedAnswers, language: str, text: str) -> None:
    """The visitor's language is answered where there is such a variation, else English."""
    [reply] = await replies(nlg, "other_language", language=language)
    assert reply["text"] == text


async def test_nothing_that_can_be_said(nlg: CuratedAnswers) -> None:
    """A response whose every variation names an unknown fact is not said at all."""
    responses = {"utter_where": [answer("At {clinic_address}.")]}
    assert await Talk(with_responses(responses)).say("where") is None


async def test_version_changes_with_the_text(nlg: CuratedAnswers) -> None:
    """The version tells texts apart, and only texts: a new phone or sign-off keeps it."""
    changed = copy.deepcopy(RESPONSES)
    changed["utter_faq/risks"][0]["metadata"]["reviewed_by"] = "Dr. Liebermann"
    changed["utter_faq/safety"][0]["text"] += " Ask us."
    before = [reply["version"] for reply in await replies(nlg, "faq/risks", "faq/safety")]
    after = await replies(with_responses(changed), "faq/risks", "faq/safety")
    assert before[0] == after[0]["version"]
    assert before[1] != after[1]["version"]
    assert before[0] != before[1]


async def test_clinics_own_words_have_no_section(nlg: CuratedAnswers) -> None:
    """Answers that say nothing medical name no section of the document."""
    [reply] = await replies(nlg, "ask_clinic/cost")
    assert reply["source"] is None


async def test_answers_are_never_changed(nlg: CuratedAnswers) -> None:
    """What one visitor is told does not leak into what the next one is told."""
    first = await Talk(nlg).say("faq/risks", "faq/safety")
    first["metadata"]["replies"][1]["buttons"].append({"title": "?", "payload": "?"})
    first["buttons"].clear()
    assert titles((await replies(nlg, "faq/risks", "faq/safety"))[1])
    assert nlg.responses == with_responses(RESPONSES).responses


def test_greeting(nlg: CuratedAnswers) -> None:
    """A conversation opens with the greeting and its buttons; without one, with nothing."""
    [reply] = nlg.greeting()
    assert reply["text"] == "Hello."
    assert titles(reply) == [MORE_TITLE, "What are the risks?"]
    assert with_responses({}).greeting() == []
