/** @import { Answer, Clinic, Message, PageSettings } from "./types.js" */
import { ChatApi } from "./api.js";
import { askForget, askStartOver, askWhetherToSend } from "./asked_first.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { helpQuestion } from "./help_question.js";
import { Copies } from "./copies.js";
import { Memory } from "./memory.js";
import { eventWords } from "./message.js";
import { Panel } from "./panel.js";
import { personal } from "./personal.js";
import { sheets } from "./styles/index.js";
import { Tabs } from "./tabs.js";
import { TEXTS, refusedWords } from "./texts.js";

/** An open panel that found no server tries again by itself after this (milliseconds). */
const NEXT_TRY = 10_000;

/** The topic of a visitor's farewell. */
const GOODBYE = "goodbye";

/**
 * What the launcher does for the chat.
 *
 * @typedef {object} Host
 * @property {() => void} onClose the panel was closed.
 * @property {(count: number, words: string) => void} onUnread how many answers were not seen yet.
 * @property {(name: string, detail?: object) => void} tell an event for the page.
 */

/** Brings the conversation and the panel together: what a visitor does, and what comes back. */
export class Chat {
  #memory = new Memory();
  #page;
  #host;
  /** @type {Partial<Clinic>} */
  #clinic = {};
  #conversation;
  #panel;
  #copies;
  #root;
  #tabs = new Tabs((word) => (word === "read" ? this.#setUnread(0) : this.#opened && this.#conversation.followOtherTab()));
  /** @type {Map<string, HTMLElement>} message id -> the button that asked it */
  #pressed = new Map();
  #opening = false;
  #answering = false;
  #opened = false;
  #restoring = false;
  #helpAsked = false;
  #lastSeq = 0; // the newest answer that the visitor has asked for
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #nextTry;

  /**
   * @param {URL} server where the server lives.
   * @param {ShadowRoot} root where the panel goes.
   * @param {PageSettings} page
   * @param {Host} host
   */
  constructor(server, root, page, host) {
    root.adoptedStyleSheets.push(...sheets);
    this.#root = root;
    this.#page = page;
    this.#host = host;
    this.#conversation = new Conversation(new ChatApi(server), this.#memory);
    this.#panel = new Panel(this.#actions(), page, this.#memory);
    this.#copies = new Copies(this.#panel, this.#conversation);
    root.append(this.#panel.element);
    this.#listen();
    window.addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
  }

  /** Opens the panel, and with the first opening the conversation. */
  open(focus = true) {
    this.#root.querySelector(".help.corner")?.remove();
    this.#panel.open(focus);
    this.#memory.wasOpen = true;
    this.#setUnread(0);
    this.#tabs.tell("read");
    if (!this.#opened && !this.#panel.ended) this.connect();
  }

  close() {
    this.#panel.close();
  }

  /** Asks in the visitor's place, as the page's own links do. */
  ask(/** @type {string} */ text) {
    this.#conversation.ask(text);
  }

  /** Opens or restores the conversation; the panel may be closed. */
  async connect() {
    this.#opened = true;
    this.#opening = true;
    this.#restoring = this.#memory.session !== null;
    this.#showTyping();
    this.#showSmall();
    await this.#conversation.open();
    this.#restoring = false;
    this.#opening = false;
    this.#showTyping();
  }

  /** The network is back, or the visitor. */
  #wake() {
    if (this.#opened) this.#conversation.open();
  }

  #actions() {
    return {
      onSend: (/** @type {string} */ text) => this.#send(text),
      onButton: this.#press.bind(this),
      onFeedback: this.#rate.bind(this),
      onRetry: () => this.#retry(),
      onCopy: () => this.#copies.copy(),
      onDownload: () => this.#copies.download(),
      onPrint: () => this.#copies.print(),
      onEverything: () => this.#copies.everything(),
      onStartOver: () => this.#askStartOver(),
      onForget: () => askForget(this.#panel, () => this.#conversation.forget()),
      onClose: () => this.#closed(),
    };
  }

  #listen() {
    /** @type {Record<string, (detail: any) => void>} */
    const handlers = {
      clinic: (clinic) => this.#setClinic(clinic),
      message: (message) => this.#show(message),
      answering: (answering) => {
        this.#answering = answering;
        this.#showTyping();
      },
      live: (live) => this.#setLive(live),
      answered: (answer) => this.#answered(answer),
      trouble: (error) => this.#trouble(error),
      refused: ({ id, error }) => {
        this.#release(id);
        this.#panel.transcript.note(id, refusedWords(error), "refused");
      },
      ended: () => {
        this.#leave();
        this.#panel.transcript.say(el("p", {}, TEXTS.ended));
      },
      left: () => this.#leave(),
      forgotten: () => {
        this.#leave();
        this.#opened = false; // nothing begins again before the visitor wants it
        this.#panel.showForgotten(() => this.connect());
      },
      news: () => this.#tabs.tell("news"),
    };
    for (const [name, handler] of Object.entries(handlers)) {
      this.#conversation.addEventListener(name, (event) => handler(/** @type {CustomEvent} */ (event).detail));
    }
  }

  #leave() {
    this.#panel.transcript.clear();
    this.#helpAsked = false;
    this.#lastSeq = 0;
  }

