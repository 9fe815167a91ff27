import { button, el } from "./dom.js";
import { WORDS } from "./launcher_words.js";
import { dial, link, waysTo } from "./ways.js";

/**
 * Stands in for the chat when that can not be loaded: the way to the clinic, and one more try.
 *
 * @param {{phone?: string, email?: string, emergency?: string}} clinic as the page names it.
 * @param {"en" | "es"} language
 * @param {() => void} onAgain
 * @param {() => void} onClose
 * @returns {HTMLElement}
 */
export function fallback({ phone, email, emergency = "911" }, language, onAgain, onClose) {
  const words = WORDS[language];
  const onkeydown = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && onClose();
  return el(
    "div",
    { class: "fallback corner", part: "fallback", role: "alert", lang: language, onkeydown },
    el("p", {}, words.down),
    el("p", {}, `${words.advice} `, link(`${words.dial} ${emergency}`, dial(emergency) ?? "tel:911")),
    ...waysTo({ phone, email }, words.call, words.write),
    button("again", onAgain, words.again),
    button("away", onClose, words.close),
  );
}
