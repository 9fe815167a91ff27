/** @import { Entry } from "./types.js" */
import { ApiError } from "./api_error.js";

/** Waits between attempts, in milliseconds: doubled each time up to the longest. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * Messages on their way. Each is kept in the browser under its own id before it is sent, goes out
 * one after the other, and is sent again with the same id until the server has answered it.
 */
export class Outbox {
  #memory;
  #deliver;
  #onTrouble;
  #onRefused;
  #running = false;
  #failures = 0;
  /** @type {(() => void) | null} */
  #wake = null;

  /**
   * @param {import("./memory.js").Memory} memory
   * @param {(entry: Entry) => Promise<void>} deliver throws an ApiError when it fails.
   * @param {(error: ApiError) => void} onTrouble told of each attempt that will be repeated.
   * @param {(entry: Entry, error: ApiError) => void} onRefused told of a message given up.
   */
  constructor(memory, deliver, onTrouble, onRefused) {
    this.#memory = memory;
    this.#deliver = deliver;
    this.#onTrouble = onTrouble;
    this.#onRefused = onRefused;
  }

  get entries() {
    return this.#memory.outbox;
  }

  add(/** @type {Entry} */ entry) {
    this.#memory.hold(entry);
    this.drain();
  }

  clear() {
    for (const { id } of this.entries) this.#memory.release(id);
    this.#wake?.();
  }

  /** Sends all that waits, at once: a running pause is cut short. */
  async drain() {
    if (this.#running) {
      this.#wake?.();
      return;
    }
    this.#running = true;
    try {
      for (let [next] = this.entries; next; [next] = this.entries) await this.#attempt(next);
    } finally {
      this.#running = false;
    }
  }

  async #attempt(/** @type {Entry} */ entry) {
    try {
      await this.#deliver(entry);
      this.#failures = 0;
      this.#memory.release(entry.id);
    } catch (error) {
      if (!this.#holds(entry)) return; // erased meanwhile
      if (!(error instanceof ApiError)) throw error;
      if (error.temporary) {
        this.#onTrouble(error);
        await this.#pause(error.retryAfter ?? this.#nextWait());
      } else {
        this.#memory.release(entry.id);
        this.#onRefused(entry, error);
      }
    }
  }

  #nextWait() {
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    return wait * (0.8 + Math.random() * 0.4); // so that many visitors do not come back in one wave
  }

  #pause(/** @type {number} */ milliseconds) {
    return new Promise((/** @type {(value?: void) => void} */ resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => {
      this.#wake = null;
    });
  }

  #holds(/** @type {Entry} */ entry) {
    return this.entries.some((held) => held.id === entry.id);
  }
}
