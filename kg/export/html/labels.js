// Names beside nodes: as many as there is room for, the better connected first. A name stands on
// no other name, and on no node that is better connected.

const LABEL_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const LABEL_LENGTH = 34;
const ROOM = 19000; // square pixels of the drawing for each label
const SMALLEST = 5.5; // pixels: the radius from which a node bears its name
const PAPER_SMALLEST = 11;
const ALWAYS = 10; // the best connected that bear their names, however far away

let byImportance = sortedByImportance();
const widths = new Map();

function sortedByImportance() {
  return nodes.filter((node) => node.isDrawn).sort((a, b) => b.radius - a.radius || a.number - b.number);
}

function shortened(name, whole) {
  const letters = Array.from(name);
  if (whole || letters.length <= LABEL_LENGTH) return name;
  return `${letters.slice(0, LABEL_LENGTH - 1).join("").trimEnd()}…`;
}

// view: {scale, x, y, width, height}, in pixels of the page; chosen: nodes named in any case.
function drawLabels(context, view, colours, isShown, chosen) {
  const taken = [];
  const most = Math.max(12, (view.width * view.height) / ROOM) + chosen.size;
  const wanted = [...byImportance.filter((n) => chosen.has(n)), ...byImportance];
  const named = new Set();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  let rank = 0;
  for (const node of wanted) {
    if (named.size >= most) break;
    if (named.has(node) || !isShown(node)) continue;
    rank += node.kind === "paper" ? 0 : 1;
    const radius = node.radius * view.scale;
    const [x, y] = placeOf(node, view);
    if (x < -80 || y < -30 || x > view.width + 80 || y > view.height + 10) continue;
    const isGreat = rank <= ALWAYS && node.kind !== "paper";
    const isNamed = chosen.has(node) || isGreat || radius >= smallest(node);
    if (isNamed && drawLabel(context, colours, node, [x, y + radius], chosen, taken)) named.add(node);
    if (radius >= SMALLEST) taken.push(around(x, y, 0.75 * radius));
  }
}

function around(x, y, reach) {
  return [x - reach, y - reach, x + reach, y + reach];
}

function placeOf(node, view) {
  return [(node.x - view.x) * view.scale + view.width / 2,
    (node.y - view.y) * view.scale + view.height / 2];
}

function smallest(node) {
  return node.kind === "paper" ? PAPER_SMALLEST : SMALLEST;
}

function drawLabel(context, colours, node, [x, y], chosen, taken) {
  const text = shortened(node.name, chosen.has(node) && node.kind !== "paper");
  const size = node.radius > 20 ? 14 : node.radius > 12 ? 12.5 : 11.5;
  context.font = `${node.radius > 20 ? 600 : 400} ${size}px ${LABEL_FONT}`;
  const half = widthOf(context, text) / 2 + 3;
  const top = y + 3;
  const box = [x - half, top - 1, x + half, top + size + 2];
  if (taken.some((other) => overlaps(box, other))) return false;
  taken.push(box);
  context.strokeStyle = colours.ground;
  context.lineWidth = 3.5;
  context.strokeText(text, x, top);
  context.fillStyle = colours.ink;
  context.fillText(text, x, top);
  return true;
}

function widthOf(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
