"""Networks that fail."""

from __future__ import annotations

from playwright.async_api import Route, expect

from .chat_page import API, ChatPage, sent

QUESTION = "What are the risks?"
QUIET = 3_000  # longer than the first waits together: a third attempt would show (milliseconds)


async def _drop_first(chat: ChatPage, reaches_server: bool) -> list[str]:
    """Let the first attempt fail and count the ids of all."""
    ids: list[str] = []

    async def handle(route: Route) -> None:
        ids.append(sent(route.request)["id"])
        if len(ids) > 1:
            await route.continue_()
            return
        if reaches_server:
            await route.fetch()
        await route.abort("connectionreset")

    await chat.on_send(handle)
    return ids


async def _expect_once(chat: ChatPage, ids: list[str]) -> None:
    await expect(chat.answers).to_have_count(2, timeout=15_000)
    await chat.page.wait_for_timeout(QUIET)
    assert len(ids) == 2
    assert ids[0] == ids[1]
    await expect(chat.asked).to_have_count(1)
    await expect(chat.notice).to_be_empty()
    await expect(chat.panel.get_by_text("Waiting to be sent")).to_have_count(0)
    assert not [key for key in await chat.storage() if key.startswith("lp-chat.out.")]
    await chat.page.reload()
    await expect(chat.answers).to_have_count(2)
    await expect(chat.asked).to_have_count(1)


async def test_answer_lost_on_the_way(chat: ChatPage) -> None:
    """The server answered, the answer was lost: the same id once more, one question, one answer."""
    await chat.open()
    ids = await _drop_first(chat, reaches_server=True)
    await chat.ask(QUESTION)
    await expect(chat.notice).to_contain_text("Your message is saved here and will be sent again.")
    await _expect_once(chat, ids)


async def test_message_lost_on_the_way(chat: ChatPage) -> None:
    """The message never came through: the same id once more, one question, one answer."""
    await chat.open()
    ids = await _drop_first(chat, reaches_server=False)
    await chat.ask(QUESTION)
    await _expect_once(chat, ids)


async def test_reload_in_the_middle(chat: ChatPage) -> None:
    """A page that is reloaded while its question waits sends it after the reload, under its id."""
    ids: list[str] = []
    await chat.open()

    async def refuse(route: Route) -> None:
        ids.append(sent(route.request)["id"])
        await route.abort("connectionreset")

    await chat.on_send(refuse)
    await chat.ask(QUESTION)
    await expect(chat.panel.get_by_text("Waiting to be sent")).to_be_visible()
    await chat.page.unroute_all(behavior="wait")
    seen = chat.record("/api/chat/messages")
    await chat.page.reload()
    await expect(chat.answers).to_have_count(2)
    again = [sent(request)["id"] for request in seen if request.method == "POST"]
    assert again == [ids[0]]


async def test_offline_says_so(chat: ChatPage) -> None:
    """Offline: plain words, the clinic's phone, the emergency line; sent when back online."""
    await chat.open()
    await chat.page.context.set_offline(True)
    await chat.ask(QUESTION)
    await chat.ask("Is it safe?")
    await expect(chat.notice).to_contain_text("You seem to be offline.")
    await expect(chat.notice.get_by_role("link")).to_have_attribute("href", "tel:+12025550142")
    await expect(chat.page.locator("lp-chat .line")).to_be_visible()
    await chat.page.context.set_offline(False)
    await expect(chat.answers).to_have_count(3, timeout=15_000)
    await expect(chat.notice).to_be_empty()
    texts = await chat.page.locator("lp-chat .message").evaluate_all(
        "(nodes) => nodes.map((node) => node.classList.contains('mine'))"
    )
    assert texts == [False, True, False, True, False]  # each answer stands under its question


async def test_server_down_at_the_first_opening(chat: ChatPage) -> None:
    """No server at the first opening: said at once, and one press later the chat is there."""
    await chat.page.route(API, lambda route: route.abort())
    await chat.launcher.click()
    await expect(chat.notice).to_contain_text("The chat cannot be reached right now.")
    await expect(chat.notice).to_contain_text("call the clinic")
    await chat.page.unroute_all(behavior="wait")
    await chat.page.get_by_role("button", name="Try now").click()
    await expect(chat.answers).to_have_count(1)
    await expect(chat.notice).to_be_empty()
    await expect(chat.field).to_be_focused()


async def test_question_before_the_session(chat: ChatPage) -> None:
    """A question typed while the session can not be opened is asked as soon as it can."""
    await chat.page.route(API, lambda route: route.abort())
    await chat.launcher.click()
    await chat.ask(QUESTION)
    await expect(chat.panel.get_by_text("Waiting to be sent")).to_be_visible()
    await chat.page.unroute_all(behavior="wait")
    await expect(chat.answers).to_have_count(2, timeout=15_000)
    await expect(chat.asked).to_have_count(1)


async def test_too_fast(chat: ChatPage) -> None:
    """A rate limit is waited for as long as the server asks, and the message goes out then."""
    asked: list[str] = []

    async def limit(route: Route) -> None:
        asked.append(sent(route.request)["id"])
        if len(asked) > 1:
            await route.continue_()
            return
        error = {"error": {"code": "too_many", "message": "Too many requests, please wait."}}
        await route.fulfill(status=429, headers={"Retry-After": "2"}, json=error)

    await chat.open()
    await chat.on_send(limit)
    await chat.ask(QUESTION)
    await expect(chat.notice).to_contain_text("a little fast")
    await chat.page.wait_for_timeout(1_000)
    assert len(asked) == 1
    await expect(chat.answers).to_have_count(2)
    assert len(set(asked)) == 1


async def test_refused_message(chat: ChatPage) -> None:
    """A message that the server will not take is named as not sent, and is not tried again."""
    tries = chat.record("/api/chat/messages")
    error = {"error": {"code": "bad_text", "message": "text: not allowed"}}
    await chat.open()
    await chat.on_send(lambda route: route.fulfill(status=422, json=error))
    await chat.ask(QUESTION)
    await expect(chat.page.locator("lp-chat .refused")).to_contain_text("Not sent")
    await chat.page.wait_for_timeout(1_500)
    assert len(tries) == 1


async def test_open_panel_tries_again_by_itself(chat: ChatPage) -> None:
    """A panel that could not open its conversation does so when the server lets it."""
    tries: list[str] = []

    async def limit(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) > 1:
            await route.continue_()
            return
        error = {"error": {"code": "too_many", "message": "Too many requests, please wait."}}
        await route.fulfill(status=429, headers={"Retry-After": "1"}, json=error)

    await chat.page.route("**/api/chat/sessions", limit)
    await chat.launcher.click()
    await expect(chat.notice).to_contain_text("Please try again in a minute.")
    await expect(chat.answers).to_have_count(1)
    await expect(chat.notice).to_be_empty()
