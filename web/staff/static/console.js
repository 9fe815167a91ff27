/** Comfort on every page; all of it works without this. */

// At phone width the navigation scrolls sideways: start where we are.
document.querySelector(".side nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A form that is on its way is not sent twice; a download (`data-again`) may be.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || "again" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
// The browser's way back shows the page as it was: forms there may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
// In a form with one list, Enter sends what was chosen in it.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-enter]");
  if (event.key !== "Enter" || event.target.tagName !== "SELECT" || !form) return;
  event.preventDefault();
  if (event.target.value) form.requestSubmit();
});
