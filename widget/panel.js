import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { ForgetQuestion } from "./forget.js";
import { icon } from "./icons.js";
import { dial } from "./links.js";
import { Menu } from "./menu.js";
import { Notice } from "./notice.js";
import { EMERGENCY_FALLBACK, TEXTS } from "./texts.js";
import { Transcript } from "./transcript.js";
import { Window } from "./window.js";

/** How long a short word such as 'saved' stays (milliseconds). */
const WORD_STAYS = 6_000;

/** How long an answer may take before screen readers are told that it is being made. */
const SILENCE = 1_500;

/** The panel: header, the line that never goes away, the conversation, the field, the menu. */
export class Panel {
  #title = el("h2", { id: "title", tabindex: "-1" }, TEXTS.assistant);
  #urgent = el("a", {});
  #kept = el("p", { class: "kept" });
  #word = el("p", { class: "word", role: "status" });
  #unseen = el("p", { class: "unseen", role: "status" });
  #header;
  #main;
  #window;
  #wordTimer;
  #silenceTimer;

  /** @param {Record<string, Function>} on what a visitor may do; chat.js gives it. */
  constructor(on) {
    this.transcript = new Transcript(on);
    this.composer = new Composer(on.onSend);
    this.notice = new Notice(on.onRetry);
    this.forget = new ForgetQuestion(on.onErase, () => {
      this.#cover(false);
      this.menu.focus();
    });
    this.menu = new Menu({ onCopy: on.onCopy, onForget: () => this.#askForget() });
    this.clinic = {};
    this.#header = this.#makeHeader();
    this.#main = el(
      "div",
      { class: "main" },
      this.transcript.element,
      this.notice.element,
      this.#word,
      this.#unseen,
      this.composer.element,
      this.#kept,
    );
    this.#window = new Window(
      { "aria-labelledby": "title", onpointerdown: (event) => this.menu.leaveTo(event.target) },
      { onBack: () => this.#back(), onClose: on.onClose },
      this.#header,
      el("p", { class: "line" }, el("span", {}, TEXTS.notAdvice), el("span", {}, `${TEXTS.urgent} `, this.#urgent)),
      el("div", { class: "stage" }, this.#main, this.forget.element),
    );
  }

  get element() {
    return this.#window.element;
  }

  get isOpen() {
    return this.#window.isOpen;
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
    if (matchMedia("(pointer: coarse)").matches || this.composer.element.hidden) this.#title.focus();
    else this.composer.focus();
  }

  /** @param {object} clinic the facts of the session, or {} before. */
  set clinic(clinic) {
    const number = clinic.emergency_number || EMERGENCY_FALLBACK;
    this.#urgent.textContent = TEXTS.call(number);
    this.#urgent.setAttribute("href", dial(number) ?? `tel:${EMERGENCY_FALLBACK}`);
    this.#title.textContent = clinic.name || TEXTS.assistant;
    this.#kept.textContent = clinic.retention_days ? TEXTS.kept(clinic.retention_days) : "";
    this.transcript.clinic = clinic;
  }

  set typing(typing) {
    this.transcript.typing = typing;
    clearTimeout(this.#silenceTimer);
    this.#unseen.textContent = "";
    if (!typing) return;
    this.#silenceTimer = setTimeout(() => {
      this.#unseen.textContent = TEXTS.answering;
    }, SILENCE);
  }

  /** Says something in passing. */
  say(words) {
    clearTimeout(this.#wordTimer);
    this.#word.textContent = words;
    this.#wordTimer = setTimeout(() => {
      this.#word.textContent = "";
    }, WORD_STAYS);
  }

  /** The chat is erased: nothing to see, nothing to write, one way on. */
  showForgotten(onRestart) {
    this.#cover(false);
    this.transcript.clear();
    this.notice.show(null);
    this.#kept.textContent = "";
    this.#setEnded(true);
    const restart = el("button", { type: "button", class: "plain" }, TEXTS.startAgain);
    restart.addEventListener("click", () => {
      this.transcript.clear();
      this.#setEnded(false);
      this.focus();
      onRestart();
    });
    this.transcript.say(TEXTS.forgotten, restart);
    if (this.isOpen) restart.focus();
  }

  #setEnded(ended) {
    this.composer.element.hidden = ended;
    this.menu.element.hidden = ended;
  }

  #makeHeader() {
    const close = el(
      "button",
      { type: "button", class: "tool", "aria-label": TEXTS.close, title: TEXTS.close, onclick: () => this.close() },
      icon("close"),
    );
    return el(
      "div",
      { class: "header" },
      el("span", { class: "badge" }, icon("mark")),
      el("div", { class: "names" }, this.#title, el("p", {}, TEXTS.about)),
      this.menu.element,
      close,
    );
  }

  #askForget() {
    this.#cover(true);
    this.forget.ask();
  }

  /** While something is asked, only the question and the emergency line can be reached. */
  #cover(covered) {
    this.#header.inert = covered;
    this.#main.inert = covered;
  }

  /** Escape, or the back gesture: out of what was entered last. */
  #back() {
    if (this.forget.open) this.forget.close();
    else if (this.menu.open) this.menu.close();
    else this.close();
  }
}
