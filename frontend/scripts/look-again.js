// What is under way says how far it is without the page being loaded again: focus and place stay.
// A part marked data-look-again="3" is fetched anew every three seconds and put in place of the old one;
// when the page no longer has such a part, the work is over and the whole page is shown. Without scripts
// the link that stands in the part does the same.

export function lookAgain(root) {
  const part = root.querySelector("[data-look-again]");
  if (!part) return;
  const seconds = Number(part.dataset.lookAgain) || 3;
  setTimeout(() => fetchPart(part), seconds * 1000);
}

function fetchPart(part) {
  // Of the ways to read a page, this one makes a document without a string of HTML ever being written,
  // which the content policy refuses.
  const request = new XMLHttpRequest();
  request.open("GET", window.location.href);
  request.responseType = "document";
  request.addEventListener("load", () => {
    const fresh = request.status === 200 && request.response?.querySelector("[data-look-again]");
    if (!fresh) {
      window.location.reload();
      return;
    }
    const words = [...fresh.childNodes].map((node) => document.adoptNode(node));
    part.replaceChildren(...words);
    lookAgain(document);
  });
  request.addEventListener("error", () => lookAgain(document));
  request.send();
}
