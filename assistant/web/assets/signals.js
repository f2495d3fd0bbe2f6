// Runs once for each HTML component: what is done in it becomes an event of the component.
const FOR_SERVER = "[data-act]";
element.addEventListener("click", (event) => {
  const example = event.target.closest("[data-ask]");
  if (example) trigger('ask', { question: example.dataset.ask });
  const button = event.target.closest(`button${FOR_SERVER}`);
  if (button) trigger('act', { ...button.dataset });
});
element.addEventListener("submit", (event) => {
  event.preventDefault(); // nothing on this page is sent by leaving it
  const form = event.target.closest(`form${FOR_SERVER}`);
  if (form) trigger('act', { ...form.dataset, ...Object.fromEntries(new FormData(form)) });
});
// "toggle" does not bubble, hence the capture.
element.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches("details[data-turn]")) trigger('act', { ...event.target.dataset });
}, true);
element.addEventListener("change", (event) => {
  const select = event.target.closest(`select${FOR_SERVER}`);
  if (select) trigger('act', { ...select.dataset, value: select.value });
});
// A form of choices: every change of one field tells all of them; typed words wait for a pause.
let typing = 0;
for (const kind of ["input", "reset"]) {
  element.addEventListener(kind, (event) => {
    const form = event.target.closest("form[data-choose]");
    if (!form) return;
    clearTimeout(typing);
    const pause = event.target.type === "search" ? 150 : 0;
    typing = setTimeout(() => trigger('choose', Object.fromEntries(new FormData(form))), pause);
  });
}
