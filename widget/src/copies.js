import { el } from "./dom.js";
import { asText } from "./plain_text.js";
import { TEXTS } from "./texts.js";

/** How long the browser gets to read a file that it is given (milliseconds). */
const READING = 60_000;

const PRINT_STYLE = "pre { font: 11pt/1.5 Georgia, serif; white-space: pre-wrap; overflow-wrap: anywhere }";

/** The visitor's own copies of the chat: on the clipboard, as a file, on paper. */
export class Copies {
  #panel;
  #conversation;

  /**
   * @param {import("./panel.js").Panel} panel
   * @param {import("./conversation.js").Conversation} conversation
   */
  constructor(panel, conversation) {
    this.#panel = panel;
    this.#conversation = conversation;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#panel.say(TEXTS.copied);
    } catch {
      this.#panel.say(TEXTS.copyFailed);
    }
  }

  download() {
    this.#give(new Blob([this.#text], { type: "text/plain" }), "txt");
  }

  /** All that the clinic holds, for whoever wants to see or move it. */
  async everything() {
    try {
      this.#give(await this.#conversation.everything(), "json");
    } catch {
      this.#panel.say(TEXTS.everythingFailed);
    }
  }

  /** Prints the chat and nothing of the page: from an empty frame, which the strictest page allows. */
  print() {
    const frame = el("iframe", { class: "unseen", "aria-hidden": "true", tabindex: -1 });
    this.#panel.element.append(frame);
    const view = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(PRINT_STYLE);
    view.document.adoptedStyleSheets = [sheet];
    view.document.title = this.#panel.title;
    view.document.body.append(el("pre", {}, this.#text));
    view.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
    view.print();
  }

  get #text() {
    return asText(this.#panel.transcript.messages, this.#panel.title, this.#panel.urgentNumber);
  }

  #give(/** @type {Blob} */ blob, /** @type {string} */ ending) {
    const href = URL.createObjectURL(blob);
    el("a", { href, download: `${TEXTS.fileName}.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), READING);
    this.#panel.say(TEXTS.downloaded);
  }
}
