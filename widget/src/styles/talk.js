/** The conversation: messages, their sources, suggested questions, thumbs. */
export const TALK = `
.log {
  position: relative;
  display: flex;
  flex: 1;
  flex-direction: column;
  gap: 1.1rem;
  min-block-size: 0;
  padding: 1.1rem;
  overflow: hidden auto;
  overscroll-behavior: contain;
  scrollbar-color: var(--line) transparent;
  scrollbar-width: thin;
}
.log:focus-visible { outline-offset: -3px; border-radius: 0.5rem; }
.log > :first-child { margin-block-start: auto; } /* a short conversation stands by the field */
.greeting { font-size: 1.25em; font-weight: 600; letter-spacing: -0.01em; line-height: 1.35; text-wrap: balance; }

.message, .comment-form { scroll-margin-block: 4rem 1rem; }
.message { display: flex; flex-direction: column; max-inline-size: 100%; animation: appear 160ms ease-out; }
@keyframes appear { from { opacity: 0; transform: translateY(4px); } }
.mine { align-items: flex-end; }
.theirs { align-items: flex-start; }

.bubble {
  max-inline-size: 88%;
  padding: 0.7rem 0.95rem;
  border: 1px solid transparent;
  border-radius: 1.125rem;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}
.mine .bubble { border-end-end-radius: 0.3rem; background: var(--mine); color: #fbfefd; }
.theirs .bubble { max-inline-size: 94%; border-end-start-radius: 0.3rem; background: var(--sand); }
.staff .bubble { border: 2px solid var(--link); background: var(--surface); }
.who { padding: 0 0.95rem 0.25rem; color: var(--link); font-size: 0.8125em; font-weight: 650; }
.staff .time { padding-block-start: 0.25rem; padding-inline-start: 0.95rem; }
.bubble a { font-weight: 650; }
.bubble a[href^="tel"] { white-space: nowrap; }

.foot {
  display: flex;
  align-items: flex-start;
  justify-content: space-between;
  gap: 0.5rem;
  inline-size: 94%;
  padding-inline-start: 0.95rem;
}
.source { padding-block-start: 0.5rem; color: var(--quiet); font-size: 0.8125em; line-height: 1.45; overflow-wrap: anywhere; }
.source span { display: block; text-wrap: balance; unicode-bidi: plaintext; }
.section { font-weight: 600; }
.time { color: var(--quiet); font-size: 0.75rem; line-height: 1.45; }
.mine .time { padding-block-start: 0.25rem; padding-inline-end: 0.35rem; }
.source .time { padding-block-start: 0.15rem; }
.reviewed { color: var(--link); }
.unreviewed { font-style: italic; }

.feedback { display: flex; flex: none; margin-inline-start: auto; }
.thumb {
  display: grid;
  place-items: center;
  inline-size: 2.75rem;
  block-size: 2.75rem;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: none;
  color: var(--quiet);
}
.thumb .icon { inline-size: 1.15em; block-size: 1.15em; }
.down .icon { rotate: 180deg; }
.thumb:hover { color: var(--ink); }
.thumb[aria-pressed="true"] { color: var(--link); }
.thumb[aria-pressed="true"] .icon { fill: currentColor; fill-opacity: 0.25; stroke-width: 2; }

.comment-form { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 0.4rem; inline-size: 94%; padding-inline-start: 0.95rem; }
.comment-form label { flex: 1 1 100%; color: var(--quiet); font-size: 0.8125em; }
.comment { display: block; inline-size: 100%; min-block-size: 2.75rem; margin-block-start: 0.3rem; padding: 0.3rem 0.8rem; border: 1px solid var(--edge); border-radius: 0.75rem; background: var(--surface); font-size: 1rem; }

.help { display: flex; flex-wrap: wrap; align-self: stretch; align-items: center; gap: 0.5rem; padding: 0.5rem 0.5rem 0.5rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--ink); }
.help p { flex: 1; }
.help.corner { inset-block-end: calc(var(--offset) + 4.25rem); max-inline-size: calc(100vw - 2 * var(--offset)); box-shadow: var(--shadow); }

.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; padding-block-start: 0.6rem; }
.choice, .plain, .danger {
  min-block-size: 2.75rem;
  padding: 0.45rem 1.05rem;
  border: 1px solid var(--edge);
  border-radius: 1.4rem;
  background: var(--surface);
  color: var(--link);
  font-size: 0.9375em;
  font-weight: 550;
  line-height: 1.35;
  text-align: start;
  overflow-wrap: anywhere;
}
.choice:hover, .plain:hover { background: var(--mist); }
.choice[aria-disabled="true"] { border-style: dashed; color: var(--quiet); cursor: default; }

.state { padding-block-start: 0.25rem; font-size: 0.8125em; }
.state.waiting { color: var(--quiet); }
.state.refused { color: var(--warn); font-weight: 600; }

.event {
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 0.75rem;
  padding: 0.5rem 0;
  color: var(--quiet);
  font-size: 0.9375em;
  text-align: center;
}

.typing {
  display: flex;
  gap: 0.35rem;
  align-self: flex-start;
  padding: 0.95rem 1rem;
  border-radius: 1.125rem;
  border-end-start-radius: 0.3rem;
  background: var(--sand);
  animation: show 1ms 200ms backwards; /* quick answers need no dots */
}
.dot {
  inline-size: 0.45rem;
  block-size: 0.45rem;
  border-radius: 50%;
  background: var(--quiet);
  animation: breathe 1.2s ease-in-out infinite;
}
.dot:nth-child(2) { animation-delay: 150ms; }
.dot:nth-child(3) { animation-delay: 300ms; }
@keyframes show { from { visibility: hidden; } }
@keyframes breathe { 0%, 60%, 100% { opacity: 0.35; } 30% { opacity: 1; } }

@media (forced-colors: active) {
  .bubble, .typing { border: 1px solid CanvasText; }
  .mine .bubble { border-width: 2px; color: CanvasText; }
  .dot { background: CanvasText; }
  .thumb[aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -6px; }
}
`;
