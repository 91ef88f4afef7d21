// The drawing: vis-network with places that never change, and what is painted around it.

const STILL = 2000; // nodes from which edges are left out while the drawing is moved
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const hiddenKinds = new Set();
let regions = null;
let chosenNode = null;
let hoveredNode = null;

const visNodes = new vis.DataSet(nodes.map((node) => ({
  id: node.number, x: node.x, y: node.y, shape: node.shape, size: drawnSize(node),
  ...nodeLook(node, null),
})));
const visEdges = new vis.DataSet(edges.map((edge) => ({
  id: edge.number, from: edge.from.number, to: edge.to.number, ...edgeLook(edge, null),
})));
const place = document.getElementById("drawing");
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

// A square or a triangle of a dot's radius looks larger than the dot.
function drawnSize(node) {
  const factor = { dot: 1, diamond: 1.1, square: 0.85, triangle: 1, star: 1.15 }[node.shape];
  return Math.round(node.radius * factor * 10) / 10;
}

function colourOf(kind) {
  return told.kinds[kind][dark.matches ? "dark" : "light"];
}

function ground() {
  return dark.matches ? "#14171c" : "#fbfbfa";
}

function nodeLook(node, near) {
  const isFaint = near !== null && !near.has(node);
  const colour = isFaint ? mixed(colourOf(node.kind), 0.16) : colourOf(node.kind);
  const border = node === chosenNode ? (dark.matches ? "#ffffff" : "#000000") : ground();
  return {
    color: { background: colour, border: isFaint ? ground() : border },
    borderWidth: node === chosenNode ? 3 : 1,
    hidden: hiddenKinds.has(node.kind),
  };
}

function edgeLook(edge, node) {
  const isNear = node !== null && (edge.from === node || edge.to === node);
  const share = isNear ? 0.95 : node !== null ? 0.07 : 0.4;
  return {
    color: { color: sheer(colourOf(edge.to.kind), share), inherit: false },
    width: isNear ? 2 : 0.4 + edge.confidence,
    arrows: isNear ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
    hidden: hiddenKinds.has(edge.from.kind) || hiddenKinds.has(edge.to.kind),
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

function isShown(node) {
  return !hiddenKinds.has(node.kind);
}

function nearTo(node) {
  return node && new Set([node, ...node.around.map((edge) => otherEnd(edge, node))]);
}

function repaint() {
  const near = nearTo(chosenNode);
  visNodes.update(nodes.map((node) => ({ id: node.number, ...nodeLook(node, near) })));
  visEdges.update(edges.map((edge) => ({ id: edge.number, ...edgeLook(edge, chosenNode) })));
}

function namedAnyway() {
  if (!chosenNode) return new Set(hoveredNode ? [hoveredNode] : []);
  const near = [...nearTo(chosenNode)].sort((a, b) => b.radius - a.radius).slice(0, 40);
  return new Set([chosenNode, ...near, ...(hoveredNode ? [hoveredNode] : [])]);
}

network.on("beforeDrawing", (context) => {
  regions ??= paintRegions(dark.matches);
  context.globalAlpha = chosenNode ? 0.35 : 1;
  context.drawImage(regions.canvas, regions.left, regions.top, regions.side, regions.side);
  context.globalAlpha = 1;
});

network.on("afterDrawing", (context) => {
  const { x, y } = network.getViewPosition();
  const ratio = context.canvas.width / place.clientWidth;
  const view = {
    x, y, scale: network.getScale(), width: place.clientWidth, height: place.clientHeight,
  };
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const ink = dark.matches ? "#e8eaed" : "#1d2129";
  const near = nearTo(chosenNode);
  const isNamed = (node) => isShown(node) && (near === null || near.has(node));
  drawLabels(context, view, { ground: ground(), ink }, isNamed, namedAnyway());
  context.restore();
});

dark.addEventListener("change", () => {
  regions = null;
  repaint();
});

function showWhole() {
  network.fit({ animation: false });
}

function moveTo(node) {
  const panel = document.getElementById("panel");
  const isBeside = panel.clientWidth < place.clientWidth / 2;
  const offset = isBeside ? { x: -panel.clientWidth / 2, y: 0 } : { x: 0, y: -place.clientHeight / 4 };
  const scale = Math.max(network.getScale(), 1.1);
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = isCalm ? false : { duration: 400, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x: node.x, y: node.y }, offset, scale, animation });
}
