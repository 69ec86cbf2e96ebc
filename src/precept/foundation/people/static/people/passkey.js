// Asks the browser for a passkey, or to make one, and sends its answer with the page's own form.
// What to ask stands in the page as JSON; nothing is fetched and nothing is written into the page as HTML.

const bytesOf = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const named = (credentials) =>
  (credentials ?? []).map((credential) => ({ ...credential, id: bytesOf(credential.id) }));

// Written out field by field: toJSON() of credentials is missing in browsers still in use.
function answerOf(credential) {
  const given = credential.response;
  const response = { clientDataJSON: textOf(given.clientDataJSON) };
  if (given.attestationObject) {
    response.attestationObject = textOf(given.attestationObject);
    response.transports = given.getTransports ? given.getTransports() : [];
  } else {
    response.authenticatorData = textOf(given.authenticatorData);
    response.signature = textOf(given.signature);
    response.userHandle = given.userHandle ? textOf(given.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function make(question) {
  return navigator.credentials.create({
    publicKey: {
      ...question,
      challenge: bytesOf(question.challenge),
      user: { ...question.user, id: bytesOf(question.user.id) },
      excludeCredentials: named(question.excludeCredentials),
    },
  });
}

async function use(question) {
  return navigator.credentials.get({
    publicKey: {
      ...question,
      challenge: bytesOf(question.challenge),
      allowCredentials: named(question.allowCredentials),
    },
  });
}

// Ways in that need a script are hidden until one runs in a browser that knows passkeys, at an address
// that can have them: passkeys belong to a name, never to a number such as 127.0.0.1.
const isNumber = /^[0-9.]+$|:/.test(location.hostname);
if (window.PublicKeyCredential && !isNumber) {
  for (const hidden of document.querySelectorAll("[data-needs-passkeys]")) hidden.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const { passkey, question } = form.dataset;
  const problem = form.querySelector("[data-problem]");
  const button = form.querySelector("button");
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    button.setAttribute("aria-disabled", "true");
    try {
      const asked = JSON.parse(question).publicKey;
      const credential = passkey === "make" ? await make(asked) : await use(asked);
      form.elements.answer.value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      // Nobody chose a passkey, or this device has none for us. The words stand in the page.
      problem.hidden = false;
      problem.focus();
      button.removeAttribute("aria-disabled");
    }
  });
}
