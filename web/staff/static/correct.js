/** "Wrong topic?" in a conversation: the one form is put where it is wanted, without a reload. */

const template = document.getElementById("correct-form");

/** Opens the form under a message, and closes it where it was open. */
function open(link) {
  close();
  const message = link.closest(".said");
  message.append(template.content.cloneNode(true));
  const form = message.querySelector(".correct");
  form.action = `/staff/messages/${link.dataset.message}/topic`;
  form.elements.next.value = form.elements.next.value.replace(/#.*$/, `#${message.id}`);
  form.querySelector("select").focus();
}

function close() {
  const form = document.querySelector(".said .correct");
  if (form?.contains(document.activeElement)) {
    form.closest(".said").querySelector(".wrong-topic").focus();
  }
  form?.remove();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".wrong-topic");
  if (!template || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

/** Goes to the next message whose topic can be corrected; after the last, to the first. */
export function nextWrongTopic() {
  const links = [...document.querySelectorAll(".wrong-topic")];
  const message = document.activeElement?.closest(".said");
  const here = links.findIndex((link) => message?.contains(link));
  links[(here + 1) % links.length]?.focus();
}
