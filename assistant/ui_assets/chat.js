() => {
  // Bring the card behind a citation mark into view; it may still be on its way when an earlier answer is chosen.
  const PATIENCE = 3000;
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
    reveal(mark.getAttribute("href").slice(1), performance.now() + PATIENCE);
  });
}
