import { button, el } from "./dom.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {object} Asking
 * @property {string} title
 * @property {string} words
 * @property {string} yes what the button says that does it.
 * @property {string} no what the button says that leaves all as it is.
 * @property {boolean} [danger] whether it can not be undone.
 * @property {() => unknown} onYes may be async; when it throws, the question stays and says so.
 * @property {() => void} [after] where the focus goes on.
 * @property {() => void} onNo
 */

/** A question before something happens, over the rest of the panel. */
export class Question {
  #card = el("div", { class: "card", role: "alertdialog", "aria-labelledby": "ask", "aria-describedby": "why" });
  #box = el("div", { class: "cover", hidden: true }, this.#card);
  #onCover;
  #busy = false;
  /** @type {Asking | null} */
  #asking = null;

  /** @param {(covered: boolean) => void} onCover the question covers the panel, or no longer does. */
  constructor(onCover) {
    this.#onCover = onCover;
  }

  get element() {
    return this.#box;
  }

  get open() {
    return this.#asking !== null;
  }

  ask(/** @type {Asking} */ asking) {
    const { title, words, yes, no, danger } = asking;
    const problem = el("p", { class: "problem", role: "alert" });
    const keep = button("plain", () => this.close(), no);
    const act = button(danger ? "danger" : "plain", () => this.#act(problem), yes);
    this.#card.replaceChildren(
      el("h2", { id: "ask" }, title),
      el("p", { id: "why" }, words),
      problem,
      el("div", { class: "row" }, keep, act),
    );
    this.#asking = asking;
    this.#box.hidden = false;
    this.#onCover(true);
    keep.focus(); // the answer that does no harm
  }

  /** Leaves all as it is. */
  close() {
    const asking = this.#asking;
    this.end();
    asking?.onNo();
  }

  /** Takes the question away, answered or not. */
  end() {
    this.#asking = null;
    this.#box.hidden = true;
    this.#onCover(false);
  }

  async #act(/** @type {HTMLElement} */ problem) {
    const asking = this.#asking;
    if (!asking || this.#busy) return;
    problem.textContent = "";
    this.#busy = true;
    try {
      await asking.onYes();
      this.end();
      asking.after?.();
    } catch {
      problem.textContent = TEXTS.failed;
    } finally {
      this.#busy = false;
    }
  }
}
