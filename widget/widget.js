/**
 * Entry of the chat widget. One line embeds it:
 *
 *     <script type="module" src="https://CLINIC-SERVER/widget.js"></script>
 *
 * The server gives this file as /widget.js and its neighbours under /widget/,
 * hence the folder in the import below.
 */
import { LpChat } from "./widget/element.js";

if (!customElements.get("lp-chat")) customElements.define("lp-chat", LpChat);

/** Puts the chat on pages that do not place the element themselves. */
function addToPage() {
  if (!document.querySelector("lp-chat")) {
    document.body.append(document.createElement("lp-chat"));
  }
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", addToPage, { once: true });
} else {
  addToPage();
}
