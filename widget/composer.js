import { el } from "./dom.js";
import { icon } from "./icons.js";
import { TEXTS, TEXT_LIMIT } from "./texts.js";

/** From here on the counter shows. */
const COUNTED_FROM = 850;

/** The field in which the visitor writes. Enter sends, Shift+Enter makes a new line. */
export class Composer {
  #onSend;
  #field;
  #counter;
  #form;

  /** @param {(text: string) => void} onSend */
  constructor(onSend) {
    this.#onSend = onSend;
    this.#field = el("textarea", {
      id: "field",
      rows: "1",
      dir: "auto",
      placeholder: TEXTS.placeholder,
      "aria-label": TEXTS.field,
      "aria-describedby": "counter",
      autocomplete: "off",
      enterkeyhint: "send",
      oninput: () => this.#measure(),
      onkeydown: (event) => this.#keydown(event),
    });
    this.#counter = el("p", { id: "counter", class: "counter", "aria-live": "polite" });
    const send = el("button", { type: "submit", class: "send", "aria-label": TEXTS.send, title: TEXTS.send }, icon("send"));
    this.#form = el(
      "form",
      { class: "composer", novalidate: true, onsubmit: (event) => this.#submit(event) },
      el("div", { class: "box" }, this.#field, send),
      this.#counter,
    );
  }

  get element() {
    return this.#form;
  }

  focus() {
    this.#field.focus();
  }

  #keydown(event) {
    const composing = event.isComposing || event.keyCode === 229; // an input method is choosing a word
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = clean(this.#field.value);
    if (!text || length(text) > TEXT_LIMIT) {
      this.focus();
      return;
    }
    this.#field.value = "";
    this.#measure();
    this.#onSend(text);
  }

  #measure() {
    const count = length(clean(this.#field.value));
    const left = TEXT_LIMIT - count;
    this.#counter.textContent = left < 0 ? TEXTS.tooLong(-left) : count >= COUNTED_FROM ? TEXTS.left(left) : "";
    this.#form.classList.toggle("too-long", left < 0);
    this.#field.setAttribute("aria-invalid", String(left < 0));
    this.#field.style.setProperty("block-size", "auto");
    this.#field.style.setProperty("block-size", `${this.#field.scrollHeight}px`);
  }
}

/** What can be sent of a text: no outer space, no NUL, no half of a character. */
function clean(text) {
  const whole = text.replaceAll("\0", "").trim();
  return whole.toWellFormed?.() ?? whole;
}

/** Characters as the server counts them. */
function length(text) {
  return [...text].length;
}
