/** @import { Message } from "./types.js" */
import { eventWords, sourceWords } from "./message.js";
import { TEXTS, timeWords } from "./texts.js";

/**
 * The chat as plain text, for people to read.
 *
 * @param {Message[]} messages
 * @param {string} name the clinic's.
 * @param {string} emergency the number to call.
 * @returns {string}
 */
export function asText(messages, name, emergency) {
  const day = new Date().toLocaleDateString(TEXTS.language, { dateStyle: "long" });
  const head = [`${name}. ${TEXTS.savedOn(day)}`, `${TEXTS.notAdvice} ${TEXTS.urgent} ${TEXTS.call(emergency)}`];
  const said = messages.map((message) => {
    const at = `[${timeWords(new Date(message.at ?? ""))}]`;
    if (message.from === "event") return [`${at} ${eventWords(message)}`];
    const source = message.from === "assistant" ? sourceWords(message.source) : [];
    return [`${at} ${speaker(message)}:`, message.text, ...source.map((line) => `(${line})`)];
  });
  return `${[head, ...said].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function speaker(/** @type {Message} */ message) {
  if (message.from === "staff") return TEXTS.fromClinic(message.name);
  return message.from === "visitor" ? TEXTS.you : TEXTS.bot;
}
