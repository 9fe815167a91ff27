import { button, el } from "./dom.js";
import { iconButton } from "./icons.js";
import { TEXTS } from "./texts.js";

/**
 * 'Did this chat help?', asked once at the end and easy to leave alone.
 *
 * @param {(helpful: boolean) => void} onVerdict
 * @param {() => void} onDone it was answered or sent away.
 * @returns {HTMLElement}
 */
export function helpQuestion(onVerdict, onDone) {
  const end = () => {
    box.remove();
    onDone();
  };
  const choose = (/** @type {boolean} */ helpful) => {
    onVerdict(helpful);
    end();
  };
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end();
  };
  const box = el(
    "div",
    { class: "help", part: "help", role: "group", "aria-label": TEXTS.didItHelp, onkeydown },
    el("p", {}, TEXTS.didItHelp),
    button("plain", () => choose(true), TEXTS.yes),
    button("plain", () => choose(false), TEXTS.no),
    iconButton("tool", "close", TEXTS.dismiss, end),
  );
  return box;
}
