import { button, el } from "./dom.js";
import { iconButton } from "./icons.js";
import { TEXTS } from "./texts.js";

/** Most characters of a comment; the server refuses more. */
const COMMENT_LIMIT = 500;

/**
 * A field for a word on a verdict; nobody has to fill it in.
 *
 * @param {(comment: string) => Promise<boolean>} onSend whether it was saved.
 * @param {() => void} onDone gets the focus when the form goes.
 * @returns {HTMLFormElement}
 */
export function commentForm(onSend, onDone) {
  const field = el("input", { class: "comment", maxlength: COMMENT_LIMIT, autocomplete: "off", dir: "auto" });
  const leave = () => {
    onDone();
    form.remove();
  };
  const onsubmit = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const comment = field.value.trim();
    if (!comment || (await onSend(comment))) leave();
  };
  const send = button("plain", () => {}, TEXTS.send);
  send.type = "submit";
  const form = el(
    "form",
    { class: "comment-form", onsubmit },
    el("label", {}, el("span", {}, TEXTS.comment), field),
    send,
    iconButton("tool", "close", TEXTS.dismiss, leave),
  );
  return form;
}
