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
  #wake = null;

  /**
   * @param {import("./memory.js").Memory} memory
   * @param {(entry: object) => Promise<void>} deliver throws an ApiError when it fails.
   * @param {(error: Error) => void} onTrouble told of each attempt that will be repeated.
   * @param {(entry: object, error: Error) => void} onRefused told of a message given up.
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

  add(entry) {
    this.#memory.outbox = [...this.entries, entry];
    this.drain();
  }

  clear() {
    this.#memory.outbox = [];
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
      while (this.entries.length) await this.#attempt(this.entries[0]);
    } finally {
      this.#running = false;
    }
  }

  async #attempt(entry) {
    try {
      await this.#deliver(entry);
      this.#failures = 0;
      this.#remove(entry);
    } catch (error) {
      if (!this.#holds(entry)) return; // erased meanwhile
      if (error.temporary) {
        this.#onTrouble(error);
        await this.#pause(error.retryAfter ?? this.#nextWait());
      } else {
        this.#remove(entry);
        this.#onRefused(entry, error);
      }
    }
  }

  #nextWait() {
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    return wait * (0.8 + Math.random() * 0.4); // so that many visitors do not come back in one wave
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => {
      this.#wake = null;
    });
  }

  #holds(entry) {
    return this.entries.some((held) => held.id === entry.id);
  }

  #remove(entry) {
    this.#memory.outbox = this.entries.filter((held) => held.id !== entry.id);
  }
}
