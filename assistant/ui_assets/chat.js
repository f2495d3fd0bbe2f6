() => {
  // Bring the card behind a citation mark into view; it may still be on its way when an earlier answer is chosen.
  const PATIENCE_MS = 3000;
  const reveal = (identifier, until) => {
    const card = document.getElementById(identifier);
    if (card) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      card.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
      card.focus({ preventScroll: true });
    } else if (performance.now() < until) {
      setTimeout(() => reveal(identifier, until), 50);
    }
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.('a[href^="#source-"]');
    if (!mark) return;
    event.preventDefault();
    reveal(mark.getAttribute("href").slice(1), performance.now() + PATIENCE_MS);
  });

  // Keep the newest question at the top while its answer grows, until the reader scrolls or points elsewhere.
  let asked = 0;
  let following = false;
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    const leave = (event) => {
      if (event.target.closest?.("#chat")) following = false;
    };
    document.addEventListener(kind, leave, { passive: true });
  }
  new MutationObserver(() => {
    const questions = document.querySelectorAll("#chat .user-row");
    if (questions.length > asked) following = true;
    asked = questions.length;
    const panel = document.querySelector("#chat [role=log]");
    if (!following || !panel) return;
    panel.scrollTop += questions[asked - 1].getBoundingClientRect().top - panel.getBoundingClientRect().top;
  }).observe(document.body, { childList: true, subtree: true });
}
