/** @import { Answer, Answered, Entry, Message, Opened, Reply } from "./types.js" */
import { ApiError } from "./api_error.js";
import { newId } from "./ids.js";
import { LiveLine } from "./live_line.js";
import { Outbox } from "./outbox.js";
import { oneAtATime } from "./tabs.js";

/** The session was replaced on the way: the message goes out once more, in the new one. */
const RENEWED = "session_renewed";

/** @returns {Answered} */
const asAssistant = (/** @type {Reply} */ reply) => ({ ...reply, from: "assistant" });

const isGone = (/** @type {unknown} */ error) => error instanceof ApiError && error.status === 401;

/**
 * One visitor's conversation. Opens or restores it, asks, and tells what happened by events:
 * - `clinic`: the clinic's facts are known;
 * - `message`: a message to show (seen before: the same `id` or `seq` again);
 * - `answering`: whether a request is under way right now;
 * - `answered`: the Answer to a message;
 * - `live`: the person who was asked for or is there, null when the assistant alone is;
 * - `trouble`: an ApiError while the server can not be reached, null when it can again;
 * - `refused`: `{id, error}`, a message that the server will not take;
 * - `ended`: the earlier conversation is gone and a new one takes its place;
 * - `left`: the visitor has begun a new one;
 * - `forgotten`: the conversation was erased;
 * - `news`: other tabs should look.
 */
export class Conversation extends EventTarget {
  #api;
  #memory;
  #outbox;
  /** @type {string | null} of the conversation that this page shows */
  #token = null;
  /** @type {Promise<void> | null} */
  #connecting = null;
  #seq = 0; // the newest message shown
  /** @type {import("./types.js").Live | null} */
  #live = null;
  #line;
  #life = 0; // counts conversations: answers that come for an earlier one are dropped

