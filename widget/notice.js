import { el } from "./dom.js";
import { dial } from "./links.js";
import { TEXTS, troubleWords } from "./texts.js";

/** Says in plain words that the server can not be reached, and how the clinic can. */
export class Notice {
  #box;
  #onRetry;

  /** @param {() => void} onRetry */
  constructor(onRetry) {
    this.#onRetry = onRetry;
    this.#box = el("div", { class: "notice", role: "status" });
  }

  get element() {
    return this.#box;
  }

  /**
   * @param {import("./api_error.js").ApiError | null} error null takes the notice away.
   * @param {boolean} pending whether messages wait to be sent.
   * @param {string | null} phone the clinic's, where known.
   */
  show(error, pending, phone) {
    if (!error) {
      this.#box.replaceChildren();
      return;
    }
    const words = troubleWords(error, pending);
    if (this.#box.firstChild?.textContent === words) return; // said already: screen readers need it once
    const way = dial(phone)
      ? el("p", {}, `${TEXTS.callClinic} `, el("a", { href: dial(phone) }, phone))
      : el("p", {}, TEXTS.clinicOnly);
    const retry = el("button", { type: "button", class: "plain", onclick: this.#onRetry }, TEXTS.tryNow);
    this.#box.replaceChildren(el("p", {}, words), way, retry);
  }
}
