// Says how far a file has come while it is on its way. Without scripts the browser sends it by itself.
//
//   <form method="post" enctype="multipart/form-data" data-upload-progress>
//   <p data-upload-status role="status"></p>

export function showUploading(root) {
  root.querySelectorAll("form[data-upload-progress]").forEach((form) => {
    const status = form.querySelector("[data-upload-status]");
    if (!status) return;
    form.addEventListener("submit", (event) => {
      const files = [...form.querySelectorAll('input[type="file"]')].flatMap((input) => [...input.files]);
      if (!files.length || event.defaultPrevented) return;
      event.preventDefault();
      if (form.dataset.sending === "yes") return;
      form.dataset.sending = "yes";
      event.submitter?.setAttribute("aria-disabled", "true");
      send(form, event.submitter, status);
    });
  });
}

function send(form, button, status) {
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.className = "precept-upload__bar";
  const words = document.createElement("span");
  status.replaceChildren(words, bar);
  const say = (text) => {
    words.textContent = text;
  };
  say("Sending the file");

  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  const request = new XMLHttpRequest();
  request.open("POST", form.action || window.location.href);
  // Makes a document without a string of HTML being written, which the content policy refuses.
  request.responseType = "document";
  let tenth = -1;
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * 100);
    bar.value = percent;
    // A screen reader would read every step out: tell it each tenth.
    if (Math.floor(percent / 10) > tenth) {
      tenth = Math.floor(percent / 10);
      say(percent < 100 ? `${percent}% sent` : "Sent. We are looking it through.");
    }
  });
  request.addEventListener("load", () => {
    if (request.status < 400 && request.responseURL !== form.action) {
      window.location.assign(request.responseURL);
      return;
    }
    const main = request.response?.querySelector("main");
    if (!main) {
      window.location.reload();
      return;
    }
    document.title = request.response.title;
    const fresh = document.adoptNode(main);
    document.querySelector("main").replaceWith(fresh);
    showUploading(document);
    (fresh.querySelector(".govuk-error-summary") || fresh).focus?.();
  });
  request.addEventListener("error", () => {
    status.replaceChildren();
    status.textContent = "The file was not sent: there is no connection. Try again.";
    delete form.dataset.sending;
    button?.removeAttribute("aria-disabled");
  });
  request.send(fields);
}
