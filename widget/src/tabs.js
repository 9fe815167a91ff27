const CHANNEL = "lp-chat";

/**
 * Tells the other tabs of this site that something happened in this one; what, they look up.
 * `news`: a message was asked, answered, refused or erased, or the conversation is another one.
 * `read`: the visitor has seen what there is.
 *
 * @typedef {"news" | "read"} Word
 */
export class Tabs {
  #channel = new BroadcastChannel(CHANNEL);

  /** @param {(word: Word) => void} onWord */
  constructor(onWord) {
    this.#channel.onmessage = (event) => onWord(event.data);
  }

  tell(/** @type {Word} */ word) {
    this.#channel.postMessage(word);
  }
}

/**
 * Does something in one tab at a time, where the browser has locks (secure origins).
 *
 * @template Result
 * @param {() => Promise<Result>} task
 * @returns {Promise<Result>}
 */
export async function oneAtATime(task) {
  return navigator.locks ? navigator.locks.request(CHANNEL, task) : task();
}
