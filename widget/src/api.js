import { ApiError } from "./api_error.js";

/** The server answers within 10 s; past this the line is dead (milliseconds). */
const PATIENCE = 20_000;

/** The door of the server (`/api/chat/…`), and nothing else: no state, no retries. */
export class ChatApi {
  #base;

  /** @param {URL} base the address under which the server lives, with a closing slash. */
  constructor(base) {
    this.#base = new URL("api/chat/", base);
  }

  /** @returns {Promise<import("./types.js").Opened>} */
  openSession() {
    return this.#json("POST", "sessions", null, {});
  }

  /**
   * @param {string} token
   * @param {{id: string, text?: string, button?: string}} message
   * @returns {Promise<import("./types.js").Answer>}
   */
  send(token, message) {
    return this.#json("POST", "messages", token, message);
  }

  /**
   * @param {string} token
   * @param {number} seq
   * @returns {Promise<{messages: import("./types.js").Message[], more: boolean, live?: import("./types.js").Live | null}>} what came after `seq`, in order.
   */
  history(token, seq) {
    return this.#json("GET", `messages?after=${seq}`, token);
  }

  /**
   * @param {string} token
   * @param {number} seq
   * @param {AbortSignal} signal
   * @returns {Promise<Response>} the stream of what comes after `seq`.
   */
  live(token, seq, signal) {
    return this.#fetch("GET", `live?after=${seq}`, token, undefined, signal);
  }

  /**
   * Tells whether the answer numbered `seq` helped, and why.
   *
   * @param {string} token
   * @param {number} seq
   * @param {import("./types.js").Feedback} feedback
   */
  async feedback(token, seq, { helpful, comment }) {
    await this.#fetch("POST", "feedback", token, { seq, helpful, ...(comment ? { comment } : {}) });
  }

  /** @returns {Promise<Blob>} everything that is held of this conversation. */
  async everything(/** @type {string} */ token) {
    const response = await this.#fetch("GET", "export", token);
    return response.blob();
  }

  /** Erases the conversation, everywhere; one that is gone already is erased, too. */
  async forget(/** @type {string} */ token) {
    try {
      await this.#fetch("DELETE", "conversation", token);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string | null} token
   * @param {object} [body]
   */
  async #json(method, path, token, body) {
    const response = await this.#fetch(method, path, token, body);
    try {
      return await response.json();
    } catch {
      throw new ApiError(0, "broken_answer"); // the line dropped in the middle of the body
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string | null} token
   * @param {object} [body]
   * @param {AbortSignal} [signal] ends it; without one it ends after a while.
   */
  async #fetch(method, path, token, body, signal = AbortSignal.timeout(PATIENCE)) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    /** @type {RequestInit} */
    const options = {
      method,
      headers,
      body: body ? JSON.stringify(body) : undefined,
      cache: "no-store",
      credentials: "omit",
      keepalive: Boolean(body), // what was pressed just before the page was left still arrives
      signal,
    };
    let response;
    try {
      response = await fetch(new URL(path, this.#base), options);
    } catch {
      throw new ApiError(0, "unreachable");
    }
    if (!response.ok) throw await this.#refusal(response);
    return response;
  }

  async #refusal(/** @type {Response} */ response) {
    const seconds = Number(response.headers.get("Retry-After"));
    const wait = seconds > 0 ? seconds * 1000 : null;
    const body = await response.json().catch(() => null);
    return new ApiError(response.status, body?.error?.code ?? "unknown", wait);
  }
}
