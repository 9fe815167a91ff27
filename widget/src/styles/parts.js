/** The field, the notice, the menu and the question before erasing. */
export const PARTS = `
.composer { padding: 0.35rem 0.9rem 0; }
.box {
  display: flex;
  align-items: flex-end;
  gap: 0.25rem;
  padding: 0.25rem;
  padding-inline-start: 0.35rem;
  border: 1px solid var(--edge);
  border-radius: 1.65rem;
  background: var(--surface);
}
.box:focus-within { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.too-long .box { border-color: var(--warn); box-shadow: 0 0 0 1px var(--warn); }

textarea {
  display: block;
  flex: 1;
  min-inline-size: 0;
  min-block-size: 2.75rem;
  max-block-size: 8.5rem;
  padding: 0.6rem 0.75rem;
  border: 0;
  background: none;
  line-height: 1.5;
  resize: none;
}
textarea:focus-visible { outline: none; } /* the box around it shows the focus */
textarea::placeholder { color: var(--quiet); opacity: 1; }

.send {
  display: grid;
  flex: none;
  place-items: center;
  inline-size: 2.75rem;
  block-size: 2.75rem;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--solid);
  color: var(--on-solid);
}
.send:hover { background: var(--solid-deep); }

.counter { padding: 0.25rem 0.75rem 0; color: var(--quiet); font-size: 0.8125em; text-align: end; }
.counter:empty { padding: 0; }
.too-long .counter { color: var(--warn); font-weight: 600; }

.small { padding: 0.45rem 1.1rem 0.7rem; color: var(--quiet); font-size: 0.8125em; line-height: 1.45; text-align: center; text-wrap: balance; }
.small:empty { padding-block: 0.35rem; }

.word { padding: 0.15rem 1.1rem; color: var(--link); font-size: 0.8125em; text-align: center; }
.word:empty { padding: 0; }

.notice:not(:empty) {
  margin: 0.25rem 0.9rem 0.5rem;
  padding: 0.8rem 1rem;
  border-radius: 1rem;
  border: 1px solid transparent;
  background: var(--warn-soft);
  font-size: 0.9375em;
}
.notice a { font-weight: 650; }
.notice .plain { margin-block-start: 0.6rem; }

.menu-root { position: relative; }
.menu {
  position: absolute;
  inset-block-start: calc(100% + 3.2rem); /* below the line that is never covered */
  max-block-size: calc(var(--height, 100dvh) - 9rem);
  overflow: auto;
  inset-inline-end: 0;
  z-index: 1;
  inline-size: max-content;
  max-inline-size: 80vw;
  padding: 0.4rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
  background: var(--surface);
  box-shadow: var(--shadow);
}
.item {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  inline-size: 100%;
  min-block-size: 2.75rem;
  padding: 0.4rem 1rem 0.4rem 0.75rem;
  border: 0;
  border-radius: 0.7rem;
  background: none;
  font-size: 0.9375em;
  text-align: start;
}
.item:dir(rtl) { padding: 0.4rem 0.75rem 0.4rem 1rem; }
.item:hover { background: var(--sand); }
.item .icon { color: var(--quiet); }

.cover {
  position: absolute;
  inset: 0;
  display: grid;
  align-items: end;
  padding: 0.9rem;
  overflow: auto;
  background: rgb(12 28 28 / 0.45);
}
.card {
  padding: 1.3rem;
  border: 1px solid transparent;
  border-radius: 1.1rem;
  background: var(--surface);
  box-shadow: var(--shadow);
}
.card h2 { margin-block-end: 0.35rem; font-size: 1.0625em; font-weight: 650; }
.card p { color: var(--quiet); font-size: 0.9375em; }
.card .problem { color: var(--warn); font-weight: 600; }
.card .problem:not(:empty) { padding-block-start: 0.6rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.6rem; padding-block-start: 1.1rem; }
.row button { flex: 1 1 8rem; text-align: center; }
.danger { border-color: transparent; background: var(--danger); color: #ffffff; }
.danger:hover { background: var(--danger-deep); }

.icon-menu { stroke-width: 2.6; }

@media (forced-colors: active) {
  .box:focus-within { outline: 2px solid Highlight; outline-offset: 1px; }
  .notice, .card, .menu, .send { border: 1px solid CanvasText; }
}
`;
