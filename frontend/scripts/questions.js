// What scripts add to a page of questions: a question that an answer makes needless goes out of sight, and
// a cost table says what it comes to while it is filled in. Without scripts the page says "Answer this only
// if …", and the server adds up.
//
//   <div class="precept-question" data-shown-if='[["q-under-18s", "is", "yes"]]'>
//   <table class="precept-question__costs"> … <strong data-total="…">

export function askAsAnswered(root) {
  root.querySelectorAll("[data-shown-if]").forEach((question) => followAnswers(question));
  root.querySelectorAll(".precept-question__costs").forEach((table) => addUp(table));
}

function followAnswers(question) {
  const form = question.closest("form");
  let rows;
  try {
    rows = JSON.parse(question.dataset.shownIf);
  } catch {
    return; // the note above the question says when it is asked
  }
  if (!form || !Array.isArray(rows)) return;
  const look = () => {
    question.hidden = !rows.every(([name, comparison, value]) => holds(answered(form, name), comparison, value));
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
}

function answered(form, name) {
  return new FormData(form).getAll(name).map(String).filter((text) => text.trim() !== "");
}

function holds(answers, comparison, value) {
  const number = (text) => Number(String(text).replace(/[£,\s]/g, ""));
  switch (comparison) {
    case "is":
      return answers.length === 1 && answers[0] === value;
    case "is not":
      return !answers.includes(value);
    case "includes":
      return answers.includes(value);
    case "is at least":
      return answers.length > 0 && number(answers[0]) >= number(value);
    case "is at most":
      return answers.length > 0 && number(answers[0]) <= number(value);
    case "is answered":
      return answers.length > 0;
    default:
      return true; // a comparison that this script does not know hides nothing
  }
}

function addUp(table) {
  const total = table.querySelector("[data-total]");
  if (!total) return;
  const look = () => {
    let pence = 0;
    for (const row of table.tBodies[0]?.rows ?? []) {
      const amount = row.cells[1]?.querySelector("input");
      const read = /^£?\s*(\d[\d,\s]*)(?:\.(\d{2}))?$/.exec((amount?.value ?? "").trim());
      if (read) pence += Number(read[1].replace(/[,\s]/g, "")) * 100 + Number(read[2] ?? 0);
    }
    const pounds = new Intl.NumberFormat("en-GB").format(Math.floor(pence / 100));
    total.textContent = pence % 100 ? `£${pounds}.${String(pence % 100).padStart(2, "0")}` : `£${pounds}`;
  };
  table.addEventListener("input", look);
}
