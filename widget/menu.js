import { el } from "./dom.js";
import { icon } from "./icons.js";
import { TEXTS } from "./texts.js";

/** The menu of the panel: a button that discloses what a visitor may do with the chat. */
export class Menu {
  #button;
  #list;
  #root;

  /** @param {{onCopy: () => void, onForget: () => void}} actions */
  constructor({ onCopy, onForget }) {
    this.#button = el(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": TEXTS.menu,
        title: TEXTS.menu,
        "aria-expanded": "false",
        "aria-controls": "menu",
        onclick: () => this.#toggle(!this.open),
      },
      icon("menu"),
    );
    const item = (picture, words, action) =>
      el("button", { type: "button", class: "item", onclick: () => this.#choose(action) }, icon(picture), words);
    this.#list = el(
      "div",
      { id: "menu", class: "menu", hidden: true },
      item("copy", TEXTS.copy, onCopy),
      item("forget", TEXTS.forget, onForget),
    );
    const onfocusout = (event) => event.relatedTarget && this.leaveTo(event.relatedTarget);
    this.#root = el("div", { class: "menu-root", onfocusout }, this.#button, this.#list);
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
  leaveTo(node) {
    if (!this.#root.contains(node)) this.#toggle(false);
  }

  #toggle(open) {
    this.#list.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }

  #choose(action) {
    this.close();
    action();
  }
}
