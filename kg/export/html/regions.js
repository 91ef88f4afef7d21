// Communities as soft areas behind the nodes, painted once into a picture.

const REGION_FROM = 9; // nodes from which a community gets an area
const REGION_REACH = 34; // drawing units around a node
const REGION_SIDE = 2048; // pixels of the picture
const REGION_HUES = [212, 28, 152, 322, 48, 268, 96, 186, 4, 240];

function paintRegions(isDark) {
  const settled = nodes.filter((node) => node.community >= 0);
  const xs = settled.map((node) => node.home.x);
  const ys = settled.map((node) => node.home.y);
  const pad = 2 * REGION_REACH;
  const left = Math.min(...xs) - pad;
  const top = Math.min(...ys) - pad;
  const side = Math.max(Math.max(...xs) - left, Math.max(...ys) - top) + pad;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = REGION_SIDE;
  const context = canvas.getContext("2d");
  context.scale(REGION_SIDE / side, REGION_SIDE / side);
  context.translate(-left, -top);
  context.lineCap = context.lineJoin = "round";
  for (const [community, members] of communities()) {
    const hue = REGION_HUES[community % REGION_HUES.length];
    context.strokeStyle = `hsl(${hue} ${isDark ? "45% 60% / 0.13" : "70% 50% / 0.10"})`;
    context.lineWidth = 2 * REGION_REACH;
    context.stroke(outline(members));
  }
  return { canvas, left, top, side };
}

function communities() {
  const members = new Map();
  for (const node of nodes.filter((each) => each.community >= 0)) {
    if (!members.has(node.community)) members.set(node.community, []);
    members.get(node.community).push(node);
  }
  return [...members].filter(([, each]) => each.length >= REGION_FROM);
}

// One path for a whole community: stroked at once, what overlaps is not darker.
function outline(members) {
  const path = new Path2D();
  for (const node of members) {
    const { x, y } = node.home;
    path.moveTo(x, y);
    path.lineTo(x + 0.01, y);
    for (const edge of node.around) {
      const other = otherEnd(edge, node);
      if (other.community !== node.community || other.number < node.number) continue;
      if (Math.hypot(other.home.x - x, other.home.y - y) > 4 * REGION_REACH) continue;
      path.moveTo(x, y);
      path.lineTo(other.home.x, other.home.y);
    }
  }
  return path;
}
