import { el } from "./dom.js";
import { iconButton } from "./icons.js";
import { TEXTS, TEXT_LIMIT } from "./texts.js";

/** From here on the counter shows. */
const COUNTED_FROM = 850;

/** The field in which the visitor writes. Enter sends, Shift+Enter makes a new line. */
export class Composer {
  #onSend;
  #memory;
  #field;
  #counter;
  #form;

  /**
   * @param {(text: string) => boolean} onSend whether the text was taken; otherwise it stays.
   * @param {import("./memory.js").Memory} memory keeps what is half written over a reload.
   */
  constructor(onSend, memory) {
    this.#memory = memory;
    this.#onSend = onSend;
    this.#field = el("textarea", {
      part: "field",
      rows: 1,
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
    this.#field.value = memory.draft;
    const send = iconButton("send", "send", TEXTS.send, () => {});
    send.type = "submit";
    this.#form = el(
      "form",
      { class: "composer", onsubmit: (event) => this.#submit(event) },
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

  clear() {
    this.#field.value = "";
    this.#measure();
  }

  #keydown(/** @type {KeyboardEvent} */ event) {
    const composing = event.isComposing || event.keyCode === 229; // an input method is choosing a word
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #submit(/** @type {Event} */ event) {
    event.preventDefault();
    const text = clean(this.#field.value);
    if (!text || length(text) > TEXT_LIMIT) {
      this.focus();
      return;
    }
    if (this.#onSend(text)) this.clear();
  }

  #measure() {
    this.#memory.draft = this.#memory.session?.form ? "" : this.#field.value; // contact details are not kept
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
function clean(/** @type {string} */ text) {
  const whole = text.replaceAll("\0", "").trim();
  return whole.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Characters as the server counts them. */
function length(/** @type {string} */ text) {
  return [...text].length;
}
