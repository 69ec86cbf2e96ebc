// Saves what people type while they type it, to the address of the form itself. Without scripts the
// form's own Save button does the same.
//
//   <form method="post" data-autosave="10"> … <input type="hidden" name="version" value="3">
//   <p data-autosave-status role="status"></p>
//
// Sends the form's fields (no files) with "autosave" = "yes" and a "key" that is the same when a saving
// is tried again; "writer" names the page, in the key and in what the form's own buttons send. Answers, as JSON:
//   200 {"words": "Saved at 11:42:10am", "version": 4}
//   409 {"words": "…", "href": "…"}  somebody else was first: both texts are kept, and a page shows them
//   401 {"words": "…", "href": "…"}  signed out: what is typed stays on the page
//   other                             not saved: tried again at the next turn

export function saveAsTyped(root) {
  root.querySelectorAll("form[data-autosave]").forEach((form) => begin(form));
}

function begin(form) {
  const status = form.querySelector("[data-autosave-status]");
  if (!status) return;
  const seconds = Number(form.dataset.autosave) || 10;
  const writer = Array.from(crypto.getRandomValues(new Uint32Array(2)), (one) => one.toString(36)).join("");
  const state = { changes: 0, sent: 0, tries: 0, busy: false, ended: false };

  // Says with the button too which page writes: what this page saved a moment ago is not somebody else's.
  const mark = document.createElement("input");
  mark.type = "hidden";
  mark.name = "writer";
  mark.value = writer;
  form.append(mark);

  form.addEventListener("input", () => {
    state.changes += 1;
  });
  form.addEventListener("submit", () => {
    state.ended = true;
  });
  // A page that comes back from the browser's memory goes on saving.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) state.ended = false;
  });
  form.addEventListener("focusout", () => save(false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  window.addEventListener("online", () => save(false));
  setInterval(() => save(false), seconds * 1000);

  async function save(leaving) {
    if (state.ended || state.busy || state.changes === state.sent) return;
    const upTo = state.changes;
    state.busy = true;
    try {
      await send(upTo, leaving);
    } catch {
      say("Not saved yet: there is no connection. We try again by ourselves; keep this page open.", true);
    } finally {
      state.busy = false;
    }
  }

  async function send(upTo, leaving) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    fields.set("autosave", "yes");
    // The same number as long as the same text is tried again, so that it is kept once.
    fields.set("key", `${writer}-${upTo}`);
    const answer = await fetch(form.action || window.location.href, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
      // Browsers let a page that is left send 64 KiB more.
      keepalive: leaving && fields.toString().length < 60000,
    });
    const said = (answer.headers.get("Content-Type") || "").startsWith("application/json")
      ? await answer.json()
      : {};
    if (answer.ok) {
      state.sent = upTo;
      const version = form.querySelector('input[name="version"]');
      if (version && said.version !== undefined) version.value = String(said.version);
      say(said.words || "Saved", false);
      return;
    }
    // Overtaken: what was sent is kept beside the other text. What is typed from now on is kept there too.
    if (answer.status === 409) state.sent = upTo;
    if (answer.status === 401) state.ended = true;
    say(said.words || "Not saved yet. We try again by ourselves; keep this page open.", true, said.href);
  }

  function say(words, isTrouble, href) {
    const parts = [document.createTextNode(words)];
    if (href) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = href;
      link.textContent = "See what to do";
      parts.push(document.createTextNode(" "), link);
    }
    status.replaceChildren(...parts);
    status.classList.toggle("precept-autosave--trouble", isTrouble);
  }
}
