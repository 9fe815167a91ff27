/** @import { Live, Message } from "./types.js" */
import { ApiError } from "./api_error.js";
import { ServerEvents } from "./server_events.js";

/** Waits between attempts, in milliseconds: doubled each time up to the longest. */
const REOPEN_FIRST = 1_000;
const REOPEN_LONGEST = 30_000;

/** The server gives a sign of life every 8 s; past this the line is dead (milliseconds). */
const LINE_DEAD = 25_000;

/**
 * @typedef {object} LiveHandlers
 * @property {() => number} seq of the newest message shown: from there the line goes on.
 * @property {(message: Message) => void} onMessage
 * @property {(live: Live | null) => void} onLive who is there now; null: the assistant alone.
 * @property {() => void} onGone the conversation is not there any more.
 */

/** The line on which a person's words come while one is asked for or there; it mends itself. */
export class LiveLine {
  #api;
  #on;
  /** @type {AbortController | null} */
  #open = null;

  /**
   * @param {import("./api.js").ChatApi} api
   * @param {LiveHandlers} on
   */
  constructor(api, on) {
    this.#api = api;
    this.#on = on;
  }

  /** Opens the line, unless it is open. */
  open(/** @type {string} */ token) {
    if (this.#open) return;
    this.#open = new AbortController();
    this.#keep(token, this.#open.signal);
  }

  close() {
    this.#open?.abort();
    this.#open = null;
  }

  /**
   * @param {string} token
   * @param {AbortSignal} closed
   */
  async #keep(token, closed) {
    let wait = REOPEN_FIRST;
    while (!closed.aborted) {
      try {
        await this.#listen(token, closed, () => (wait = REOPEN_FIRST));
      } catch (error) {
        if (closed.aborted) return;
        if (error instanceof ApiError && !error.temporary) {
          this.close();
          this.#on.onGone();
          return;
        }
      }
      await rest(wait * (0.8 + Math.random() * 0.4), closed); // not all visitors in one wave
      wait = Math.min(wait * 2, REOPEN_LONGEST);
    }
  }

  /**
   * @param {string} token
   * @param {AbortSignal} closed
   * @param {() => void} onOpen
   */
  async #listen(token, closed, onOpen) {
    const dead = new AbortController();
    const die = () => dead.abort();
    let timer = setTimeout(die, LINE_DEAD);
    window.addEventListener("offline", die);
    try {
      const signal = AbortSignal.any([closed, dead.signal]);
      const response = await this.#api.live(token, this.#on.seq(), signal);
      onOpen();
      for await (const { name, data } of new ServerEvents(response)) {
        clearTimeout(timer);
        timer = setTimeout(die, LINE_DEAD);
        if (!closed.aborted) this.#take(name, data);
      }
    } finally {
      clearTimeout(timer);
      window.removeEventListener("offline", die);
    }
  }

  /**
   * @param {string} name
   * @param {string} data
   */
  #take(name, data) {
    if (name === "message") this.#on.onMessage(JSON.parse(data));
    else if (name === "live") this.#on.onLive(JSON.parse(data));
    else if (name === "gone") {
      this.close();
      this.#on.onGone();
    }
  }
}

/**
 * Waits, at most until the network is back.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} closed
 */
function rest(milliseconds, closed) {
  return new Promise((/** @type {(value?: void) => void} */ resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      closed.removeEventListener("abort", end);
      resolve();
    }
    window.addEventListener("online", end);
    closed.addEventListener("abort", end);
  });
}
