// The graph as the page was given it, and what follows from it.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const told = read("told");
const nodes = read("nodes").map((node, i) => ({
  number: i, name: node.label, kind: node.group, shape: node.shape, community: node.community,
  radius: node.size, x: node.x, y: node.y, ...told.nodes[i], around: [],
}));
const edges = read("edges").map((edge, i) => ({
  number: i, from: nodes[edge.from], to: nodes[edge.to], predicate: edge.predicate,
  confidence: edge.confidence, grounds: told.evidence[i],
}));
for (const edge of edges) {
  edge.from.around.push(edge);
  if (edge.to !== edge.from) edge.to.around.push(edge);
}

const byId = new Map(nodes.map((node) => [node.i, node]));
const { kindOrder, predicateOrder } = told;

function otherEnd(edge, node) {
  return edge.from === node ? edge.to : edge.from;
}

function textOf(paper) {
  return `${paper.t}\n\n${paper.a}`;
}

function kindName(kind, count) {
  return told.kinds[kind][count === 1 ? "one" : "many"];
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
