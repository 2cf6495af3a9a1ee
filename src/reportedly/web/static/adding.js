// Files that are too large together are told before they are sent; what is dragged over the field is shown.

for (const form of document.querySelectorAll("form[data-most]")) {
  const field = form.querySelector('input[type="file"]');
  const warning = form.querySelector("[data-too-large]");
  const button = form.querySelector("button");
  field.addEventListener("change", () => {
    const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
    warning.hidden = size <= Number(form.dataset.most);
    button.disabled = !warning.hidden;
  });
  for (const name of ["dragenter", "dragover"]) field.addEventListener(name, () => field.classList.add("over"));
  for (const name of ["dragleave", "drop"]) field.addEventListener(name, () => field.classList.remove("over"));
}
