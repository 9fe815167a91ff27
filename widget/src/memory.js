import { PageShelf } from "./page_shelf.js";

/** Names in the browser's storage; widget.js looks at the same ones. */
const SESSION = "lp-chat.session";
const WAITING = "lp-chat.out.";
const OPEN = "lp-chat.open";
const DRAFT = "lp-chat.draft";
const UNREAD = "lp-chat.unread";
const LIVE = "lp-chat.live";

/**
 * What this browser keeps of the chat: the session and the messages that are not answered yet, for
 * all tabs; for this tab whether the panel stands open, what is unread and what is half written. Nothing is written
 * before the visitor opens the chat. Where storage is blocked or full, the page itself keeps it.
 */
export class Memory {
  #shared = new PageShelf("localStorage");
  #tab = new PageShelf("sessionStorage");
  #count = 0;

  /** @returns {import("./types.js").Session | null} */
  get session() {
    return this.#shared.get(SESSION);
  }

  set session(value) {
    this.#shared.set(SESSION, value);
  }

  /** Whether a person was asked for or is there: a page that is loaded then listens at once. */
  get live() {
    return this.#shared.get(LIVE) === true;
  }

  set live(value) {
    if (value !== this.live) this.#shared.set(LIVE, value || null);
  }

  /** @returns {import("./types.js").Entry[]} the messages that wait, oldest first. */
  get outbox() {
    return this.#waiting().map((key) => this.#shared.get(key)).filter(Boolean);
  }

  /**
   * Keeps a message until it is answered. Each has a place of its own: two tabs that write at the
   * same moment can not undo each other.
   *
   * @param {import("./types.js").Entry} entry
   */
  hold(entry) {
    this.#count += 1;
    const order = `${Date.now()}.${String(this.#count).padStart(5, "0")}`;
    this.#shared.set(`${WAITING}${order}.${entry.id}`, entry);
  }

  /** @param {string} id of a message that is answered, refused or erased. */
  release(id) {
    for (const key of this.#waiting()) if (key.endsWith(id)) this.#shared.set(key, null);
  }

  /** Buttons belong to a conversation; in another one, what they say goes out as text. */
  dropButtons() {
    for (const key of this.#waiting()) {
      const { id, text } = this.#shared.get(key);
      this.#shared.set(key, { id, text });
    }
  }

  /** @returns {string} what is half written. */
  get draft() {
    return this.#tab.get(DRAFT) ?? "";
  }

  set draft(text) {
    this.#tab.set(DRAFT, text || null);
  }

  get wasOpen() {
    return this.#tab.get(OPEN) === true;
  }

  set wasOpen(value) {
    this.#tab.set(OPEN, value || null);
  }

  /** @returns {number} */
  get unread() {
    return this.#tab.get(UNREAD) ?? 0;
  }

  set unread(count) {
    this.#tab.set(UNREAD, count || null);
  }

  #waiting() {
    return this.#shared.keys().filter((key) => key.startsWith(WAITING)).sort();
  }
}
