/** A conversation that this colleague has joined: messages appear, Enter sends. */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

const box = document.getElementById("live");
const talk = document.getElementById("talk");
const form = document.getElementById("say");
const field = document.getElementById("say-text");
const state = document.getElementById("live-state");
const problem = document.getElementById("say-problem");
const STATE = state.textContent;
let after = Number(box.dataset.after);
let wait = FIRST_WAIT;

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Shows a message, or its true words where it stands already with masked ones. */
function show({ seq, from, name, text, at, clock }) {
  const known = document.getElementById(`m${seq}`);
  const words = make("p", { className: "words" }, text);
  if (known) {
    known.querySelector(".words").replaceWith(words);
    known.querySelector(".masked")?.remove();
    return;
  }
  const time = make("time", { dateTime: at }, clock);
  const side = from === "visitor" ? "visitor" : "assistant";
  const who = make("p", { className: "who-said" }, make("strong", {}, name), " ", time);
  if (from === "staff") who.children[0].after(" ", make("span", { className: "badge calm" }, "Staff"));
  talk.append(make("li", { className: `said ${side} ${from}`, id: `m${seq}` }, who, words));
  // Spoken once; what stands on the page is not read again.
  if (from !== "staff") document.getElementById("live-said").textContent = `${name}: ${text}`;
  box.scrollIntoView({ block: "nearest" });
}

function listen() {
  const source = new EventSource(`${box.dataset.stream}?after=${after}`);
  source.addEventListener("open", () => {
    wait = FIRST_WAIT;
    state.textContent = STATE;
  });
  source.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    if (message.seq <= after) return;
    after = message.seq;
    show(message);
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
  // Not left to the browser: it gives up for good when the server answers with an error.
  source.addEventListener("error", () => {
    source.close();
    state.textContent = "The line is down. It is tried again by itself.";
    setTimeout(listen, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

async function send() {
  const data = new URLSearchParams(new FormData(form));
  problem.textContent = "";
  let answer = null;
  try {
    answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" } });
  } catch {
    problem.textContent = "Not sent: the line is down. Your words are still here, send them again.";
    return;
  }
  if (answer.ok) {
    field.value = "";
    form.elements.key.value = crypto.randomUUID?.() ?? newKey();
  } else {
    const body = await answer.json().catch(() => null);
    problem.textContent = `Not sent. ${body?.error?.message ?? "Please try again."}`;
  }
}

/** For pages that come without TLS, where browsers have no randomUUID. */
function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

let sending = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (sending || !field.value.trim()) return;
  sending = true;
  await send();
  sending = false;
  field.focus();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

listen();
field.focus({ preventScroll: true });
box.scrollIntoView({ block: "nearest" });
