"""Contact details and dates of birth are not sent by mistake."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from .chat_page import ChatPage

PERSONAL = {
    "write me at mira.k+x@mail.example.org": "e-mail address",
    "my number is (202) 555-0178": "phone number",
    "reach me on 07700 900461 pls": "phone number",
    "+44 20 7946 0112": "phone number",
    "I was born on 03/07/1985": "date of birth",
    "dob 1985-07-03": "date of birth",
    "born July 3rd, 1985": "date of birth",
    "nací el 3 de julio de 1985": "date of birth",
}
HARMLESS = [
    "What happened from 2019-2023 and 2019 - 2023?",
    "Does it take 6 to 12 months, or 24?",
    "2,000,000 cells at 37.5 degrees, room 12",
    "I am 45 and lost 30-40% since 2015",
    "Is 12/03/2099 free?",
    "see you @ the clinic",
]


@pytest.mark.parametrize(("text", "named"), PERSONAL.items())
async def test_asks_first(chat: ChatPage, text: str, named: str) -> None:
    """What looks personal is named and not sent; the text stays to be changed."""
    await chat.open()
    sends = chat.record("/api/chat/messages")
    await chat.ask(text)
    card = chat.page.get_by_role("alertdialog", name="Send this?")
    await expect(card).to_contain_text(named)
    await chat.page.get_by_role("button", name="Change my message").click()
    await expect(chat.field).to_have_value(text)
    await expect(chat.field).to_be_focused()
    assert sends == []
    await expect(chat.asked).to_have_count(0)


async def test_sends_it_all_the_same(chat: ChatPage) -> None:
    """The visitor has the last word: once more pressed, it is sent as it is."""
    await chat.open()
    await chat.ask("mail a@b.example")
    await chat.page.get_by_role("button", name="Send it anyway").click()
    await expect(chat.asked).to_have_text(re.compile("mail a@b.example"))
    await expect(chat.field).to_have_value("")
    await expect(chat.field).to_be_focused()


async def test_harmless(chat: ChatPage) -> None:
    """Years, amounts, ages and coming days are no reason to ask."""
    await chat.open()
    for number, text in enumerate(HARMLESS, start=1):
        await chat.ask(text)
        await expect(chat.asked).to_have_count(number)


async def test_no_question_inside_the_form(chat: ChatPage) -> None:
    """In the contact form details are asked for: no warning, but a word, until its end."""
    await chat.open()
    await chat.ask_and_wait("please call me back")
    await expect(chat.panel).to_contain_text("Contact form: what you type now goes to the clinic")
    await chat.press("Yes, I agree")
    await chat.ask_and_wait("Ann Lee, ann.lee@example.org")
    await expect(chat.page.get_by_role("alertdialog")).to_be_hidden()
    await chat.ask_and_wait("cancel")
    await expect(chat.panel.get_by_text("Contact form:")).to_have_count(0)
    await chat.ask("ann.lee@example.org")
    await expect(chat.page.get_by_role("alertdialog")).to_be_visible()
