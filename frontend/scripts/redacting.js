// Marking words to be redacted: what is selected in the text beneath the form fills the form. Without scripts
// the words are copied by hand.
//
//   <div data-redact-from> <section data-redact-part="background"> … </section> </div>
//   <select name="part">, <textarea name="words">, <input name="place"> in the form of the page
//
// The words are those that were selected, on one line; the place is which of several it is, and stays empty where
// the words stand there once.

export function fillFromSelection(root) {
  const from = root.querySelector("[data-redact-from]");
  const form = root.querySelector("main form[method=post]");
  if (!from || !form) return;
  const status = root.querySelector("[data-redact-status]");
  root.querySelectorAll("[data-redact-hint]").forEach((hint) => {
    hint.hidden = false;
  });

  for (const event of ["mouseup", "keyup", "touchend"]) {
    from.addEventListener(event, () => setTimeout(take, 0));
  }

  function take() {
    const chosen = window.getSelection();
    if (!chosen || chosen.isCollapsed || chosen.rangeCount === 0) return;
    const range = chosen.getRangeAt(0);
    const part = partOf(range.startContainer);
    if (!part || part !== partOf(range.endContainer)) return;
    const words = plain(chosen.toString());
    if (!words) return;
    fill("part", part.dataset.redactPart);
    fill("words", words);
    fill("place", placeOf(part, range, words));
    if (status) status.textContent = `The form says: ${words}`;
  }

  function fill(name, value) {
    const field = form.elements.namedItem(name);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function partOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-redact-part]") ?? null;
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}

// Which of several places this is; nothing where there is one.
function placeOf(part, range, words) {
  const before = document.createRange();
  before.selectNodeContents(part);
  before.setEnd(range.startContainer, range.startOffset);
  const heading = part.querySelector("h3")?.textContent ?? "";
  const all = count(plain(textOf(part)), words) - count(plain(heading), words);
  if (all < 2) return "";
  return String(count(plain(before.toString()), words) - count(plain(heading), words) + 1);
}

// Lines stand in paragraphs of their own, so a space goes between them.
function textOf(part) {
  return Array.from(part.children, (child) => child.textContent).join(" ");
}

// As the office counts them: never within a longer word.
function count(text, words) {
  const exact = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const before = /^[\p{L}\p{N}]/u.test(words) ? "(?<![\\p{L}\\p{N}])" : "";
  const after = /[\p{L}\p{N}]$/u.test(words) ? "(?![\\p{L}\\p{N}])" : "";
  return Array.from(text.matchAll(new RegExp(before + exact + after, "gu"))).length;
}
