() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";

  // A citation mark leads to its card; the card may still be on its way when an earlier answer is chosen.
  const PATIENCE_MS = 3000;
  const light = (card) => {
    document.querySelectorAll(".card.lit").forEach((other) => other.classList.remove("lit"));
    card.classList.add("lit");
    card.scrollIntoView({ behavior, block: "nearest" });
    card.focus({ preventScroll: true });
  };
  const reveal = (identifier, until) => {
    const card = document.getElementById(identifier);
    if (card) light(card);
    else if (performance.now() < until) setTimeout(() => reveal(identifier, until), 50);
  };
  const showSources = (turn) =>
    document.querySelector(`#chat button[data-act="show"][data-turn="${turn}"]`)?.click();

  const copy = async (text) => {
    // The clipboard is for secure pages that have the focus; the older way works elsewhere too.
    const written = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (written) return;
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  const download = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // What is deleted cannot be had back. In the capture phase, before the server is told.
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.('#toolbar [data-act="forget"]')) return;
      if (!confirm("Delete this conversation for good?")) event.stopImmediatePropagation();
    },
    true,
  );

  document.addEventListener("click", async (event) => {
    const target = event.target;
    const mark = target.closest?.('a[href^="#source-"]');
    if (mark) {
      event.preventDefault();
      const identifier = mark.getAttribute("href").slice(1);
      const turn = identifier.split("-")[1];
      const shown = document.querySelector("#sources .sources")?.dataset.turn;
      if (shown !== turn) showSources(turn);
      reveal(identifier, performance.now() + PATIENCE_MS);
      return;
    }
    const copier = target.closest?.("[data-copy]");
    if (copier) {
      await copy(copier.dataset.copy);
      copier.textContent = "Copied";
      setTimeout(() => (copier.textContent = "Copy"), 2500);
    }
    if (target.closest?.("[data-export]")) {
      const turns = [...document.querySelectorAll("#chat .turn[data-markdown]")].map((turn) => turn.dataset.markdown);
      download("dateline-conversation.md", `# Dateline\n\n${turns.join("\n\n")}\n`);
    }
    const tab = target.closest?.("[data-tab]");
    if (tab) {
      const named = [...document.querySelectorAll('[role="tab"]')];
      named.find((button) => button.textContent.trim() === tab.dataset.tab)?.click();
    }
    const samples = target.closest?.('[data-act="samples"]');
    if (samples) {
      samples.textContent = "Adding the samples…";
      samples.disabled = true;
    }
    const shows = target.closest?.('#chat button[data-act="show"]');
    // On a phone both stand below what was pressed.
    const below = shows ? "sources" : target.closest?.('#listed button[data-act="open"]:not([hidden])') ? "reading" : null;
    if (below && matchMedia("(max-width: 768px)").matches) {
      setTimeout(() => document.getElementById(below).scrollIntoView({ behavior }), 200);
    }
  });

  // A whole article opens at its quote. "toggle" does not bubble, hence the capture.
  document.addEventListener(
    "toggle",
    (event) => {
      const article = event.target.querySelector?.(".article");
      const quote = article?.querySelector("mark");
      if (!event.target.open || !quote) return;
      article.scrollTop += quote.getBoundingClientRect().top - article.getBoundingClientRect().top - 64;
    },
    true,
  );

  // Filters that are set are named beside the word "Filters".
  const nameFilters = () => {
    const form = document.querySelector(".filters form");
    const label = document.querySelector(".filters-set");
    if (!form || !label) return;
    const words = { since: "from ", until: "until ", as_of: "as of ", source: "", reader: "" };
    const set = [...new FormData(form)].filter(([, value]) => value).map(([name, value]) => words[name] + value);
    const text = set.join(" · ");
    if (label.textContent !== text) label.textContent = text;
  };
  document.addEventListener("input", nameFilters);
  document.addEventListener("reset", (event) => {
    if (!event.target.matches(".filters form")) return;
    // A reset brings back what the server drew; to clear is meant.
    event.target.querySelectorAll("input").forEach((field) => field.setAttribute("value", ""));
    event.target.querySelectorAll("option").forEach((option) => (option.defaultSelected = option.value === ""));
    setTimeout(nameFilters);
  });

  // A question that is typed while an answer is still being given waits for its end, and is asked then.
  let waitingSince = -1;
  let nextTry = 0;
  const answering = () => Boolean(document.querySelector("#chat .pending, #chat .growing, #question .stop-button"));
  const turnCount = () => document.querySelectorAll("#chat .turn").length;
  const wait = (since) => {
    waitingSince = since;
    const said = since < 0 ? "" : "Asked as soon as this answer is done. Esc to keep it back.";
    const line = document.querySelector(".waiting");
    if (line && line.textContent !== said) line.textContent = said;
  };
  const askWaiting = () => {
    if (waitingSince < 0) return;
    const typed = document.querySelector("#question textarea").value.trim();
    if (!typed || turnCount() > waitingSince) return wait(-1);
    if (!answering()) document.querySelector("#question .submit-button")?.click();
    // The page may hold the last question for unanswered a moment longer, and not take the next one yet.
    clearTimeout(nextTry);
    nextTry = setTimeout(askWaiting, 200);
  };
  // It belongs to its conversation: whoever leaves that takes it back, and finds it in its field still.
  document.addEventListener("click", (event) => event.target.closest?.("#toolbar button[data-act]") && wait(-1));
  document.addEventListener("change", (event) => event.target.matches?.("#toolbar select[data-act]") && wait(-1));
  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.target.matches?.("#question textarea")) return;
      if (event.key === "Escape") wait(-1);
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || !answering()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.target.value.trim()) wait(turnCount());
      askWaiting();
    },
    true,
  );

  // The pane says whose sources it shows; that answer is marked. A redrawn conversation gives the focus back to the
  // button that had it. The newest question stays at the top while its answer grows, until the reader moves away.
  let asked = 0;
  let following = false;
  let pressed = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#chat button[data-act]");
    pressed = button
      ? `#chat button[data-act="${button.dataset.act}"][data-turn="${button.dataset.turn}"]` +
        (button.dataset.value ? `[data-value="${button.dataset.value}"]` : "")
      : null;
  });
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(kind, (event) => event.target.closest?.("#chat") && (following = false), {
      passive: true,
    });
  }
  // What asks before it removes an article takes the focus, and gives it back to where it was asked for.
  let doubting = false;
  const attend = () => {
    if (doubting === Boolean(document.querySelector("#article .confirm"))) return;
    doubting = !doubting;
    const chosen = document.querySelector('#article .confirm [data-act="open"], #article [data-act="doubt"]');
    (chosen ?? document.querySelector("#finder input"))?.focus();
  };
  const settle = () => {
    attend();
    const shown = document.querySelector("#sources .sources")?.dataset.turn;
    const turns = document.querySelectorAll("#chat .turn");
    for (const turn of turns) {
      const chosen = turns.length > 1 && turn.dataset.turn === shown;
      if (turn.classList.contains("chosen") !== chosen) turn.classList.toggle("chosen", chosen);
    }
    if (pressed && document.activeElement === document.body) document.querySelector(pressed)?.focus();
    if (turns.length > asked) following = true;
    asked = turns.length;
    const panel = document.getElementById("chat");
    if (following && panel && asked) {
      panel.scrollTop += turns[asked - 1].getBoundingClientRect().top - panel.getBoundingClientRect().top;
    }
    nameFilters();
  };
  new MutationObserver(settle).observe(document.body, { childList: true, subtree: true });
}
