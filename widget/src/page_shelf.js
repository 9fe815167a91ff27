/** One of the browser's storages; the page's own memory where that is blocked or full. */
export class PageShelf {
  /** @type {Storage | null} */
  #storage = null;
  /** @type {Map<string, unknown>} */
  #spare = new Map();

  /** @param {"localStorage" | "sessionStorage"} name */
  constructor(name) {
    try {
      this.#storage = window[name];
    } catch {
      // blocked by the browser: the spare takes all
    }
  }

  /**
   * @param {string} key
   * @returns {any} null where there is nothing.
   */
  get(key) {
    if (this.#spare.has(key)) return this.#spare.get(key);
    try {
      return JSON.parse(this.#storage?.getItem(key) ?? "null");
    } catch {
      return null; // not ours
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value null removes it.
   */
  set(key, value) {
    this.#spare.delete(key);
    try {
      if (value === null) this.#storage?.removeItem(key);
      else if (this.#storage) this.#storage.setItem(key, JSON.stringify(value));
      else this.#spare.set(key, value);
    } catch {
      this.#spare.set(key, value); // full
    }
  }

  keys() {
    return [...new Set([...Object.keys(this.#storage ?? {}), ...this.#spare.keys()])];
  }
}
