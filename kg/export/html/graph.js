// The graph as the page was given it, and what follows from it.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const told = read("told");
const { kindOrder, predicateOrder } = told;
const nodes = []; // all that are known: those drawn first, the whole once it was asked for
const edges = [];
const byNumber = new Map();
const byId = new Map();

read("nodes").forEach((drawn, i) => {
  const { x, y, size, community, id } = drawn;
  knowNode(told.heads[i], { number: id, x, y, home: { x, y }, radius: size, community, isDrawn: true });
});
for (const { from, to, p, confidence, e } of read("edges")) knowEdge(e, from, to, p, confidence);

function knowNode(head, known) {
  const node = {
    i: head.i, name: head.n, kind: head.k, date: head.d ?? "", also: head.a ?? [],
    shape: told.kinds[head.k].shape, around: [], leaving: 0, ...known,
  };
  nodes.push(node);
  byNumber.set(node.number, node);
  byId.set(node.i, node);
}

function knowEdge(number, from, to, predicate, confidence) {
  const ends = { from: byNumber.get(from), to: byNumber.get(to) };
  const edge = { number, ...ends, predicate: predicateOrder[predicate], confidence, rank: ends.from.leaving };
  ends.from.leaving += 1;
  edges.push(edge);
  ends.from.around.push(edge);
  if (ends.to !== ends.from) ends.to.around.push(edge);
}

// Of a large graph only the overview is known at first.
let learning = null;

function learnAll() {
  if (!learning) learning = nodes.length < told.size ? learnIndex() : Promise.resolve();
  return learning;
}

async function learnIndex() {
  const index = await unpack("index");
  edges.length = 0;
  for (const node of nodes) Object.assign(node, { around: [], leaving: 0 });
  index.heads.forEach((head, number) => {
    if (!byNumber.has(number)) knowNode(head, { number, x: 0, y: 0, home: null, community: -1, isDrawn: false });
  });
  index.edges.forEach((edge, number) => knowEdge(number, ...edge));
  for (const node of nodes) {
    node.radius ??= Math.min(34, Math.round(45 * Math.sqrt(Math.max(1, node.around.length))) / 10);
  }
  forgetNames();
}

function otherEnd(edge, node) {
  return edge.from === node ? edge.to : edge.from;
}

function neighboursOf(node) {
  return [...new Set(node.around.map((edge) => otherEnd(edge, node)))];
}

function kindName(kind, count) {
  return told.kinds[kind][count === 1 ? "one" : "many"];
}

function counted(number) {
  return number.toLocaleString("en");
}

// Case, accents and compatibility forms do not count when names are looked for.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Fills anew; who was within stays at what bears the same name, else at the heading.
function refill(holder, ...children) {
  const held = holder.contains(document.activeElement) ? document.activeElement : null;
  const nameOf = (one) => (one.getAttribute("aria-label") ?? one.textContent).replace(/ [↓↑]$/, "");
  holder.replaceChildren(...children);
  if (!held) return;
  const same = [...holder.querySelectorAll(held.tagName)].find((one) => nameOf(one) === nameOf(held));
  (same ?? holder.querySelector("h2[tabindex], select, button"))?.focus({ preventScroll: true });
}

function percent(share) {
  return `${Math.round(share * 100)}%`;
}
