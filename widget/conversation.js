import { ApiError } from "./api_error.js";
import { newId } from "./ids.js";
import { Outbox } from "./outbox.js";

/** The session was replaced on the way: the message goes out once more, in the new one. */
const RENEWED = "session_renewed";

const asAssistant = (reply) => ({ from: "assistant", ...reply });

/**
 * One visitor's conversation. Opens or restores it, asks, and tells what happened by events:
 * - `clinic`: the clinic's facts are known;
 * - `message`: a message to show (seen before: the same `id` or `seq` again);
 * - `answering`: whether a request is under way right now;
 * - `trouble`: an ApiError while the server can not be reached, null when it can again;
 * - `refused`: `{id, error}`, a message that the server will not take;
 * - `ended`: the earlier conversation is gone and a new one takes its place;
 * - `forgotten`: the conversation was erased.
 */
export class Conversation extends EventTarget {
  #api;
  #memory;
  #outbox;
  #token = null; // of the conversation that this page shows
  #connecting = null;
  #seq = 0; // the newest message shown
  #life = 0; // counts conversations: answers that come for an earlier one are dropped

  /**
   * @param {import("./api.js").ChatApi} api
   * @param {import("./memory.js").Memory} memory
   */
  constructor(api, memory) {
    super();
    this.#api = api;
    this.#memory = memory;
    this.#outbox = new Outbox(
      memory,
      (entry) => this.#deliver(entry),
      (error) => error.code === RENEWED || this.#tell("trouble", error),
      (entry, error) => this.#tell("refused", { id: entry.id, error }),
    );
  }

  /** Whether messages wait for their answer. */
  get waiting() {
    return this.#outbox.entries.length > 0;
  }

  /** Opens or restores the conversation and sends what waits; never throws, see `trouble`. */
  async open() {
    try {
      await this.#connect();
      this.#tell("trouble", null);
    } catch (error) {
      this.#tell("trouble", error);
    }
    this.#outbox.entries.forEach((entry) => this.#showOwn(entry));
    this.#outbox.drain();
  }

  /**
   * Asks a question: one that was typed, or a button by its id.
   *
   * @param {string} text as shown to the visitor; for a button its title.
   * @param {string} [button]
   * @returns {string} the id of the message.
   */
  ask(text, button) {
    const id = newId();
    this.#showOwn({ id, text });
    this.#outbox.add({ id, text, button });
    return id;
  }

  /** Throws an ApiError when it can not be saved. */
  feedback(seq, helpful) {
    return this.#api.feedback(this.#token, seq, helpful);
  }

  /** @returns {Promise<Blob>} all that is held. Throws an ApiError. */
  async copy() {
    if (!this.#token) await this.#connect();
    return this.#api.copy(this.#token);
  }

  /** Erases the conversation at the clinic and here. Throws an ApiError, and then erases nothing. */
  async forget() {
    const token = this.#memory.session?.token;
    if (token) await this.#api.forget(token);
    this.#memory.session = null;
    this.#outbox.clear();
    this.#leave("forgotten");
  }

  /** Another tab has answered, erased or begun something: follow it. */
  async followOtherTab() {
    if (!this.#token) return;
    const token = this.#memory.session?.token;
    if (!token) this.#leave("forgotten");
    else if (token !== this.#token) this.#leave("ended");
    if (token) await this.open();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #leave(event) {
    this.#token = null;
    this.#seq = 0;
    this.#life += 1;
    this.#tell(event);
  }

  #connect() {
    this.#connecting ??= (this.#memory.session ? this.#restore() : this.#start()).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #start() {
    const { token, clinic, replies } = await this.#api.openSession();
    this.#memory.session = { token, clinic, seq: 0 };
    this.#token = token;
    this.#tell("clinic", clinic);
    this.#show(replies.map(asAssistant));
  }

  async #restore() {
    const { token, clinic } = this.#memory.session;
    this.#tell("clinic", clinic);
    try {
      await this.#readOn(token);
    } catch (error) {
      if (error.status !== 401) throw error;
      await this.#startAnew();
    }
  }

  /** Shows all that came after the newest message shown; the server gives it in portions. */
  async #readOn(token) {
    let answer;
    do {
      answer = await this.#api.history(token, this.#seq);
      this.#token = token;
      this.#show(answer.messages);
    } while (answer.more);
  }

  /** Buttons belong to the conversation that is gone, so what waits goes on as plain text. */
  async #startAnew() {
    this.#memory.session = null;
    this.#memory.outbox = this.#outbox.entries.map(({ id, text }) => ({ id, text }));
    this.#leave("ended");
    this.#outbox.entries.forEach((entry) => this.#showOwn(entry));
    await this.#start();
  }

  async #deliver(entry) {
    const life = this.#life;
    this.#tell("answering", true);
    try {
      if (!this.#token) await this.#connect();
      if (life !== this.#life) throw new ApiError(0, RENEWED, 1);
      const { id, text, button } = entry;
      const answer = await this.#api.send(this.#token, button ? { id, button } : { id, text });
      if (life === this.#life) await this.#receive(entry, answer);
    } catch (error) {
      if (error.status !== 401) throw error;
      if (life === this.#life) await this.#startAnew();
      throw new ApiError(0, RENEWED, 1);
    } finally {
      this.#tell("answering", false);
    }
  }

  async #receive(entry, { seq, replies }) {
    if (seq > this.#seq + 1) await this.#readOn(this.#token); // another tab spoke
    this.#show([{ from: "visitor", id: entry.id, seq, text: entry.text }, ...replies.map(asAssistant)]);
    this.#tell("trouble", null);
  }

  #showOwn({ id, text }) {
    this.#tell("message", { from: "visitor", id, text, seq: null });
  }

  #show(messages) {
    for (const message of messages) {
      this.#seq = Math.max(this.#seq, message.seq);
      this.#tell("message", message);
    }
    const session = this.#memory.session; // other tabs hear of the new number and follow
    if (session?.token === this.#token) this.#memory.session = { ...session, seq: this.#seq };
  }
}