  #setClinic(/** @type {Clinic} */ clinic) {
    this.#clinic = clinic;
    this.#panel.clinic = clinic;
    this.#showSmall();
  }

  #show(/** @type {Message} */ message) {
    const isNew = this.#panel.transcript.show(message);
    if (message.from === "visitor" && message.id && message.seq !== null) this.#release(message.id);
    if (!isNew) return;
    this.#showSmall();
    if (this.#restoring) return;
    this.#host.tell("message", { from: message.from });
    if (message.from === "assistant") this.#arrived(`${TEXTS.bot}: ${message.text}`, "en");
    else if (message.from === "staff") this.#arrived(`${TEXTS.fromClinic(message.name)}: ${message.text}`);
    else if (message.from === "event") this.#arrived(eventWords(message));
  }

  #setLive(/** @type {import("./types.js").Live | null} */ live) {
    this.#panel.person = live?.state === "joined" ? live.name : null;
    this.#showTyping();
    this.#showSmall();
  }

  /** An answer has come: said once, counted while nobody looks. */
  #arrived(/** @type {string} */ words, lang = "") {
    if (this.#panel.isOpen) this.#panel.announcer.say(words, lang);
    else this.#setUnread(this.#memory.unread + 1);
  }

  #setUnread(/** @type {number} */ count) {
    if (count !== this.#memory.unread) this.#memory.unread = count;
    this.#host.onUnread(count, count ? TEXTS.unread(count) : "");
  }

  #answered(/** @type {Answer} */ answer) {
    this.#showSmall();
    this.#lastSeq = answer.replies.at(-1)?.seq ?? this.#lastSeq;
    if (answer.lead_saved) this.#host.tell("lead");
    if (answer.topics?.some(({ name }) => name === GOODBYE)) this.#askForHelp();
  }

  #showTyping() {
    this.#panel.typing = this.#opening || (this.#answering && this.#conversation.live?.state !== "joined");
  }

  /** Before the first message: what becomes of it. In a form: that it is one. */
  #showSmall() {
    const days = this.#clinic.retention_days;
    const kept = days ? TEXTS.kept(days) : TEXTS.keptHere;
    const live = this.#conversation.live;
    if (live?.state === "joined") this.#panel.small = "";
    else if (live) this.#panel.small = TEXTS.personAsked;
    else if (this.#conversation.inForm) this.#panel.small = TEXTS.formNote;
    else this.#panel.small = this.#panel.transcript.hasQuestions ? "" : kept;
  }

  #trouble(/** @type {import("./api_error.js").ApiError | null} */ error) {
    const { phone = this.#page.phone, email = this.#page.email } = this.#clinic;
    this.#panel.notice.show(error, this.#conversation.waiting, { phone, email });
    if (error) this.#panel.transcript.noteWaiting(TEXTS.waiting);
    clearTimeout(this.#nextTry);
    if (!error?.temporary) return;
    this.#nextTry = setTimeout(() => {
      if (this.#conversation.waiting) this.#trouble(error); // what waits tries by itself
      else if (this.#panel.isOpen) this.#wake();
    }, error.retryAfter ?? NEXT_TRY);
  }

  /** Sends what was typed, unless it tells something personal that nobody has asked for. */
  #send(/** @type {string} */ text) {
    const toPerson = this.#conversation.live?.state === "joined";
    const kind = this.#conversation.inForm || toPerson ? null : personal(text);
    if (kind) askWhetherToSend(this.#panel, kind, () => this.#conversation.ask(text));
    else this.#conversation.ask(text);
    return !kind;
  }

  /** A button rests while its own question is under way, so that a double press asks once. */
  #press(/** @type {HTMLElement} */ choice, /** @type {string} */ button, /** @type {string} */ title) {
    if (choice.getAttribute("aria-disabled") === "true") return;
    choice.setAttribute("aria-disabled", "true");
    this.#pressed.set(this.#conversation.ask(title, button), choice);
  }

  #release(/** @type {string} */ id) {
    this.#pressed.get(id)?.removeAttribute("aria-disabled");
    this.#pressed.delete(id);
  }

  async #rate(/** @type {number} */ seq, /** @type {import("./types.js").Feedback} */ feedback) {
    try {
      await this.#conversation.feedback(seq, feedback);
      this.#helpAsked = true; // whoever has said it is not asked again
      this.#panel.say(TEXTS.thanks);
      return true;
    } catch {
      this.#panel.say(TEXTS.feedbackFailed);
      return false;
    }
  }

  /** Once in a conversation and after an answer only; the verdict goes to the last answer. */
  #askForHelp() {
    if (this.#helpAsked || !this.#lastSeq) return null;
    this.#helpAsked = true;
    const seq = this.#lastSeq;
    const outside = !this.#panel.isOpen;
    const question = helpQuestion(
      (helpful) => this.#rate(seq, { helpful }),
      () => (outside ? this.#host.onClose() : this.#panel.focus()),
    );
    if (outside) this.#root.append(question);
    else this.#panel.transcript.say(question);
    question.classList.toggle("corner", outside);
    return question;
  }

  #closed() {
    this.#memory.wasOpen = false;
    this.#host.onClose();
    this.#askForHelp();
    this.#host.tell("close");
  }

  async #retry() {
    this.#panel.focus(); // the notice, and its button with it, may go
    await this.connect();
  }

  #askStartOver() {
    const days = this.#clinic.retention_days ?? 0;
    askStartOver(this.#panel, days, () => this.#conversation.startOver());
  }
}
