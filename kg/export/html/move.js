// What the pointer and the keys do in the drawing.

const hover = document.getElementById("hover");
let isDragged = false;
let focused = null; // what was double-clicked last

function showHover(lines, { x, y }) {
  if (isDragged) return;
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

// Name and kind at once, then the sentence that introduces it, or how an abstract begins.
async function preview(node, pointer) {
  const head = [node.name, `${kindName(node.kind, 1)} · ${counted(neighboursOf(node).length)} neighbours`];
  showHover(head, pointer);
  const details = await detailsOf(node);
  const words = details.told && await quoted(details.told);
  const sentence = words ? words.before + words.words + words.after : details.a ?? "";
  if (sentence && hoveredNode === node) showHover([...head, shortenedTo(sentence, 180)], pointer);
}

function shortenedTo(text, length) {
  return text.length <= length ? text : `${text.slice(0, text.lastIndexOf(" ", length))} …`;
}

network.on("click", ({ nodes: [number] }) => {
  if (number === undefined && (state.steps || state.path.length)) return;
  if (byNumber.get(number) !== state.chosen) show({ chosen: byNumber.get(number) ?? null, path: [] }, { isMoving: false });
});
network.on("doubleClick", ({ nodes: [number] }) => {
  const node = byNumber.get(number);
  if (!node) show({ steps: 0, path: [] });
  else show({ chosen: node, path: [], steps: (focused === node ? state.steps % 3 : 0) + 1 });
  focused = node;
});
network.on("hoverNode", ({ node: number, pointer }) => {
  hoveredNode = byNumber.get(number);
  place.style.cursor = "pointer";
  preview(hoveredNode, pointer.DOM);
});
network.on("hoverEdge", ({ edge: number, pointer }) => {
  const { from, to } = visEdges.get(number);
  const edge = byNumber.get(from).around.find((each) => each.number === number && each.to.number === to);
  const said = told.predicates[edge.predicate].forward;
  showHover([`${edge.from.name} → ${edge.to.name}`, `${said}, ${percent(edge.confidence)}`], pointer.DOM);
});
network.on("blurNode", hideHover);
network.on("blurEdge", hideHover);
place.addEventListener("pointerleave", hideHover);
network.on("dragStart", () => { isDragged = true; hideHover(); });
network.on("dragEnd", () => { isDragged = false; });
network.on("zoom", hideHover);

// Along the edge that leads most nearly that way.
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function stepAlong([dx, dy]) {
  const from = state.chosen;
  if (!from) return show({ chosen: byImportance.find(isShown) ?? null });
  const ways = from.around.filter(isEdgeShown).map((edge) => otherEnd(edge, from)).filter((node) => node !== from)
    .map((node) => {
      const [x, y] = [node.x - from.x, node.y - from.y];
      const length = Math.hypot(x, y) || 1;
      return { node, along: (x * dx + y * dy) / length, length };
    }).filter(({ along }) => along > 0.35);
  ways.sort((a, b) => b.along - a.along || a.length - b.length || a.node.number - b.node.number);
  if (!ways.length) return tell("No edge leads that way.", true);
  return show({ chosen: ways[0].node });
}

place.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (WAYS[event.key]) stepAlong(WAYS[event.key]);
  else if (event.key === "Enter" && state.chosen) show({ steps: (state.steps % 3) + 1, path: [] });
  else if (event.key === "+") zoomBy(1.4);
  else if (event.key === "-") zoomBy(1 / 1.4);
  else return;
  event.preventDefault();
});

function zoomBy(factor) {
  const animation = calm.matches ? false : { duration: 150 };
  network.moveTo({ scale: network.getScale() * factor, animation });
}

document.getElementById("closer").addEventListener("click", () => zoomBy(1.4));
document.getElementById("farther").addEventListener("click", () => zoomBy(1 / 1.4));
document.getElementById("whole").addEventListener("click", showWhole);
