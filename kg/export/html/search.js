// Search as one types, over names and aliases.

const query = document.getElementById("query");
const hitList = document.getElementById("hits");
const MOST_HITS = 12;
const names = nodes.map((node) => [node.name, ...(node.also ?? [])].map((name) => [folded(name), name]));
let hits = [];
let marked = 0;

function find(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  return nodes
    .map((node, i) => ({ node, ...bestOf(names[i], wanted) }))
    .filter((hit) => hit.score > 0 && isShown(hit.node))
    .sort((a, b) => b.score - a.score || b.node.radius - a.node.radius || a.node.number - b.node.number)
    .slice(0, MOST_HITS);
}

function bestOf(known, wanted) {
  const scored = known.map(([plain, name]) => ({ name, score: scoreOf(plain, wanted) }));
  return scored.reduce((best, each) => (each.score > best.score ? each : best));
}

function scoreOf(plain, wanted) {
  if (plain === wanted) return 4;
  const at = plain.indexOf(wanted);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[\p{L}\p{N}]/u.test(plain[at - 1]) ? 1 : 2;
}

function showHits() {
  hits = find(query.value);
  marked = 0;
  const isOpen = query.value.trim() !== "";
  hitList.replaceChildren(...(hits.length ? hits.map(hitItem) : [nothingFound()]));
  hitList.hidden = !isOpen;
  query.setAttribute("aria-expanded", String(isOpen));
  mark(0);
}

function nothingFound() {
  return element("li", { class: "none", text: "Nothing is called that" });
}

function hitItem(hit, i) {
  const also = hit.name === hit.node.name ? "" : hit.name;
  return element("li", {
    id: `hit-${i}`, role: "option", "aria-selected": "false",
    onmousedown: (event) => { event.preventDefault(); take(i); },
  }, shapeOf(hit.node.kind), element("span", { class: "name", text: hit.node.name }),
  element("span", { class: "also", text: also || kindName(hit.node.kind, 1) }));
}

function mark(i) {
  if (!hits.length) return query.removeAttribute("aria-activedescendant");
  marked = (i + hits.length) % hits.length;
  [...hitList.children].forEach((item, j) => item.setAttribute("aria-selected", String(j === marked)));
  hitList.children[marked].scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", `hit-${marked}`);
}

function take(i) {
  if (!hits[i]) return;
  choose(hits[i].node);
  closeHits();
}

function closeHits() {
  hitList.hidden = true;
  query.setAttribute("aria-expanded", "false");
  query.blur();
}

query.addEventListener("input", showHits);
query.addEventListener("focus", () => { if (query.value) showHits(); });
query.addEventListener("blur", () => { hitList.hidden = true; });
query.addEventListener("keydown", (event) => {
  const keys = {
    ArrowDown: () => mark(marked + 1), ArrowUp: () => mark(marked - 1),
    Enter: () => take(marked), Escape: closeHits,
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key]();
});
