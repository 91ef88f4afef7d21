// What a click, a key or an address does.

const hover = document.getElementById("hover");

function choose(node, { isMoving = true } = {}) {
  chosenNode = node;
  if (node) fillPanel(node);
  else panel.hidden = true;
  document.getElementById("zoom").hidden = !panel.hidden;
  repaint();
  if (node && isMoving) moveTo(node);
  const fragment = node ? `#${encodeURIComponent(node.i)}` : "";
  if (location.hash !== fragment) history.pushState(null, "", fragment || location.pathname);
}

function chooseByAddress() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* no id of ours */ }
  const node = byId.get(id) ?? null;
  if (node !== chosenNode) choose(node);
}

function showHover(lines, { x, y }) {
  const [first, ...rest] = lines;
  hover.replaceChildren(element("div", { text: first }),
    ...rest.map((text) => element("div", { class: "faint", text })));
  hover.hidden = false;
  const right = Math.min(x + 14, place.clientWidth - hover.offsetWidth - 8);
  const below = y + 18 + hover.offsetHeight > place.clientHeight ? y - hover.offsetHeight - 10 : y + 18;
  hover.style.left = `${Math.max(8, right)}px`;
  hover.style.top = `${below}px`;
}

function hideHover() {
  hoveredNode = null;
  hover.hidden = true;
  place.style.cursor = "";
}

network.on("click", ({ nodes: [number] }) => {
  choose(number === undefined ? null : nodes[number], { isMoving: false });
});
network.on("hoverNode", ({ node: number, pointer }) => {
  const node = nodes[number];
  hoveredNode = node;
  place.style.cursor = "pointer";
  const count = new Set(node.around.map((edge) => otherEnd(edge, node))).size;
  showHover([node.name, `${kindName(node.kind, 1)} · ${count} neighbours`], pointer.DOM);
});
network.on("hoverEdge", ({ edge: number, pointer }) => {
  const edge = edges[number];
  const said = told.predicates[edge.predicate].forward;
  showHover([`${edge.from.name} → ${edge.to.name}`, `${said}, ${percent(edge.confidence)}`], pointer.DOM);
});
network.on("blurNode", hideHover);
network.on("blurEdge", hideHover);
network.on("dragStart", hideHover);
network.on("zoom", hideHover);

function fillLegend() {
  const count = (kind) => nodes.filter((node) => node.kind === kind).length;
  const items = kindOrder.map((kind) => element("li", {}, element("button", {
    type: "button", "aria-pressed": String(!hiddenKinds.has(kind)), onclick: () => toggle(kind),
    title: `Show or hide ${kindName(kind, 2)}`,
  }, shapeOf(kind), kindName(kind, 2),
  element("span", { class: "count", text: count(kind).toLocaleString("en") }))));
  document.getElementById("kinds").replaceChildren(...items);
}

function toggle(kind) {
  if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
  const at = kindOrder.indexOf(kind);
  fillLegend();
  document.querySelectorAll("#kinds button")[at].focus();
  repaint();
}

function fillHeader() {
  const count = (number) => number.toLocaleString("en");
  document.getElementById("counts").textContent =
    `${count(nodes.length)} nodes, ${count(edges.length)} edges`;
  const slice = document.getElementById("slice");
  slice.hidden = nodes.length >= told.size;
  slice.textContent = `The ${count(nodes.length)} best connected of ${count(told.size)} nodes.`;
}

document.getElementById("closer").addEventListener("click", () => zoomBy(1.4));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("whole").addEventListener("click", showWhole);

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: { duration: 150 } });
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target === query;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    query.focus();
    query.select();
  }
  if (event.key === "Escape" && !isTyping) choose(null);
});
window.addEventListener("popstate", chooseByAddress);
window.addEventListener("hashchange", chooseByAddress);
dark.addEventListener("change", () => {
  fillLegend();
  if (chosenNode) fillPanel(chosenNode);
});

fillLegend();
fillHeader();
showWhole();
chooseByAddress();
document.documentElement.dataset.ready = "true";
