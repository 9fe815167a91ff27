import { button, el } from "./dom.js";
import { TEXTS, troubleWords } from "./texts.js";
import { waysTo } from "./ways.js";

/** Says in plain words that the server can not be reached, and how the clinic can. */
export class Notice {
  #box = el("div", { class: "notice", part: "notice", role: "status" });
  #onRetry;

  /** @param {() => void} onRetry */
  constructor(onRetry) {
    this.#onRetry = onRetry;
  }

  get element() {
    return this.#box;
  }

  /**
   * @param {import("./api_error.js").ApiError | null} error null takes the notice away.
   * @param {boolean} pending whether messages wait to be sent.
   * @param {{phone?: string | null, email?: string | null}} clinic how to reach it, where known.
   */
  show(error, pending, clinic) {
    if (!error) {
      this.#box.replaceChildren();
      return;
    }
    const words = troubleWords(error, pending);
    if (this.#box.firstChild?.textContent === words) return; // said already: screen readers need it once
    const ways = waysTo(clinic, TEXTS.callClinic, TEXTS.writeClinic);
    if (!ways.length) ways.push(el("p", {}, TEXTS.clinicOnly));
    this.#box.replaceChildren(el("p", {}, words), ...ways, button("plain", this.#onRetry, TEXTS.tryNow));
  }
}
