() => {
  // Back and Forward go through the tabs and the articles that were opened, before they leave the page.
  const tabs = () => [...document.querySelectorAll('#pages [role="tab"]')];
  const nameOf = (tab) => tab.textContent.trim();
  const shown = () => tabs().find((tab) => tab.getAttribute("aria-selected") === "true");
  const opens = 'button[data-act="open"]';
  let returning = false;

  // An article is opened as by a click on its headline, which may be on another page of the table; none closes it.
  const open = (id) => {
    const table = document.querySelector("#listed .counted");
    if (!table) return;
    const button = Object.assign(document.createElement("button"), { hidden: true });
    Object.assign(button.dataset, { act: "open", id });
    table.append(button);
    button.click();
    button.remove();
  };

  history.replaceState({ tab: "Ask", article: "" }, "");
  document.addEventListener("click", (event) => {
    if (returning) return;
    const tab = event.target.closest?.('#pages [role="tab"]');
    const headline = event.target.closest?.(`#listed ${opens}`);
    const now = history.state ?? {};
    const next = tab
      ? { tab: nameOf(tab), article: "" }
      : headline && { tab: "Library", article: headline.dataset.id };
    if (next && (next.tab !== now.tab || next.article !== now.article)) history.pushState(next, "");
  });
  addEventListener("popstate", (event) => {
    const { tab: name, article } = event.state ?? {};
    const tab = tabs().find((other) => nameOf(other) === name);
    if (!tab) return;
    returning = true;
    // A tab that is opened shows its page anew, the library without an article.
    if (tab !== shown()) tab.click();
    else if (name === "Library") open(article);
    returning = false;
  });
}
