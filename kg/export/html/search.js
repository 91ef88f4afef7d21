// Search as one types, over names and aliases.

const query = document.getElementById("query");
const hitList = document.getElementById("hits");
const MOST_HITS = 12;
let names = null;
let hits = [];
let marked = 0;
let pathFrom = null; // the node from which a path is sought

// More nodes are known than before.
function forgetNames() {
  names = null;
}

function find(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  names ??= nodes.map((node) => [node.name, ...node.also].map((name) => [folded(name), name]));
  return nodes
    .map((node, i) => ({ node, ...bestOf(names[i], wanted) }))
    .filter((hit) => hit.score > 0 && isAllowed(hit.node))
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
  const { node } = hits[i];
  const from = pathFrom;
  closeHits();
  if (from) showPath(from, node);
  else show({ chosen: node });
  place.focus();
}

// The next node that is taken is the end of a path.
function pickEnd(node) {
  pathFrom = node;
  query.value = "";
  query.placeholder = `Path from ${shortened(node.name)} to …`;
  query.focus();
}

function forgetEnd() {
  pathFrom = null;
  query.placeholder = "Search names and aliases  ( / )";
}

async function showPath(from, to) {
  await learnAll();
  const path = findPath(from, to);
  if (path.length > 1) show({ chosen: to, path, steps: 0 });
  else tell(path.length ? "The two are one and the same." : `No path leads from ${from.name} to ${to.name}.`, true);
}

function closeHits() {
  hitList.hidden = true;
  query.setAttribute("aria-expanded", "false");
  forgetEnd();
  query.blur();
}

query.addEventListener("input", showHits);
query.addEventListener("focus", async () => {
  if (query.value) showHits();
  await learnAll();
  if (query.value && document.activeElement === query) showHits();
});
query.addEventListener("blur", () => {
  hitList.hidden = true;
  query.setAttribute("aria-expanded", "false");
  forgetEnd();
});
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
