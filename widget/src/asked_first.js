/** What a visitor is asked before something is done; only the words and what follows differ. */

/** @import { Panel } from "./panel.js" */
import { TEXTS } from "./texts.js";

/**
 * Before something personal goes out that nobody has asked for.
 *
 * @param {Panel} panel
 * @param {"email" | "phone" | "birth"} kind
 * @param {() => void} send
 */
export function askWhetherToSend(panel, kind, send) {
  panel.question.ask({
    title: TEXTS.privateTitle,
    words: `${TEXTS.private[kind]} ${TEXTS.privateWords}`,
    yes: TEXTS.sendAnyway,
    no: TEXTS.change,
    onYes: () => {
      send();
      panel.composer.clear();
    },
    after: () => panel.composer.focus(),
    onNo: () => panel.composer.focus(),
  });
}

/**
 * Before a new conversation begins; the clinic keeps the old one.
 *
 * @param {Panel} panel
 * @param {number} days so long.
 * @param {() => unknown} startOver
 */
export function askStartOver(panel, days, startOver) {
  panel.question.ask({
    title: TEXTS.startOverTitle,
    words: TEXTS.startOverWords(TEXTS.days(days)),
    yes: TEXTS.startOverYes,
    no: TEXTS.keep,
    onYes: startOver,
    after: () => panel.focus(),
    onNo: () => panel.menu.focus(),
  });
}

/**
 * Before the conversation is erased at the clinic, too.
 *
 * @param {Panel} panel
 * @param {() => unknown} forget
 */
export function askForget(panel, forget) {
  panel.question.ask({
    title: TEXTS.forgetTitle,
    words: TEXTS.forgetWords,
    yes: TEXTS.forgetYes,
    no: TEXTS.keep,
    danger: true,
    onYes: forget,
    onNo: () => panel.menu.focus(),
  });
}
