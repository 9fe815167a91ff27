/** A conversation: keys, and the link for colleagues. */
import { nextWrongTopic } from "./correct.js";
import { onKeys } from "./keys.js";

/** Chooses one of the states; the browser itself then takes Enter as 'save'. */
function choose(key) {
  const choice = document.querySelector(`[data-key="${key}"]`);
  if (!choice) return;
  choice.checked = true;
  choice.focus();
}

const press = (selector) => () => document.querySelector(selector)?.click();
const focus = (id) => () => document.getElementById(id)?.focus();

onKeys({
  1: () => choose(1),
  2: () => choose(2),
  3: () => choose(3),
  j: press(".heading [rel=next]"),
  k: press(".heading [rel=prev]"),
  u: press("#to-list"),
  c: nextWrongTopic,
  n: focus("note"),
  t: focus("tag"),
});

const copy = document.getElementById("copy-link");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    // Without the filters of the list: they are this colleague's own.
    await navigator.clipboard.writeText(location.origin + location.pathname);
    copy.textContent = "Copied";
  });
}
