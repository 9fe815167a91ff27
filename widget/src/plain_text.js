/** @import { Message } from "./types.js" */
import { sourceWords } from "./message.js";
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
    const who = message.from === "visitor" ? TEXTS.you : TEXTS.bot;
    const source = message.from === "visitor" ? [] : sourceWords(message.source);
    return [`[${timeWords(new Date(message.at ?? ""))}] ${who}:`, message.text, ...source.map((line) => `(${line})`)];
  });
  return `${[head, ...said].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
