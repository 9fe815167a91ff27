import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import { button, el } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { Menu } from "./menu.js";
import { Notice } from "./notice.js";
import { Question } from "./question.js";
import { EMERGENCY_FALLBACK, TEXTS } from "./texts.js";
import { Transcript } from "./transcript.js";
import { dial } from "./ways.js";
import { Window } from "./window.js";

/** How long a short word such as 'saved' stays (milliseconds). */
const WORD_STAYS = 6_000;

/**
 * What a visitor may do; chat.js gives it.
 *
 * @typedef {object} PanelActions
 * @property {(text: string) => boolean} onSend whether the text was taken.
 * @property {() => void} onRetry
 * @property {() => void} onCopy
 * @property {() => void} onDownload
 * @property {() => void} onPrint
 * @property {() => void} onEverything
 * @property {() => void} onStartOver
 * @property {() => void} onForget
 * @property {() => void} onClose
 */

/** The panel: header, the line that never goes away, the conversation, the field, the menu. */
export class Panel {
  announcer = new Announcer();
  #title = el("h2", { id: "title", class: "title", part: "title", tabindex: "-1" });
  #about = el("p", {}, TEXTS.about);
  #urgent = el("a", {});
  #small = el("p", { class: "small" });
  #word = el("p", { class: "word", role: "status" });
  /** @type {HTMLElement | null} the one way on after the chat was erased */
  #restart = null;
  #page;
  #header;
  #main;
  #window;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #wordTimer;

  /**
   * @param {PanelActions & import("./message.js").MessageHandlers} on
   * @param {import("./types.js").PageSettings} page
   * @param {import("./memory.js").Memory} memory
   */
  constructor(on, page, memory) {
    this.#page = page;
    this.transcript = new Transcript(on, page.greeting);
    this.composer = new Composer(on.onSend, memory);
    this.notice = new Notice(on.onRetry);
    this.question = new Question((covered) => this.#cover(covered));
    this.menu = new Menu([
      { picture: "copy", words: TEXTS.copy, action: on.onCopy },
      { picture: "download", words: TEXTS.download, action: on.onDownload },
      { picture: "print", words: TEXTS.print, action: on.onPrint },
      { picture: "data", words: TEXTS.everything, action: on.onEverything },
      { picture: "restart", words: TEXTS.startOver, action: on.onStartOver },
      { picture: "forget", words: TEXTS.forget, action: on.onForget },
    ]);
    this.clinic = {};
    this.#header = this.#makeHeader();
    this.#main = this.#makeMain();
    this.#window = new Window(
      { "aria-labelledby": "title", onpointerdown: (event) => this.menu.leaveTo(event.target) },
      { onBack: () => this.#back(), onClose: on.onClose },
      this.#header,
      el("p", { class: "line" }, el("span", {}, TEXTS.notAdvice), el("span", {}, `${TEXTS.urgent} `, this.#urgent)),
      el("div", { class: "stage" }, this.#main, this.question.element),
      this.announcer.element,
    );
  }

  get element() {
    return this.#window.element;
  }

  get isOpen() {
    return this.#window.isOpen;
  }

  /** Whether the chat was erased, and no other was begun. */
  get ended() {
    return this.#restart !== null;
  }

  /** @param {boolean} focus whether to take the focus (not when the page merely reloads). */
  open(focus) {
    this.#window.open();
    if (focus) this.focus();
  }

  close() {
    this.#window.close();
  }

  /** Focus to the field; on touch screens to the title, so that no keyboard jumps up unasked. */
  focus() {
    if (this.#restart) this.#restart.focus();
    else if (matchMedia("(pointer: coarse)").matches) this.#title.focus();
    else this.composer.focus();
  }

  /** @param {Partial<import("./types.js").Clinic>} clinic the facts of the session, or {} before. */
  set clinic(clinic) {
    const number = clinic.emergency_number || this.#page.emergency || EMERGENCY_FALLBACK;
    this.#urgent.textContent = TEXTS.call(number);
    this.#urgent.href = dial(number) ?? `tel:${EMERGENCY_FALLBACK}`;
    this.#title.textContent = this.#page.title || clinic.name || TEXTS.assistant;
    this.transcript.clinic = clinic;
  }

  get title() {
    return this.#title.textContent ?? "";
  }

  get urgentNumber() {
    return this.#urgent.pathname;
  }

  set typing(/** @type {boolean} */ typing) {
    this.transcript.typing = typing;
    if (typing) this.announcer.sayLater(TEXTS.answering);
    else this.announcer.hush();
  }

  /** Who answers: a person by name, or null for the assistant. */
  set person(/** @type {string | null} */ name) {
    this.#about.textContent = name === null ? TEXTS.about : TEXTS.person(name);
    this.#about.classList.toggle("person", name !== null);
  }

  /** What stands small beneath the field. */
  set small(/** @type {string} */ words) {
    if (this.#small.textContent !== words) this.#small.textContent = words;
  }

  /** Says something in passing. */
  say(/** @type {string} */ words) {
    clearTimeout(this.#wordTimer);
    this.#word.textContent = words;
    this.#wordTimer = setTimeout(() => {
      this.#word.textContent = "";
    }, WORD_STAYS);
  }

  /** The chat is erased: nothing to see, nothing to write, one way on. */
  showForgotten(/** @type {() => void} */ onRestart) {
    this.question.end();
    this.transcript.clear();
    this.notice.show(null, false, {});
    const restart = () => {
      this.transcript.clear();
      this.#setEnded(null);
      this.focus();
      onRestart();
    };
    this.#setEnded(button("plain", restart, TEXTS.startAgain));
    this.transcript.say(el("p", {}, TEXTS.forgotten), this.#restart ?? "");
    if (this.isOpen) this.focus();
  }

  #setEnded(/** @type {HTMLElement | null} */ restart) {
    this.#restart = restart;
    const ended = restart !== null;
    this.composer.element.hidden = ended;
    this.menu.element.hidden = ended;
    this.#small.hidden = ended;
  }

  #makeHeader() {
    return el(
      "div",
      { class: "header", part: "header" },
      el("span", { class: "badge" }, icon("mark")),
      el("div", { class: "names" }, this.#title, this.#about),
      this.menu.element,
      iconButton("tool", "close", TEXTS.close, () => this.close()),
    );
  }

  #makeMain() {
    return el(
      "div",
      { class: "main" },
      this.transcript.element,
      this.notice.element,
      this.#word,
      this.composer.element,
      this.#small,
    );
  }

  /** While something is asked, only the question and the emergency line can be reached. */
  #cover(/** @type {boolean} */ covered) {
    this.#header.inert = covered;
    this.#main.inert = covered;
  }

  /** Escape, or the back gesture: out of what was entered last. */
  #back() {
    if (this.question.open) this.question.close();
    else if (this.menu.open) this.menu.close();
    else this.close();
  }
}
