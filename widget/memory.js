/** Names in the browser's storage. */
const SESSION = "lp-chat.session";
const OUTBOX = "lp-chat.outbox";
const OPEN = "lp-chat.open";

/**
 * What this browser keeps of the chat: the session, the messages that are not answered yet, and
 * whether the panel stands open in this tab. Nothing is written before the visitor opens the chat.
 * Where storage is blocked, it is kept for the life of the page only.
 */
export class Memory {
  #spare = new Map();

  /** @returns {{token: string, clinic: object, seq: number} | null} */
  get session() {
    return this.#read(SESSION);
  }

  set session(value) {
    this.#write(SESSION, value);
  }

  /** @returns {{id: string, text: string, button?: string}[]} oldest first. */
  get outbox() {
    return this.#read(OUTBOX) ?? [];
  }

  set outbox(entries) {
    this.#write(OUTBOX, entries.length ? entries : null);
  }

  get wasOpen() {
    return this.#read(OPEN, "sessionStorage") === true;
  }

  set wasOpen(value) {
    this.#write(OPEN, value || null, "sessionStorage");
  }

  /** Calls back when another tab has changed the session. */
  onOtherTab(callback, signal) {
    const listener = (event) => {
      if (event.key === SESSION || event.key === null) callback();
    };
    window.addEventListener("storage", listener, { signal });
  }

  #read(key, place = "localStorage") {
    try {
      return JSON.parse(window[place].getItem(key));
    } catch {
      return this.#spare.get(key) ?? null;
    }
  }

  #write(key, value, place = "localStorage") {
    try {
      if (value === null) window[place].removeItem(key);
      else window[place].setItem(key, JSON.stringify(value));
    } catch {
      this.#spare.set(key, value);
    }
  }
}
