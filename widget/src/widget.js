/**
 * The chat's launcher. One line embeds it:
 *
 *     <script type="module" src="https://CLINIC-SERVER/widget.js"></script>
 *
 * The server joins this file with what it imports: it is all that a page loads before a visitor
 * opens the chat. The rest is /widget/chat.js on the same server.
 */
import { LpChat } from "./lp_chat.js";

/** Puts the chat on the page, with what the script's own element says about it. */
function addToPage() {
  const placed = document.querySelector("lp-chat");
  const chat = placed instanceof HTMLElement ? placed : document.createElement("lp-chat");
  const script = [...document.scripts].find(({ src }) => src === import.meta.url);
  for (const [name, value] of Object.entries(script?.dataset ?? {})) chat.dataset[name] ??= value;
  if (!customElements.get("lp-chat")) customElements.define("lp-chat", LpChat);
  if (!placed) document.body.append(chat);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addToPage, { once: true });
else addToPage();
