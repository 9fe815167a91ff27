import { el } from "./dom.js";

/** Where the panel fills the screen; the style sheet has the same condition. */
export const PHONE = "(max-width: 600px), (max-height: 520px)";

/**
 * The dialog that holds the panel: beside the page on large screens, over all of it on phones,
 * where the page behind can neither be reached nor scrolled.
 */
export class Window {
  #dialog;
  #onClose;
  #phone = matchMedia(PHONE);
  #pageOverflow = "";

  /**
   * @param {Record<string, import("./dom.js").Attribute>} attributes of the dialog.
   * @param {{onBack: () => void, onClose: () => void}} on Escape or the back gesture; closed.
   * @param {...Node} children
   */
  constructor(attributes, { onBack, onClose }, ...children) {
    this.#onClose = onClose;
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation(); // a dialog of the page must not close with it
      onBack();
    };
    const oncancel = (/** @type {Event} */ event) => {
      event.preventDefault();
      onBack();
    };
    this.#dialog = el("dialog", { class: "panel corner", part: "panel", ...attributes, onkeydown, oncancel }, ...children);
    this.#phone.addEventListener("change", () => this.#changeSize());
    visualViewport?.addEventListener("resize", () => this.#followKeyboard());
    visualViewport?.addEventListener("scroll", () => this.#followKeyboard());
  }

  get element() {
    return this.#dialog;
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open() {
    if (this.isOpen) return;
    if (this.#phone.matches) {
      this.#dialog.showModal();
      this.#lockPage(true);
    } else {
      this.#dialog.open = true; // unlike show(), leaves the focus where it is
    }
    this.#followKeyboard();
  }

  close() {
    if (!this.isOpen) return;
    this.#lockPage(false);
    this.#dialog.close();
    this.#onClose();
  }

  /** A turned or resized screen: over the page or beside it, with the focus where it was. */
  #changeSize() {
    if (!this.isOpen) return;
    const root = /** @type {ShadowRoot} */ (this.#dialog.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (root.activeElement);
    this.#lockPage(false);
    this.#dialog.close();
    this.open();
    focused?.focus();
  }

  #lockPage(/** @type {boolean} */ lock) {
    const { style } = document.documentElement;
    if (lock) this.#pageOverflow = style.overflow;
    if (lock || this.#dialog.matches(":modal")) style.overflow = lock ? "hidden" : this.#pageOverflow;
  }

  /** Phones lay their keyboard over the page: keep the field above it. */
  #followKeyboard() {
    const view = visualViewport;
    const covered = this.isOpen && this.#phone.matches && view && view.scale === 1;
    const { style } = this.#dialog;
    style.setProperty("--height", covered ? `${view.height}px` : "100dvh");
    style.setProperty("--top", covered ? `${view.offsetTop}px` : "0px");
  }
}
