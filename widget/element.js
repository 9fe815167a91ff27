import { Chat } from "./chat.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Memory } from "./memory.js";
import { sheets } from "./styles/index.js";
import { TEXTS } from "./texts.js";
import { PHONE } from "./window.js";

/** This file is /widget/element.js on the server, whose address is therefore one step up. */
const SERVER = new URL("../", import.meta.url);

/** Links of the page to this address open the chat. */
const PAGE_LINK = 'a[href="#lp-chat"]';

/**
 * `<lp-chat>`: a button in the corner, and behind it the chat.
 *
 * The attribute `phone` may name the clinic's number for the case that the server can not be
 * reached at the very first opening. Before the visitor opens the chat, nothing is requested and
 * nothing is stored.
 */
export class LpChat extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #launcher = el(
    "button",
    { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() },
    icon("chat"),
    el("span", {}, TEXTS.launcher),
  );
  #chat = null;
  #opener = null; // what had the focus before; it gets it back
  #listening = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = sheets;
    this.#root.append(this.#launcher);
  }

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const memory = new Memory();
    if (!this.#chat) {
      this.#chat = new Chat(SERVER, memory, this.getAttribute("phone"), () => this.#closed());
      this.#root.append(this.#chat.panel.element);
    }
    memory.onOtherTab(() => this.#chat.followOtherTab(), signal);
    window.addEventListener("online", () => this.#chat.wake(), { signal });
    document.addEventListener("click", (event) => this.#followLink(event), { signal });
    this.#resume(memory);
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  /** Opens the chat, as a press on the button does. */
  open() {
    this.#show(true);
  }

  close() {
    this.#chat.panel.close();
  }

  /** After a reload: the panel as it stood (phones aside, where it would hide the page). */
  #resume(memory) {
    if (memory.wasOpen && !matchMedia(PHONE).matches) this.#show(false);
    else if (memory.outbox.length) this.#chat.connect();
  }

  #show(focus) {
    this.#opener = this.#root.activeElement ?? document.activeElement;
    this.#launcher.setAttribute("aria-expanded", "true");
    this.#chat.open(focus);
  }

  #closed() {
    this.#launcher.setAttribute("aria-expanded", "false");
    const isOurs = this.#opener?.isConnected && this.#opener !== document.body;
    (isOurs ? this.#opener : this.#launcher).focus();
  }

  #followLink(event) {
    const link = event.target instanceof Element && event.target.closest(PAGE_LINK);
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    link.focus();
    this.open();
  }
}
