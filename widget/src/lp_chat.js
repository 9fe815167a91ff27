import { button, el } from "./dom.js";
import { drawing } from "./drawing.js";
import { fallback } from "./fallback.js";
import { WORDS } from "./launcher_words.js";
import { LAUNCHER_STYLES } from "./styles/launcher.js";

/** @typedef {import("./chat.js").Chat} Chat */

/** Links of the page to this address open the chat. */
const PAGE_LINK = 'a[href="#lp-chat"]';

/** Where the panel fills the screen; window.js has the same condition. */
const PHONE = "(max-width: 600px), (max-height: 520px)";

/** Names in the browser's storage, see memory.js. Here they are only read. */
const OPEN = "lp-chat.open";
const UNREAD = "lp-chat.unread";
const WAITING = "lp-chat.out.";
const LIVE = "lp-chat.live";

/** A speech bubble. */
const BUBBLE = "M20 11.5a7.5 7.5 0 0 1-11 6.6L4 19.5l1.5-4.6A7.5 7.5 0 1 1 20 11.5ZM9 11.5h.01M12.5 11.5h.01M16 11.5h.01";

/**
 * `<lp-chat>`: a button in the corner, and behind it the chat. Before the visitor opens it, nothing
 * is requested and nothing is stored. docs/widget.md has its attributes, methods and events.
 */
export class LpChat extends HTMLElement {
  /** Where the rest comes from. */
  static server = new URL(".", import.meta.url);

  #root = this.attachShadow({ mode: "open" });
  #launcher = button("launcher corner", () => this.open());
  #count = el("span", { class: "count", part: "count" });
  #said = el("p", { class: "unseen", role: "status" });
  /** @type {HTMLElement | null} */
  #fallback = null;
  /** @type {Promise<Chat> | null} */
  #loading = null;
  /** @type {Chat | null} */
  #chat = null;
  #tries = 0;
  /** @type {HTMLElement | null} what had the focus before; it gets it back */
  #opener = null;
  /** @type {AbortController | null} */
  #listening = null;

  connectedCallback() {
    if (!this.#root.firstChild) this.#build();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener("click", (event) => this.#followLink(event), { signal });
    window.addEventListener("online", () => (this.#fallback ? this.open() : this.#resume()), { signal });
    this.#resume();
  }

  disconnectedCallback() {
    this.#listening?.abort();
  }

  /** Opens the chat, as a press on the button does. */
  async open() {
    await this.#show(true);
  }

  close() {
    this.#chat?.close();
  }

  /** Opens the chat and asks, as if the visitor had typed it. */
  async ask(/** @type {string} */ text) {
    await this.#show(true);
    this.#chat?.ask(text);
  }

  get #language() {
    const wish = this.dataset.lang || document.documentElement.lang;
    return /^es\b/i.test(wish) ? "es" : "en";
  }

  #build() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LAUNCHER_STYLES);
    this.#root.adoptedStyleSheets = [sheet];
    const color = this.dataset.color ?? "";
    if (CSS.supports("color", color)) this.style.setProperty("--lp-color", color);
    else this.removeAttribute("data-color");
    this.#launcher.lang = this.#said.lang = this.#language;
    const label = this.dataset.label || WORDS[this.#language].ask;
    this.#launcher.append(drawing(BUBBLE, "chat"), el("span", {}, label), this.#count);
    this.#launcher.ariaHasPopup = "dialog";
    this.#launcher.ariaExpanded = "false";
    this.#root.append(this.#launcher, this.#said);
    this.#showUnread(0, "");
  }

  /** After a reload: the panel as it stood (phones aside, where it would hide the page). */
  #resume() {
    if (this.#chat) return;
    try {
      const unread = Number(sessionStorage.getItem(UNREAD));
      if (unread) this.#showUnread(unread, "");
      if (sessionStorage.getItem(OPEN) && !matchMedia(PHONE).matches) this.#show(false);
      else if (Object.keys(localStorage).some((key) => key.startsWith(WAITING) || key === LIVE)) this.#load().then((chat) => chat.connect(), () => {});
    } catch {
      // storage is blocked: nothing to come back to
    }
  }

  async #show(/** @type {boolean} */ focus) {
    const active = /** @type {HTMLElement | null} */ (this.#root.activeElement ?? document.activeElement);
    if (active !== document.body && active?.closest(".panel") === null) this.#opener = active;
    try {
      const chat = await this.#load();
      this.#fallback?.remove();
      this.#fallback = null;
      this.#launcher.ariaExpanded = "true";
      chat.open(focus);
      this.#tell("open");
    } catch {
      this.#showFallback(focus);
    }
  }

  /** Loads the rest once; browsers may remember a failure, so a further try has another address. */
  async #load() {
    this.#launcher.ariaBusy = "true";
    try {
      this.#loading ??= this.#start();
      return await this.#loading;
    } catch (error) {
      this.#loading = null;
      this.#tries += 1;
      throw error;
    } finally {
      this.#launcher.ariaBusy = null;
    }
  }

  async #start() {
    const address = new URL(`widget/${this.#language}.js?${this.#tries || ""}`, LpChat.server);
    /** @type {typeof import("./en.js")} */
    const { start } = await import(address.href);
    this.#chat = start(LpChat.server, this.#root, this.dataset, {
      onClose: () => this.#closed(),
      onUnread: (count, words) => this.#showUnread(count, words),
      tell: (name, detail) => this.#tell(name, detail),
    });
    return this.#chat;
  }

  #closed() {
    this.#launcher.ariaExpanded = "false";
    this.#opener?.focus();
    if (!this.#opener?.matches(":focus")) this.#launcher.focus();
  }

  #showUnread(/** @type {number} */ count, /** @type {string} */ words) {
    this.#count.hidden = !count;
    this.#count.textContent = String(count);
    this.#said.textContent = words;
  }

  /** The way to the clinic when the chat itself can not be loaded. */
  #showFallback(/** @type {boolean} */ focus) {
    this.#fallback?.remove();
    this.#fallback = fallback(this.dataset, this.#language, () => this.open(), () => this.#leaveFallback());
    this.#root.append(this.#fallback);
    if (focus) this.#fallback.querySelector("button")?.focus();
  }

  #leaveFallback() {
    this.#fallback?.remove();
    this.#fallback = null;
    this.#closed();
  }

  #tell(/** @type {string} */ name, /** @type {object} */ detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #followLink(/** @type {MouseEvent} */ event) {
    const link = event.target instanceof Element && event.target.closest(PAGE_LINK);
    if (!(link instanceof HTMLElement) || event.defaultPrevented) return;
    event.preventDefault();
    link.focus();
    this.open();
  }
}
