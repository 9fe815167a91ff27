import { Chat } from "./chat.js";
import { speak } from "./texts.js";
import { ES } from "./texts/es.js";

/**
 * The chat with its chrome in Spanish.
 *
 * @param {ConstructorParameters<typeof Chat>} parts
 */
export function start(...parts) {
  speak("es", ES);
  return new Chat(...parts);
}
