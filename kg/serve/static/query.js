// The query page: asks /sparql and shows the answer. Everything is set as text, never as markup.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("told").textContent);
  const byId = (id) => document.getElementById(id);
  const area = byId("text"), button = document.querySelector("#ask button"), kinds = /^(paper|method|benchmark|task|repo|result|evidence)\/./;
  const given = new URLSearchParams(location.search).get("query");
  if (given) area.value = given;
  const words = told.words.map((label) => ({ label, type: label.endsWith(":") ? "namespace" : "keyword" }));
  const editor = window.kgEditor ? window.kgEditor(area, words, run) : null;

  function said(text, problem) {
    byId("answer").textContent = text;
    byId("answer").className = problem ? "problem" : "faint";
  }
  function short(iri) {
    for (const [prefix, namespace] of Object.entries(told.prefixes))
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    return told.base && iri.startsWith(told.base) ? iri.slice(told.base.length) : iri;
  }
  function cell(term) {
    const made = document.createElement("td");
    if (!term) return made;
    const local = told.base && term.type === "uri" && term.value.startsWith(told.base)
      ? term.value.slice(told.base.length) : "";
    if (kinds.test(local)) {
      const link = document.createElement("a");
      link.href = `/${local}`;
      link.textContent = local;
      made.append(link);
    } else made.textContent = term.type === "uri" ? short(term.value) : term.value;
    return made;
  }
  function table(found) {
    const head = document.createElement("tr");
    for (const name of found.head.vars) {
      const column = document.createElement("th");
      column.scope = "col";
      column.textContent = name;
      head.append(column);
    }
    const top = document.createElement("thead"), body = document.createElement("tbody");
    top.append(head);
    for (const row of found.results.bindings) {
      const line = document.createElement("tr");
      line.append(...found.head.vars.map((name) => cell(row[name])));
      body.append(line);
    }
    byId("table").replaceChildren(top, body);
    byId("table").hidden = false;
  }
  function plain(text) {
    byId("plain").textContent = text;
    byId("plain").hidden = false;
  }
  function show(answer, text, took) {
    const type = answer.headers.get("content-type") || "";
    if (!answer.ok) {
      let message = answer.statusText;
      try { message = JSON.parse(text).error.message; } catch { /* not ours */ }
      return said(message, true);
    }
    const more = answer.headers.get("kg-complete") === "false" ? ", and more: the answer is not complete" : "";
    if (byId("form").value || !type.includes("sparql-results+json")) {
      plain(text);
      return said(`${text.length.toLocaleString()} characters in ${took} s${more}`);
    }
    const found = JSON.parse(text);
    if ("boolean" in found) return said(`${found.boolean ? "yes" : "no"}, in ${took} s`);
    table(found);
    const rows = found.results.bindings.length;
    said(`${rows.toLocaleString()} row${rows === 1 ? "" : "s"} in ${took} s${more}`);
  }
  async function run() {
    if (button.disabled) return;
    button.disabled = true;
    said("…");
    byId("table").hidden = byId("plain").hidden = true;
    const start = performance.now();
    const accept = byId("form").value || "application/sparql-results+json, text/turtle;q=0.9";
    try {
      const answer = await fetch("/sparql", {
        method: "POST", body: area.value,
        headers: { "Content-Type": "application/sparql-query", Accept: accept },
      });
      show(answer, await answer.text(), ((performance.now() - start) / 1000).toFixed(2));
    } catch { said("the server does not answer", true); }
    button.disabled = false;
  }
  byId("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  byId("examples")?.addEventListener("change", (event) => {
    if (!event.target.value) return;
    area.value = event.target.value;
    editor?.set(area.value);
  });
})();
