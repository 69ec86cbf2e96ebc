// A form that is on its way is not sent a second time: the button says so and further clicks do nothing.
// The server answers a repeated sending with the same receipt anyway; this spares people the doubt.

export function refuseSecondSending(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    form.setAttribute("aria-busy", "true");
    // Not disabled: a disabled button would take its own name and value out of what is sent.
    event.submitter?.setAttribute("aria-disabled", "true");
  });

  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sending]")) {
      delete form.dataset.sending;
      form.removeAttribute("aria-busy");
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });
}
