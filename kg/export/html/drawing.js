// The drawing: vis-network with places given, and what is painted around it.

const STILL = 2000; // nodes from which edges are left out while the drawing is zoomed
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let regions = null;
let hoveredNode = null;

const place = document.getElementById("drawing");
const visNodes = new vis.DataSet(nodes.map(toVisNode));
const visEdges = new vis.DataSet(edges.map(toVisEdge));
const network = new vis.Network(place, { nodes: visNodes, edges: visEdges }, {
  physics: false,
  layout: { improvedLayout: false },
  interaction: {
    hover: true, dragNodes: false, hideEdgesOnDrag: nodes.length > STILL,
    hideEdgesOnZoom: nodes.length > STILL, selectConnectedEdges: false, zoomSpeed: 0.7,
  },
  nodes: { borderWidth: 1, borderWidthSelected: 1, labelHighlightBold: false, chosen: false },
  edges: { smooth: false, selectionWidth: 0, hoverWidth: 0, chosen: false },
});

function toVisNode(node) {
  const { number, x, y, shape } = node;
  return { id: number, x, y, shape, size: drawnSize(node), ...nodeLook(node, null) };
}

function toVisEdge(edge) {
  return { id: edge.number, from: edge.from.number, to: edge.to.number, ...edgeLook(edge, null) };
}

// A square or a triangle of a dot's radius looks larger than the dot.
function drawnSize(node) {
  const factor = { dot: 1, diamond: 1.1, square: 0.85, triangle: 1, star: 1.15 }[node.shape];
  return Math.round(node.radius * factor * 10) / 10;
}

function colourOf(kind) {
  return told.kinds[kind][dark.matches ? "dark" : "light"];
}

function edgeColourOf(predicate) {
  return told.predicates[predicate][dark.matches ? "dark" : "light"];
}

function ground() {
  return dark.matches ? "#14171c" : "#fbfbfa";
}

function ink() {
  return dark.matches ? "#e8eaed" : "#1d2129";
}

function nodeLook(node, near) {
  const isFaint = near !== null && !near.has(node);
  const colour = isFaint ? mixed(colourOf(node.kind), 0.16) : colourOf(node.kind);
  const isChosen = node === state.chosen;
  return {
    color: { background: colour, border: isChosen ? ink() : ground() },
    borderWidth: isChosen ? 3 : 1,
    hidden: !isShown(node),
  };
}

function edgeLook(edge, node) {
  const isNear = inFocus !== null ? state.path.length > 0 || edge.from === node || edge.to === node
    : node !== null && (edge.from === node || edge.to === node);
  const share = isNear ? 0.95 : node === null ? 0.42 : inFocus !== null ? 0.45 : 0.07;
  return {
    color: { color: sheer(edgeColourOf(edge.predicate), share), inherit: false },
    width: isNear ? 2 : 0.4 + edge.confidence,
    arrows: isNear ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    hidden: !isEdgeShown(edge),
  };
}

// Nodes that step back are opaque, so that no edge shows through them.
function mixed(colour, share) {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [colour, ground()].map((c) => parseInt(c.slice(at, at + 2), 16));
    return Math.round(over * share + under * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function sheer(colour, share) {
  return colour + Math.round(255 * share).toString(16).padStart(2, "0");
}

// The nodes that stand out: the chosen one and its neighbours; in a focus all; null is all.
function standingOut() {
  if (!state.chosen || inFocus !== null) return null;
  return new Set([state.chosen, ...neighboursOf(state.chosen)]);
}

function repaint() {
  const near = standingOut();
  visNodes.update(nodes.filter((node) => node.isDrawn).map((node) => ({ id: node.number, ...nodeLook(node, near) })));
  const drawn = edges.filter((edge) => edge.from.isDrawn && edge.to.isDrawn);
  visEdges.update(drawn.map((edge) => ({ id: edge.number, ...edgeLook(edge, state.chosen) })));
}

function namedAnyway() {
  const named = new Set(hoveredNode ? [hoveredNode] : []);
  if (state.path.length) return new Set([...state.path, ...named]);
  if (!state.chosen) return named;
  const near = neighboursOf(state.chosen).filter(isShown).sort((a, b) => b.radius - a.radius).slice(0, 40);
  return new Set([state.chosen, ...near, ...named]);
}

function viewNow() {
  const { x, y } = network.getViewPosition();
  return { x, y, scale: network.getScale(), width: place.clientWidth, height: place.clientHeight };
}

network.on("beforeDrawing", (context) => {
  if (inFocus !== null) return;
  regions ??= paintRegions(dark.matches);
  context.globalAlpha = state.chosen ? 0.35 : 1;
  if (regions) context.drawImage(regions.canvas, regions.left, regions.top, regions.side, regions.side);
  context.globalAlpha = 1;
});

function paintLabels(context) {
  const near = standingOut();
  const isNamed = (node) => isShown(node) && (near === null || near.has(node));
  drawLabels(context, viewNow(), { ground: ground(), ink: ink() }, isNamed, namedAnyway());
}

network.on("afterDrawing", (context) => {
  const ratio = context.canvas.width / place.clientWidth;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintLabels(context);
  context.restore();
});

dark.addEventListener("change", () => {
  regions = null;
  repaint();
});

// All that is shown, in what the legend and the panel leave of the window.
function showWhole() {
  const shown = nodes.filter(isShown);
  if (!shown.length) return;
  const low = (of) => Math.min(...shown.map((node) => of(node) - node.radius));
  const high = (of) => Math.max(...shown.map((node) => of(node) + node.radius));
  const [left, top, right, bottom] = [low((node) => node.x), low((node) => node.y), high((node) => node.x), high((node) => node.y)];
  const free = freeArea();
  const scale = Math.min(free.width / (right - left + 40), free.height / (bottom - top + 60), 1.8);
  const offset = { x: free.x + free.width / 2 - place.clientWidth / 2, y: free.y + free.height / 2 - place.clientHeight / 2 };
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, offset, scale, animation: false });
}

function freeArea() {
  const [width, height] = [place.clientWidth, place.clientHeight];
  const isNarrow = width <= 640;
  const covered = panel.hidden ? 0 : isNarrow ? panel.offsetHeight : panel.offsetWidth + 14;
  if (isNarrow) return { x: 0, y: 100, width, height: Math.max(120, height - 150 - covered) };
  const legend = document.getElementById("legend");
  const names = inFocus === null ? 0 : 60; // names are wider than what they name
  const x = (legend.open ? legend.offsetWidth + 24 : 20) + names;
  return { x, y: 10, width: Math.max(200, width - x - covered - 20 - names), height: height - 20 };
}

function moveTo(node) {
  const free = freeArea();
  const offset = { x: free.x + free.width / 2 - place.clientWidth / 2, y: free.y + free.height / 2 - place.clientHeight / 2 };
  const scale = Math.max(network.getScale(), 1.1);
  const animation = calm.matches ? false : { duration: 400, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: node.x, y: node.y }, offset, scale, animation });
}
