import { ChatApi } from "./api.js";
import { Conversation } from "./conversation.js";
import { Panel } from "./panel.js";
import { TEXTS, refusedWords } from "./texts.js";

/** Screen readers do not read a restored history aloud; from then on they do (milliseconds). */
const HUSH = 500;

/** An open panel that found no server tries again by itself after this (milliseconds). */
const NEXT_TRY = 10_000;

/** Brings the conversation and the panel together: what a visitor does, and what comes back. */
export class Chat {
  #memory;
  #phone; // the clinic's, as the page gave it; the session's own goes before
  #conversation;
  #panel;
  #pressed = new Map(); // message id -> the button that asked it
  #opening = false;
  #answering = false;
  #opened = false;
  #nextTry;

  /**
   * @param {URL} base where the server lives.
   * @param {import("./memory.js").Memory} memory
   * @param {string | null} phone to call as long as no session told the clinic's number.
   * @param {() => void} onClose the panel was closed.
   */
  constructor(base, memory, phone, onClose) {
    this.#memory = memory;
    this.#phone = phone;
    this.#conversation = new Conversation(new ChatApi(base), memory);
    this.#panel = new Panel({
      onSend: (text) => this.#conversation.ask(text),
      onButton: (choice, button, title) => this.#press(choice, button, title),
      onFeedback: (seq, helpful) => this.#rate(seq, helpful),
      onRetry: () => this.#retry(),
      onCopy: () => this.#copy(),
      onErase: () => this.#conversation.forget(),
      onClose: () => {
        this.#memory.wasOpen = false;
        onClose();
      },
    });
    this.#listen();
  }

  get panel() {
    return this.#panel;
  }

  /** Opens the panel, and with the first opening the conversation. */
  open(focus = true) {
    this.#panel.open(focus);
    this.#memory.wasOpen = true;
    if (!this.#opened) this.connect();
  }

  /** Opens or restores the conversation; the panel may be closed. */
  async connect() {
    this.#opened = true;
    this.#opening = true;
    this.#panel.transcript.quiet = this.#memory.session !== null;
    this.#showTyping();
    await this.#conversation.open();
    this.#opening = false;
    this.#showTyping();
    setTimeout(() => {
      this.#panel.transcript.quiet = false;
    }, HUSH);
  }

  /** The network is back, or another tab did something. */
  wake() {
    if (this.#opened) this.#conversation.open();
  }

  followOtherTab() {
    if (this.#opened) this.#conversation.followOtherTab();
  }

  #listen() {
    const handlers = {
      clinic: (clinic) => this.#setClinic(clinic),
      message: (message) => this.#show(message),
      answering: (answering) => {
        this.#answering = answering;
        this.#showTyping();
      },
      trouble: (error) => this.#trouble(error),
      refused: ({ id, error }) => {
        this.#release(id);
        this.#panel.transcript.note(id, refusedWords(error), "refused");
      },
      ended: () => {
        this.#panel.transcript.clear();
        this.#panel.transcript.say(TEXTS.ended);
      },
      forgotten: () => this.#panel.showForgotten(() => this.connect()),
    };
    for (const [name, handler] of Object.entries(handlers)) {
      this.#conversation.addEventListener(name, (event) => handler(event.detail));
    }
  }

  #setClinic(clinic) {
    this.#phone = clinic.phone ?? this.#phone;
    this.#panel.clinic = clinic;
  }

  #show(message) {
    this.#panel.transcript.show(message);
    if (message.seq !== null) this.#release(message.id);
  }

  #showTyping() {
    this.#panel.typing = this.#opening || this.#answering;
  }

  #trouble(error) {
    this.#panel.notice.show(error, this.#conversation.waiting, this.#phone);
    if (error) this.#panel.transcript.noteWaiting(TEXTS.waiting);
    clearTimeout(this.#nextTry);
    if (!error?.temporary || this.#conversation.waiting) return; // what waits tries by itself
    this.#nextTry = setTimeout(() => this.#panel.isOpen && this.wake(), error.retryAfter ?? NEXT_TRY);
  }

  /** A button rests while its own question is under way, so that a double press asks once. */
  #press(choice, button, title) {
    if (choice.getAttribute("aria-disabled") === "true") return;
    choice.setAttribute("aria-disabled", "true");
    this.#pressed.set(this.#conversation.ask(title, button), choice);
  }

  #release(id) {
    this.#pressed.get(id)?.removeAttribute("aria-disabled");
    this.#pressed.delete(id);
  }

  async #rate(seq, helpful) {
    try {
      await this.#conversation.feedback(seq, helpful);
      this.#panel.say(TEXTS.thanks);
      return true;
    } catch {
      this.#panel.say(TEXTS.feedbackFailed);
      return false;
    }
  }

  async #retry() {
    this.#panel.focus(); // the notice, and its button with it, may go
    await this.connect();
  }

  async #copy() {
    try {
      download(await this.#conversation.copy(), TEXTS.copyName);
      this.#panel.say(TEXTS.copied);
    } catch {
      this.#panel.say(TEXTS.copyFailed);
    }
  }
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
