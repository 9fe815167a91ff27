import { Chat } from "./chat.js";
import { speak } from "./texts.js";
import { EN } from "./texts/en.js";

/**
 * The chat with its chrome in English.
 *
 * @param {ConstructorParameters<typeof Chat>} parts
 */
export function start(...parts) {
  speak("en", EN);
  return new Chat(...parts);
}
