// The legend: what the shapes and colours mean, and which of them are shown.

const PLAIN_LINE = "M0 8h16";

function fillLegend() {
  const edgeCounts = new Map();
  for (const { predicate } of edges) edgeCounts.set(predicate, (edgeCounts.get(predicate) ?? 0) + 1);
  const predicates = predicateOrder.filter((predicate) => edgeCounts.has(predicate));
  const isPart = edges.length < told.sizeEdges;
  document.getElementById("kinds").replaceChildren(...kindOrder.map((kind) =>
    legendItem(kind, kindName(kind, 2), shapeOf(kind), counted(told.counts[kind] ?? 0))));
  document.getElementById("predicates").replaceChildren(...predicates.map((predicate) =>
    legendItem(predicate, told.predicates[predicate].forward, lineOf(predicate),
      isPart ? "" : counted(edgeCounts.get(predicate)))));
  document.getElementById("slice").hidden = nodes.filter((node) => node.isDrawn).length >= told.size;
}

function legendItem(name, text, sample, count) {
  return element("li", {}, element("button", {
    type: "button", "aria-pressed": String(!state.hidden.has(name)), "data-name": name,
    title: `Show or hide ${text}`, onclick: () => toggle(name),
  }, sample, text, element("span", { class: "count", text: count })));
}

function lineOf(predicate) {
  const svg = shapeOf("paper");
  const path = svg.firstChild;
  path.setAttribute("d", PLAIN_LINE);
  path.setAttribute("stroke", edgeColourOf(predicate));
  path.setAttribute("stroke-width", "3");
  path.setAttribute("fill", "none");
  return svg;
}

function toggle(name) {
  const hidden = new Set(state.hidden);
  if (!hidden.delete(name)) hidden.add(name);
  show({ hidden }, { isMoving: false });
  for (const button of document.querySelectorAll("#legend button")) {
    if (button.dataset.name === name) button.focus();
  }
}

function fillHeader() {
  document.getElementById("counts").textContent = `${counted(told.size)} nodes, ${counted(told.sizeEdges)} edges`;
  document.getElementById("slice").textContent =
    `Drawn are the ${counted(told.heads.length)} best connected of ${counted(told.size)} nodes; the others come when`
    + " they are searched for or stand beside one that is chosen.";
}
