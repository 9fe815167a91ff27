/** Single keys on a page: `onKeys({ j: next })`. They can be switched off, and `?` shows them. */

const SWITCH = "staff-keys";
const TYPING = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";
const dialog = document.getElementById("keys");
const button = document.getElementById("show-keys");
const box = document.getElementById("use-keys");

/**
 * Listens for keys, but not while somebody types.
 * @param {Record<string, () => void>} actions What each key does.
 */
export function onKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Not by the target's place in a dialog: one just closed keeps the focus until the next frame.
    if (event.target.closest(TYPING) || dialog.open) return;
    if (event.key === "?") dialog.showModal();
    else if (!box.checked || !Object.hasOwn(actions, event.key)) return;
    else actions[event.key]();
    event.preventDefault();
  });
}

button.hidden = false;
button.addEventListener("click", () => dialog.showModal());
box.checked = localStorage.getItem(SWITCH) !== "off";
box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
