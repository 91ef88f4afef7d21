// The view as a file: PNG, SVG, or the edges that are shown as CSV.

const SVG = "http://www.w3.org/2000/svg";

function download(name, type, content) {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function savePng() {
  const shown = place.querySelector("canvas");
  const canvas = element("canvas", { width: shown.width, height: shown.height });
  const context = canvas.getContext("2d");
  context.fillStyle = ground();
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(shown, 0, 0);
  // Not toBlob: a browser may put that off for seconds.
  const bytes = atob(canvas.toDataURL("image/png").split(",", 2)[1]);
  download("graph.png", "image/png", Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function saveSvg() {
  const view = viewNow();
  const svg = drawn("svg", { xmlns: SVG, width: view.width, height: view.height, viewBox: `0 0 ${view.width} ${view.height}` });
  svg.append(drawn("rect", { width: "100%", height: "100%", fill: ground() }));
  const at = (node) => placeOf(node, view).map((number) => number.toFixed(1));
  for (const edge of edges.filter(isEdgeShown)) {
    const [[x1, y1], [x2, y2]] = [at(edge.from), at(edge.to)];
    const look = edgeLook(edge, state.chosen);
    svg.append(drawn("line", { x1, y1, x2, y2, stroke: look.color.color, "stroke-width": look.width * view.scale }));
  }
  const near = standingOut();
  for (const node of nodes.filter(isShown)) {
    const [x, y] = at(node);
    const size = (node.radius * view.scale) / 6;
    const { color } = nodeLook(node, near);
    svg.append(drawn("path", {
      d: SHAPES[node.shape], fill: color.background, stroke: color.border,
      "stroke-width": 1 / size, transform: `translate(${x} ${y}) scale(${size.toFixed(3)}) translate(-8 -8)`,
    }));
  }
  svg.append(...namesIn(view));
  download("graph.svg", "image/svg+xml", new XMLSerializer().serializeToString(svg));
}

// The labels, as the drawing has them: caught where they would be painted.
function namesIn(view) {
  const caught = [];
  const context = document.createElement("canvas").getContext("2d");
  context.fillText = (text, x, y) => {
    const made = drawn("text", {
      x: x.toFixed(1), y: (y + 10).toFixed(1), "text-anchor": "middle", "font-family": "sans-serif", "font-size": "12",
      fill: ink(), stroke: ground(), "stroke-width": "3", "paint-order": "stroke",
    });
    made.textContent = text;
    caught.push(made);
  };
  const near = standingOut();
  const isNamed = (node) => isShown(node) && (near === null || near.has(node));
  drawLabels(context, view, { ground: ground(), ink: ink() }, isNamed, namedAnyway());
  return caught;
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

function saveCsv() {
  const head = ["subject", "subject_type", "subject_name", "predicate", "object", "object_type", "object_name", "confidence"];
  const rows = edges.filter(isEdgeShown).map(({ from, to, predicate, confidence }) =>
    [from.i, from.kind, from.name, predicate, to.i, to.kind, to.name, confidence]);
  download("graph.csv", "text/csv;charset=utf-8", [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""));
}

// A text that a spreadsheet would take for a formula has an apostrophe before it.
function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

document.getElementById("save-png").addEventListener("click", savePng);
document.getElementById("save-svg").addEventListener("click", saveSvg);
document.getElementById("save-csv").addEventListener("click", saveCsv);
