/**
 * The server-sent events of a response. EventSource would read them too, yet it can send no header:
 * the token would stand in the address. Comments come as events without a name.
 */
export class ServerEvents {
  #response;

  /** @param {Response} response */
  constructor(response) {
    this.#response = response;
  }

  /** @returns {AsyncGenerator<{name: string, data: string}>} */
  async *[Symbol.asyncIterator]() {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (this.#response.body).getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) yield this.#read(block);
    }
  }

  #read(/** @type {string} */ block) {
    const event = { name: "", data: "" };
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) event.name = line.slice(7);
      else if (line.startsWith("data: ")) event.data = line.slice(6);
    }
    return event;
  }
}
