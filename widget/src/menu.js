import { button, el } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { TEXTS } from "./texts.js";

/** The menu of the panel: a button that discloses what a visitor may do with the chat. */
export class Menu {
  #button;
  #list;
  #root;

  /** @param {{picture: import("./icons.js").IconName, words: string, action: () => void}[]} items */
  constructor(items) {
    this.#button = iconButton("tool", "menu", TEXTS.menu, () => this.#toggle(!this.open));
    this.#button.setAttribute("aria-controls", "menu");
    const rows = items.map(({ picture, words, action }) =>
      button("item", () => this.#choose(action), icon(picture), words),
    );
    this.#list = el("div", { id: "menu", class: "menu" }, ...rows);
    const onfocusout = (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget) this.leaveTo(/** @type {Node} */ (event.relatedTarget));
    };
    this.#root = el("div", { class: "menu-root", onfocusout }, this.#button, this.#list);
    this.#toggle(false);
  }

  get element() {
    return this.#root;
  }

  get open() {
    return !this.#list.hidden;
  }

  /** Closes the list and gives the focus back to the button. */
  close() {
    this.#toggle(false);
    this.focus();
  }

  focus() {
    this.#button.focus();
  }

  /** Closes the list when the focus or a press went to something outside it. */
  leaveTo(/** @type {Node} */ node) {
    if (!this.#root.contains(node)) this.#toggle(false);
  }

  #toggle(/** @type {boolean} */ open) {
    this.#list.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }

  #choose(/** @type {() => void} */ action) {
    this.close();
    action();
  }
}
