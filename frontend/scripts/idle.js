// Warns before a session ends for want of a click (WCAG 2.2, criterion 2.2.1), on pages of somebody signed in.
// The office is asked how long the session still lasts, which does not make it longer; "Stay signed in" does.
// Without scripts nothing is lost either: what is sent too late is kept until its sender signed in again.

const SESSION = "/my/session";
const WARNED_BEFORE = 5 * 60;
const LOOKED_EVERY = 15 * 1000;
const FIRST_LOOK = 55 * 60;

export function warnBeforeSignedOut(root) {
  const form = root.querySelector(".precept-header__sign-out")?.form;
  if (!form) return;
  const token = form.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";
  // By the clock and not by a timer alone: a computer that slept looks as soon as it wakes.
  let askAt = Date.now() + FIRST_LOOK * 1000;
  let banner = null;
  let timer = setInterval(look, LOOKED_EVERY);
  document.addEventListener("visibilitychange", look);

  async function look() {
    if (timer === null || document.hidden || Date.now() < askAt) return;
    askAt = Date.now() + 60 * 1000;
    await ask("GET");
  }

  async function ask(method) {
    try {
      const answer = await fetch(SESSION, {
        method,
        headers: { Accept: "application/json", "X-CSRFToken": token },
        credentials: "same-origin",
        redirect: "error",
      });
      if (!answer.ok) return false;
      take((await answer.json()).left);
      return true;
    } catch {
      return false; // no connection: asked again in a minute
    }
  }

  function take(left) {
    if (left > WARNED_BEFORE) {
      askAt = Date.now() + (left - WARNED_BEFORE) * 1000;
      close();
      return;
    }
    if (left > 0) {
      const minutes = Math.max(1, Math.round(left / 60));
      show(
        "You will be signed out soon",
        `You have not used this service for a while. You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
        true,
      );
      return;
    }
    clearInterval(timer);
    timer = null;
    show(
      "You were signed out",
      "What you typed stays on this page. When you send it you are asked to sign in, and then you get it back.",
      false,
    );
  }

  function show(title, words, canStay) {
    close();
    banner = document.createElement("section");
    banner.className = "precept-idle";
    banner.setAttribute("role", "alert");
    banner.setAttribute("aria-label", title);
    const inside = document.createElement("div");
    inside.className = "govuk-width-container precept-idle__inside";
    const said = document.createElement("p");
    said.className = "govuk-body";
    const strong = document.createElement("strong");
    strong.textContent = `${title}. `;
    said.append(strong, document.createTextNode(words));
    inside.append(said);
    if (canStay) inside.append(button("Stay signed in", stay));
    else inside.append(button("Close", close));
    banner.append(inside);
    // First in the page, so that whoever moves with the keyboard meets it first; it is seen wherever one is.
    document.body.prepend(banner);
    document.documentElement.classList.add("precept-has-idle");
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button precept-idle__button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  async function stay() {
    if (!(await ask("POST"))) {
      show("You are not signed in for longer yet", "There is no connection. Try again.", true);
    }
  }

  function close() {
    banner?.remove();
    banner = null;
    document.documentElement.classList.remove("precept-has-idle");
  }
}
