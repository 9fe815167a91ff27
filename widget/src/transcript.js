/** @import { Clinic, Message } from "./types.js" */
import { el } from "./dom.js";
import { assistantMessage, eventMessage, staffMessage, visitorMessage } from "./message.js";
import { contacts } from "./rich_text.js";
import { TEXTS } from "./texts.js";

/**
 * A message on the screen, or a line of the widget's own.
 *
 * @typedef {object} Item
 * @property {string | number | symbol} key
 * @property {number} seq Infinity until the server has numbered it.
 * @property {HTMLElement} node
 * @property {Message} [message]
 */

/** The conversation on the screen: messages in the server's order, those on their way at the end. */
export class Transcript {
  #handlers;
  #log;
  #typing;
  /** @type {Item[]} */
  #items = [];
  #known = new Map();
  #atEnd = true;

  /**
   * @param {import("./message.js").MessageHandlers} handlers
   * @param {string | undefined} greeting the page's own words above all.
   */
  constructor(handlers, greeting) {
    this.#handlers = handlers;
    const dots = [1, 2, 3].map(() => el("span", { class: "dot" }));
    this.#typing = el("div", { class: "typing", "aria-hidden": "true", hidden: true }, ...dots);
    const onscroll = () => {
      this.#atEnd = this.#log.scrollTop > this.#log.scrollHeight - this.#log.clientHeight - 8;
    };
    const names = { role: "log", "aria-label": TEXTS.conversation, "aria-live": "off", tabindex: "0" }; // see announcer.js
    const intro = greeting ? el("p", { class: "greeting", part: "greeting", dir: "auto" }, greeting) : null;
    this.#log = el("div", { class: "log", part: "log", ...names, onscroll }, intro, this.#typing);
    new ResizeObserver(() => this.#atEnd && this.#toEnd()).observe(this.#log); // keyboard, notice, long text
  }

  get element() {
    return this.#log;
  }

  /** @returns {Message[]} all that was said, in order. */
  get messages() {
    return this.#items.flatMap(({ message }) => message ?? []);
  }

  set clinic(/** @type {Partial<Clinic>} */ clinic) {
    this.#known = contacts(clinic);
  }

  set typing(/** @type {boolean} */ typing) {
    this.#typing.hidden = !typing;
    if (typing) this.#toEnd();
  }

  /**
   * Shows a message; one that stands here already is only numbered.
   *
   * @param {Message} message
   * @returns {boolean} whether it is new here.
   */
  show(message) {
    const asked = message.from === "visitor";
    const key = asked ? message.id ?? message.seq ?? "" : message.seq;
    const seq = message.seq ?? Infinity;
    const shown = this.#items.find((item) => item.key === key);
    if (shown) {
      if (seq !== Infinity) this.#settle(shown, seq);
      return false;
    }
    const node = this.#draw(message);
    this.#place({ key, seq, node, message: { at: new Date().toISOString(), ...message } });
    this.#reveal(node, asked ? node : this.#questionBefore(node));
    return true;
  }

  #draw(/** @type {Message} */ message) {
    if (message.from === "visitor") return visitorMessage(message);
    if (message.from === "staff") return staffMessage(message);
    if (message.from === "event") return eventMessage(message);
    return assistantMessage(message, this.#known, this.#handlers);
  }

  /** Whether a message of the visitor stands here. */
  get hasQuestions() {
    return this.messages.some(({ from }) => from === "visitor");
  }

  /**
   * Says beneath a message of the visitor that it waits (a quiet word) or was refused (a clear one).
   *
   * @param {Item["key"]} id
   * @param {string | null} words
   * @param {"waiting" | "refused"} [kind]
   */
  note(id, words, kind) {
    const item = this.#items.find(({ key }) => key === id);
    if (!item) return;
    item.node.querySelector(".state")?.remove();
    if (words) item.node.append(el("p", { class: `state ${kind}` }, words));
  }

  /** Says that the messages on their way have to wait, or no longer have to. */
  noteWaiting(/** @type {string} */ words) {
    for (const { key, seq, node } of this.#items) {
      if (seq === Infinity && !node.querySelector(".refused")) this.note(key, words, "waiting");
    }
  }

  /**
   * A line of the widget's own between the messages.
   *
   * @param {...(Node | string)} parts
   */
  say(...parts) {
    const node = el("div", { class: "event" }, ...parts);
    this.#place({ key: Symbol("event"), seq: this.#items.at(-1)?.seq ?? 0, node });
    this.#toEnd();
  }

  clear() {
    for (const { node } of this.#items) node.remove();
    this.#items = [];
  }

  #settle(/** @type {Item} */ item, /** @type {number} */ seq) {
    if (item.seq === seq) return;
    item.seq = seq;
    this.note(item.key, null);
    this.#items = this.#items.filter((other) => other !== item);
    this.#place(item);
  }

  #place(/** @type {Item} */ item) {
    const at = this.#items.findIndex((other) => other.seq > item.seq);
    const next = at < 0 ? this.#typing : this.#items[at]?.node ?? null;
    if (item.node.nextSibling !== next) this.#log.insertBefore(item.node, next);
    this.#items.splice(at < 0 ? this.#items.length : at, 0, item);
  }

  #questionBefore(/** @type {HTMLElement} */ node) {
    const at = this.#items.findIndex((item) => item.node === node);
    return this.#items.slice(0, at).findLast(({ message }) => message?.from === "visitor")?.node ?? node;
  }

  /**
   * Shows the end, yet never scrolls the first line of an answer away that is longer than the
   * window; its question stays in sight too, unless that is long itself.
   *
   * @param {HTMLElement} node
   * @param {HTMLElement} question
   */
  #reveal(node, question) {
    // zoomed in, the panel scrolls as one page, see frame.js
    if (getComputedStyle(this.#log).overflowY === "visible") return question.scrollIntoView();
    const long = node.offsetTop - question.offsetTop > this.#log.clientHeight / 2;
    const start = this.#items.length > 1 ? (long ? node : question).offsetTop - this.#log.offsetTop - 12 : 0;
    this.#log.scrollTop = Math.min(this.#log.scrollHeight - this.#log.clientHeight, start);
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}
