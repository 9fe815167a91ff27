/** The window and its header. The condition for phones is PHONE in window.js. */
export const FRAME = `
.panel {
  -webkit-text-size-adjust: 100%;
  inset-block-start: auto;
  inset-inline-start: auto;
  inline-size: var(--lp-width, 26rem);
  max-inline-size: calc(100vw - 2 * var(--offset));
  block-size: min(var(--lp-height, 44rem), 100dvh - 2 * var(--offset));
  max-block-size: none;
  margin: 0;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
}
.panel[open] { animation: rise 180ms ease-out; }
.panel::backdrop { background: transparent; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }

.panel[open] { display: flex; flex-direction: column; }
.stage { position: relative; flex: 1; min-block-size: 0; }
.main { display: flex; flex-direction: column; block-size: 100%; }

.header {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  padding-block: 0.8rem;
  padding-inline: 1.1rem 0.5rem;
}
.badge {
  display: grid;
  flex: none;
  place-items: center;
  inline-size: 2.6rem;
  block-size: 2.6rem;
  border-radius: 50%;
  background: var(--solid);
  color: var(--on-solid);
}
.names { flex: 1; min-inline-size: 0; }
.title {
  font-size: 1.0625em;
  font-weight: 650;
  letter-spacing: -0.01em;
  line-height: 1.3;
  overflow-wrap: anywhere;
  unicode-bidi: plaintext;
}
h2:focus-visible { outline: none; } /* takes the focus once, to be read; nothing to press */
h2 { margin: 0; }
.names p { color: var(--quiet); font-size: 0.8125em; line-height: 1.35; }

.tool {
  display: grid;
  flex: none;
  place-items: center;
  inline-size: 2.75rem;
  block-size: 2.75rem;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 50%;
  background: none;
  color: var(--quiet);
}
.tool:hover, .tool[aria-expanded="true"] { background: var(--sand); color: var(--ink); }

.line {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  column-gap: 1rem;
  padding: 0.35rem 1.1rem;
  border-block: 1px solid var(--line);
  background: var(--sand);
  font-size: 0.8125em;
}
.line span { unicode-bidi: plaintext; }
.line a {
  display: inline-block;
  padding-block: 0.2rem;
  font-weight: 650;
}

@media (max-width: 600px), (max-height: 520px) {
  .panel, :host([data-position]) .panel {
    inset: auto;
    inset-block-start: var(--top, 0);
    inset-inline: 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: var(--height, 100dvh);
    padding-block-end: env(safe-area-inset-bottom);
    padding-inline: env(safe-area-inset-left) env(safe-area-inset-right);
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .header { padding-block-start: max(0.6rem, env(safe-area-inset-top)); padding-block-end: 0.6rem; }
}

/* Zoomed to 400 %, or a phone on its side: the panel scrolls as one page, with the urgent line on top. */
@media (max-height: 420px) {
  .panel { overflow: auto; }
  .panel[open] { display: block; }
  .header { padding-block: 0.15rem; }
  .badge, .names p { display: none; }
  .line { position: sticky; inset-block-start: 0; z-index: 2; padding-block: 0; }
  .main { block-size: auto; }
  .log { max-block-size: none; min-block-size: 5rem; overflow: visible; }
  .cover { position: fixed; }
}

@media (forced-colors: active) {
  .panel, .tool, .badge, .help { border: 1px solid ButtonBorder; }
  .line, .badge { background: Canvas; color: CanvasText; }
}
`;
