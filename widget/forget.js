import { el } from "./dom.js";
import { TEXTS } from "./texts.js";

/** The question before a chat is erased, over the rest of the panel. */
export class ForgetQuestion {
  #box;
  #keep;
  #problem;
  #onClose;
  #onErase;

  /**
   * @param {() => Promise<void>} onErase throws when the chat could not be erased.
   * @param {() => void} onClose
   */
  constructor(onErase, onClose) {
    this.#onErase = onErase;
    this.#onClose = onClose;
    this.#problem = el("p", { class: "problem", role: "alert" });
    this.#keep = el("button", { type: "button", class: "plain", onclick: () => this.close() }, TEXTS.forgetNo);
    const erase = el("button", { type: "button", class: "danger", onclick: () => this.#erase() }, TEXTS.forgetYes);
    this.#box = el(
      "div",
      { class: "cover", hidden: true },
      el(
        "div",
        { class: "card", role: "alertdialog", "aria-labelledby": "ask", "aria-describedby": "why" },
        el("h3", { id: "ask" }, TEXTS.forgetTitle),
        el("p", { id: "why" }, TEXTS.forgetWords),
        this.#problem,
        el("div", { class: "row" }, this.#keep, erase),
      ),
    );
  }

  get element() {
    return this.#box;
  }

  get open() {
    return !this.#box.hidden;
  }

  ask() {
    this.#problem.textContent = "";
    this.#box.hidden = false;
    this.#keep.focus(); // the answer that does no harm
  }

  close() {
    this.#box.hidden = true;
    this.#onClose();
  }

  async #erase() {
    this.#problem.textContent = "";
    try {
      await this.#onErase();
      this.#box.hidden = true;
    } catch {
      this.#problem.textContent = TEXTS.forgetFailed;
    }
  }
}
