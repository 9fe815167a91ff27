import { el } from "./dom.js";
import { assistantMessage, visitorMessage } from "./message.js";
import { contacts } from "./links.js";
import { TEXTS } from "./texts.js";

/** The conversation on the screen: messages in the server's order, those on their way at the end. */
export class Transcript {
  #handlers;
  #log;
  #typing;
  #items = []; // {key, seq, node}; seq is Infinity until the server has numbered it
  #known = new Map();
  #atEnd = true;

  /** @param {{onButton: Function, onFeedback: Function}} handlers see message.js. */
  constructor(handlers) {
    this.#handlers = handlers;
    this.#typing = el(
      "div",
      { class: "typing", "aria-hidden": "true", hidden: true },
      ...[1, 2, 3].map(() => el("span", { class: "dot" })),
    );
    const onscroll = () => {
      this.#atEnd = this.#log.scrollTop > this.#log.scrollHeight - this.#log.clientHeight - 8;
    };
    this.#log = el("div", { class: "log", role: "log", "aria-label": TEXTS.conversation, tabindex: "0", onscroll }, this.#typing);
    new ResizeObserver(() => this.#atEnd && this.#toEnd()).observe(this.#log); // keyboard, notice, long text
  }

  get element() {
    return this.#log;
  }

  set clinic(clinic) {
    this.#known = contacts(clinic);
  }

  /** Silences screen readers while a whole history comes in. */
  set quiet(quiet) {
    this.#log.setAttribute("aria-live", quiet ? "off" : "polite");
  }

  set typing(typing) {
    this.#typing.hidden = !typing;
    if (typing) this.#toEnd();
  }

  /** Shows a message; one that stands here already is only numbered. */
  show(message) {
    const key = message.from === "visitor" ? message.id : message.seq;
    const seq = message.seq ?? Infinity;
    const shown = this.#items.find((item) => item.key === key);
    if (shown) {
      if (seq !== Infinity) this.#settle(shown, seq);
      return;
    }
    const node =
      message.from === "visitor" ? visitorMessage(message) : assistantMessage(message, this.#known, this.#handlers);
    this.#place({ key, seq, node });
    this.#reveal(message.from === "visitor" ? node : this.#questionBefore(node));
  }

  /** Says beneath a message of the visitor that it waits (a quiet word) or was refused (a clear one). */
  note(id, words, kind) {
    const item = this.#items.find(({ key }) => key === id);
    if (!item) return;
    item.node.querySelector(".state")?.remove();
    if (words) item.node.append(el("p", { class: `state ${kind}` }, words));
  }

  /** Says that the messages on their way have to wait, or no longer have to. */
  noteWaiting(words) {
    for (const { key, seq, node } of this.#items) {
      if (seq === Infinity && !node.querySelector(".refused")) this.note(key, words, "waiting");
    }
  }

  /** A line of the widget's own between the messages. */
  say(words, ...more) {
    const node = el("div", { class: "event" }, el("p", {}, words), ...more);
    this.#place({ key: Symbol("event"), seq: this.#items.at(-1)?.seq ?? 0, node });
    this.#toEnd();
  }

  clear() {
    for (const { node } of this.#items) node.remove();
    this.#items = [];
  }

  #settle(item, seq) {
    if (item.seq === seq) return;
    item.seq = seq;
    this.note(item.key, null);
    this.#items = this.#items.filter((other) => other !== item);
    this.#place(item);
  }

  #place(item) {
    const at = this.#items.findIndex((other) => other.seq > item.seq);
    const next = at < 0 ? this.#typing : this.#items[at].node;
    if (item.node.nextSibling !== next) this.#log.insertBefore(item.node, next);
    this.#items.splice(at < 0 ? this.#items.length : at, 0, item);
  }

  #questionBefore(node) {
    const at = this.#items.findIndex((item) => item.node === node);
    return this.#items.slice(0, at).findLast((item) => typeof item.key === "string")?.node ?? node;
  }

  /** Shows the end, yet never scrolls a question away whose answer is longer than the window. */
  #reveal(node) {
    const end = this.#log.scrollHeight - this.#log.clientHeight;
    this.#log.scrollTop = Math.min(end, node.offsetTop - this.#log.offsetTop - 12);
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}