  /**
   * @param {import("./api.js").ChatApi} api
   * @param {import("./memory.js").Memory} memory
   */
  constructor(api, memory) {
    super();
    this.#api = api;
    this.#memory = memory;
    this.#line = new LiveLine(api, {
      seq: () => this.#seq,
      onMessage: (message) => this.#show([message]),
      onLive: (live) => this.#setLive(live),
      onGone: () => this.open(),
    });
    this.#outbox = new Outbox(
      memory,
      (entry) => this.#deliver(entry),
      (error) => error.code === RENEWED || this.#tell("trouble", error),
      (entry, error) => {
        this.#tell("refused", { id: entry.id, error });
        this.#tell("news");
      },
    );
  }

  /** Whether messages wait for their answer. */
  get waiting() {
    return this.#outbox.entries.length > 0;
  }

  /** The person who was asked for or is there. */
  get live() {
    return this.#live;
  }

  /** Whether the assistant is taking down a form. */
  get inForm() {
    return Boolean(this.#memory.session?.form);
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
    const entry = { id: newId(), text, button };
    this.#outbox.add(entry); // kept first, shown then
    this.#showOwn(entry);
    this.#tell("news");
    return entry.id;
  }

  /**
   * @param {number} seq
   * @param {import("./types.js").Feedback} feedback
   * @throws {ApiError} when it can not be saved.
   */
  async feedback(seq, feedback) {
    await this.#connectOnce();
    await this.#api.feedback(String(this.#token), seq, feedback);
  }

  /** @returns {Promise<Blob>} all that is held. Throws an ApiError. */
  async everything() {
    await this.#connectOnce();
    return this.#api.everything(String(this.#token));
  }

  /** Erases the conversation at the clinic and here. Throws an ApiError, and then erases nothing. */
  async forget() {
    const token = this.#memory.session?.token;
    if (token) await this.#api.forget(token);
    this.#memory.session = null;
    this.#outbox.clear();
    this.#leave("forgotten");
    this.#tell("news");
  }

  /** Leaves the conversation as it is and begins another. Throws an ApiError, and then stays. */
  async startOver() {
    const session = await this.#api.openSession();
    this.#memory.dropButtons();
    this.#leave("left");
    this.#begin(session);
    this.#outbox.entries.forEach((entry) => this.#showOwn(entry));
    this.#tell("news");
  }

  /** Another tab has asked, been answered, erased or begun something: follow it. */
  async followOtherTab() {
    const token = this.#memory.session?.token;
    if (this.#token && !token) this.#leave("forgotten");
    else if (this.#token && token !== this.#token) this.#leave("ended");
    if (token) await this.open();
  }

  #tell(/** @type {string} */ name, /** @type {unknown} */ detail = undefined) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #leave(/** @type {string} */ event) {
    this.#token = null;
    this.#seq = 0;
    this.#life += 1;
    this.#setLive(null);
    this.#tell(event);
  }

  async #connectOnce() {
    if (!this.#token) await this.#connect();
  }

  #connect() {
    this.#connecting ??= (this.#memory.session ? this.#restore() : this.#start(null)).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  /**
   * Opens a session, unless another tab has done so while this one waited for its turn.
   *
   * @param {string | null} dead the token of the session that is gone.
   */
  async #start(dead) {
    const opened = await oneAtATime(async () => {
      const session = this.#memory.session;
      if (session && session.token !== dead) return false;
      this.#begin(await this.#api.openSession());
      return true;
    });
    if (opened) this.#tell("news");
    else await this.#restore();
  }

  #begin(/** @type {Opened} */ { token, clinic, replies }) {
    this.#memory.session = { token, clinic };
    this.#token = token;
    this.#tell("clinic", clinic);
    this.#show(replies.map(asAssistant));
  }

  async #restore() {
    const session = this.#memory.session;
    if (!session) return;
    this.#tell("clinic", session.clinic);
    try {
      await this.#readOn(session.token);
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.#startAnew(session.token);
    }
  }

  /** Shows all that came after the newest message shown; the server gives it in portions. */
  async #readOn(/** @type {string} */ token) {
    let answer;
    const life = this.#life;
    do {
      answer = await this.#api.history(token, this.#seq);
      if (life !== this.#life) return;
      this.#token = token;
      this.#show(answer.messages);
    } while (answer.more);
    this.#setLive(answer.live ?? null);
  }

  /** Listens for as long as a person is asked for or there. */
  #setLive(/** @type {import("./types.js").Live | null} */ live) {
    const known = JSON.stringify(this.#live) === JSON.stringify(live);
    this.#live = live;
    this.#memory.live = live !== null;
    if (live && this.#token) this.#line.open(this.#token);
    else this.#line.close();
    if (!known) this.#tell("live", live);
  }

  async #startAnew(/** @type {string} */ dead) {
    this.#memory.dropButtons();
    this.#leave("ended");
    this.#outbox.entries.forEach((entry) => this.#showOwn(entry));
    await this.#start(dead);
  }

  async #deliver(/** @type {Entry} */ { id, text, button }) {
    const life = this.#life;
    this.#tell("answering", true);
    try {
      await this.#connectOnce();
      if (life !== this.#life) throw new ApiError(0, RENEWED, 1);
      const answer = await this.#api.send(String(this.#token), button ? { id, button } : { id, text });
      if (life === this.#life) await this.#receive({ id, text }, answer);
    } catch (error) {
      if (!isGone(error)) throw error;
      if (life === this.#life) await this.#startAnew(String(this.#token));
      throw new ApiError(0, RENEWED, 1);
    } finally {
      this.#tell("answering", false);
    }
  }

  /**
   * @param {Entry} entry
   * @param {Answer} answer
   */
  async #receive({ id, text }, answer) {
    const { seq, replies } = answer;
    if (seq > this.#seq + 1) await this.#readOn(String(this.#token)); // another tab spoke
    this.#show([{ from: "visitor", id, seq, text }, ...replies.map(asAssistant)]);
    const session = this.#memory.session;
    if (session) this.#memory.session = { ...session, form: answer.form ?? null };
    this.#setLive(answer.live ?? null);
    this.#tell("answered", answer);
    this.#memory.release(id); // before the others look
    this.#tell("trouble", null);
    this.#tell("news");
  }

  #showOwn(/** @type {Entry} */ { id, text }) {
    this.#tell("message", { from: "visitor", id, text, seq: null });
  }

  #show(/** @type {Message[]} */ messages) {
    for (const message of messages) {
      this.#seq = Math.max(this.#seq, message.seq ?? 0);
      this.#tell("message", message);
    }
  }
}
