// A large drawing is moved as a picture of itself, half a window larger on each side: a frame then
// costs one copy, not thousands of strokes. It is drawn in full again as soon as it rests.

const MARGIN = 0.5;
const PICTURED = 800; // nodes from which it pays
let picture = null;

function usePictures() {
  const renderer = network.renderer;
  if (typeof renderer?._redraw !== "function") return;
  const redraw = renderer._redraw.bind(renderer);
  renderer._redraw = (isHidden) => {
    if (!renderer.dragging || visNodes.length < PICTURED) { picture = null; redraw(isHidden); return; }
    renderer.redrawRequested = false; // as its own redraw does: else it asks for no other
    if (!picture || isOutside(picture)) picture = takePicture();
    showPicture(picture);
  };
}

function takePicture() {
  const view = viewNow();
  const ratio = place.querySelector("canvas").width / view.width;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(view.width * (1 + 2 * MARGIN) * ratio);
  canvas.height = Math.round(view.height * (1 + 2 * MARGIN) * ratio);
  const context = canvas.getContext("2d", { alpha: true });
  const wide = { ...view, width: view.width * (1 + 2 * MARGIN), height: view.height * (1 + 2 * MARGIN) };
  context.scale(ratio, ratio);
  context.save();
  context.translate(wide.width / 2, wide.height / 2);
  context.scale(view.scale, view.scale);
  context.translate(-view.x, -view.y);
  paintRegionsOf(context);
  paintEdges(context);
  paintNodes(context, wide);
  context.restore();
  const near = standingOut();
  const isNamed = (node) => isShown(node) && (near === null || near.has(node));
  drawLabels(context, wide, { ground: ground(), ink: ink() }, isNamed, namedAnyway());
  return { canvas, view, ratio };
}

function paintRegionsOf(context) {
  if (inFocus !== null || !regions) return;
  context.globalAlpha = state.chosen ? 0.35 : 1;
  context.drawImage(regions.canvas, regions.left, regions.top, regions.side, regions.side);
  context.globalAlpha = 1;
}

// One stroke for all edges that look the same.
function paintEdges(context) {
  const looks = new Map();
  for (const edge of edges) {
    if (!isEdgeShown(edge)) continue;
    const { color, width } = edgeLook(edge, state.chosen);
    const key = `${color.color} ${width.toFixed(1)}`;
    if (!looks.has(key)) looks.set(key, { colour: color.color, width, path: new Path2D() });
    const { path } = looks.get(key);
    path.moveTo(edge.from.x, edge.from.y);
    path.lineTo(edge.to.x, edge.to.y);
  }
  for (const { colour, width, path } of looks.values()) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
}

function paintNodes(context, view) {
  const near = standingOut();
  const [reachX, reachY] = [view.width / 2 / view.scale + 40, view.height / 2 / view.scale + 40];
  for (const node of nodes) {
    if (!isShown(node) || Math.abs(node.x - view.x) > reachX || Math.abs(node.y - view.y) > reachY) continue;
    const { color, borderWidth } = nodeLook(node, near);
    context.fillStyle = color.background;
    context.strokeStyle = color.border;
    context.lineWidth = borderWidth;
    const path = outlineOf(node);
    context.fill(path);
    context.stroke(path);
  }
}

// The shapes as vis-network draws them.
function outlineOf({ x, y, shape, radius, number }) {
  const size = drawnSize({ shape, radius, number });
  const path = new Path2D();
  const corners = {
    diamond: () => [[0, -size], [size, 0], [0, size], [-size, 0]],
    square: () => [[-size, -size], [size, -size], [size, size], [-size, size]],
    triangle: () => triangle(size * 1.15),
    star: () => star(size * 0.82),
  }[shape];
  if (!corners) path.arc(x, y, size, 0, 2 * Math.PI);
  else {
    corners().forEach(([dx, dy], i) => (i ? path.lineTo(x + dx, y + dy) : path.moveTo(x + dx, y + dy)));
    path.closePath();
  }
  return path;
}

function triangle(size) {
  const down = 0.275 * size;
  const height = Math.sqrt(3) * size;
  return [[0, down - (height - (Math.sqrt(3) / 6) * 2 * size)], [size, down + (Math.sqrt(3) / 6) * 2 * size],
    [-size, down + (Math.sqrt(3) / 6) * 2 * size]];
}

function star(size) {
  return Array.from({ length: 10 }, (_, i) => {
    const reach = i % 2 ? size * 0.5 : size * 1.3;
    return [reach * Math.sin((i * 2 * Math.PI) / 10), 0.1 * size - reach * Math.cos((i * 2 * Math.PI) / 10)];
  });
}

function isOutside({ view }) {
  const { x, y, scale, width, height } = viewNow();
  return scale !== view.scale || width !== view.width || height !== view.height
    || Math.abs(x - view.x) * scale > MARGIN * width || Math.abs(y - view.y) * scale > MARGIN * height;
}

function showPicture({ canvas, view, ratio }) {
  const target = place.querySelector("canvas");
  const context = target.getContext("2d");
  const { x, y, scale, width, height } = viewNow();
  const left = Math.round(((x - view.x) * scale + MARGIN * width) * ratio);
  const top = Math.round(((y - view.y) * scale + MARGIN * height) * ratio);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, target.width, target.height);
  context.drawImage(canvas, left, top, target.width, target.height, 0, 0, target.width, target.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}
