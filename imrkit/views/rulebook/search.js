// Finds rules by their words, in a page of its own or in an exported notebook: no network, no library.
// JupyterLab keeps only the cells in sight on its page: there imrkit's extension hands over the rest.
(() => {
  const place = document.currentScript?.previousElementSibling;
  if (!place || place.childElementCount) return;
  const box = Object.assign(document.createElement("input"), { type: "search", id: "imr-search-box", autocomplete: "off" });
  box.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab leaves what is typed to it
  const label = Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: "Search the rules" });
  const found = document.createElement("ol");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  place.append(label, box, told, found);

  const MOST = 40;
  let rules = null;
  const words = (text) => text.toLowerCase().replaceAll("’", "'").normalize("NFKD").replace(/[\p{M}\u2060]/gu, "");
  function gather() {
    const links = new Map();
    const asked = new CustomEvent("imrkit:texts", { detail: { html: null }, bubbles: true });
    place.dispatchEvent(asked);
    const { html } = asked.detail;
    const all = html ? new DOMParser().parseFromString(html.join(""), "text/html") : document;
    const textOf = (id) => {
      const found = all.getElementById(id);
      return (found?.textContent || found?.closest("details")?.textContent) ?? "";
    };
    for (const link of all.querySelectorAll(".imr-contents a[href^='#']")) {
      const id = link.getAttribute("href").slice(1);
      const treatment = link.closest("tr").cells[0].textContent;
      const known = links.get(id) ?? { id, title: link.textContent, text: `${link.textContent} ${link.nextSibling?.textContent ?? ""}` };
      known.text += ` ${treatment}`;
      links.set(id, known);
    }
    for (const one of links.values()) {
      one.head = words(one.text);
      one.text = words(`${one.text} ${textOf(one.id)}`);
    }
    return [...links.values()];
  }

  box.addEventListener("input", () => {
    rules ??= gather();
    const asked = words(box.value).split(/\s+/).filter(Boolean);
    const hits = asked.length ? rules.filter((rule) => asked.every((word) => rule.text.includes(word))) : [];
    const first = (rule) => (asked.every((word) => rule.head.includes(word)) ? 0 : 1);
    hits.sort((a, b) => first(a) - first(b));
    found.replaceChildren(
      ...hits.slice(0, MOST).map((rule) => {
        const link = Object.assign(document.createElement("a"), { href: `#${rule.id}`, textContent: rule.title });
        const line = document.createElement("li");
        line.append(link);
        return line;
      }),
    );
    const count = hits.length === 1 ? "One rule has" : `${hits.length} rules have`;
    const more = hits.length > MOST ? ` The first ${MOST} are listed.` : "";
    told.textContent = asked.length ? `${hits.length ? count : "No rule has"} these words.${more}` : "";
  });
  // A link leads into a folded part: it is opened.
  const open = () => {
    for (let part = document.getElementById(location.hash.slice(1)); part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
  };
  window.addEventListener("hashchange", open);
  open();
})();
