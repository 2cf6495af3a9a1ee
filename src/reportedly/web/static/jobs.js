// How far a job is, asked once a second; when it is over the page is drawn again, with what came of it.

const job = document.querySelector("[data-job]");
const bar = document.getElementById("progress");
const words = document.getElementById("words");

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function show(told) {
  if (told.step !== "waiting" && told.of > 0) {
    bar.max = told.of;
    bar.value = told.done;
  } else bar.removeAttribute("value");
  if (words.textContent !== sentence(told.words)) words.textContent = sentence(told.words);
  const rows = document.querySelectorAll(".arrivals [data-words]");
  told.items.forEach((item, n) => {
    if (rows[n] !== undefined) rows[n].textContent = item.words;
  });
}

async function ask() {
  const answer = await fetch(job.dataset.job, { headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) return true;
  const told = await answer.json();
  show(told);
  return told.over;
}

async function watch() {
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000));
    try {
      if (await ask()) {
        location.reload();
        return;
      }
    } catch {
      words.textContent = "The desk does not answer; it may have been stopped.";
    }
  }
}

if (job !== null && job.dataset.job !== "") watch();
