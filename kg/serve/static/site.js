// Search as one types. Everything that came from papers is set as text, never as markup.
"use strict";
(() => {
  const form = document.getElementById("search");
  if (!form) return;
  const box = form.querySelector("input");
  const list = document.getElementById("hits");
  let asked = 0, waiting, chosen = -1, hits = [];
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list",
  })) box.setAttribute(name, value);

  function made(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }
  function show() {
    list.replaceChildren(...hits.map((hit, number) => {
      const line = document.createElement("li");
      line.id = `hit-${number}`;
      line.setAttribute("role", "option");
      line.append(made("span", `node name ${hit.kind}`, hit.name));
      line.append(made("span", "faint", hit.as === hit.name ? hit.kind : hit.as));
      line.addEventListener("pointerdown", (event) => { event.preventDefault(); go(number); });
      return line;
    }));
    choose(-1);
    open(hits.length > 0);
  }
  function open(yes) {
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
  }
  function choose(number) {
    chosen = number;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === number)));
    if (number < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", `hit-${number}`);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  }
  const go = (number) => { location.href = hits[number].path; };
  async function find() {
    const mine = ++asked;
    if (!box.value.trim()) { hits = []; show(); return; }
    try {
      const answer = await fetch(`/search.json?q=${encodeURIComponent(box.value)}`);
      const found = answer.ok ? await answer.json() : [];
      if (mine === asked) { hits = found; show(); }
    } catch { open(false); }
  }
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose((chosen + step + hits.length) % hits.length); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(chosen); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing) { event.preventDefault(); box.focus(); }
  });
})();
