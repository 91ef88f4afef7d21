// The leaderboard of a benchmark: what papers report on it, as bars.

const MOST_BARS = 100;

async function fillBoard(id) {
  const results = await unpack("results");
  const boards = boardsOf(results);
  const benchmark = boards.has(byId.get(id)) ? byId.get(id) : [...boards.keys()][0];
  const choice = element("select", { "aria-label": "Benchmark", onchange: () => show({ sheet: `board:${choice.value}` }) },
    ...[...boards].map(([node, own]) => element("option", { value: node.i, text: `${node.name} (${own.length})` })));
  if (benchmark) choice.value = benchmark.i;
  const parts = benchmark ? groupsOf(boards.get(benchmark)) : [];
  refill(sheet, sheetTop("Leaderboard", [choice]), element("div", { class: "rows", tabindex: "0", role: "region", "aria-label": "Results" },
    ...parts.flatMap(([title, rows]) => [element("h3", { text: title }), barsOf(rows)]),
    ...(benchmark ? [] : [element("p", { text: "No number is bound to a benchmark." })])));
}

// Benchmarks with the numbers reported on them; those with most first.
function boardsOf(results) {
  const boards = new Map();
  for (const result of results) {
    const benchmark = byNumber.get(result.of[2]);
    const paper = byNumber.get(result.of[0]);
    if (!benchmark || !paper || !isAllowed(paper)) continue;
    if (!boards.has(benchmark)) boards.set(benchmark, []);
    boards.get(benchmark).push(result);
  }
  return new Map([...boards].sort((a, b) => b[1].length - a[1].length || a[0].number - b[0].number));
}

// Only numbers of one metric, one unit and one kind stand beside one another, doubtful ones last.
function groupsOf(results) {
  const groups = new Map();
  for (const result of results) {
    const title = [result.m ?? "metric not named", result.k !== "absolute" && result.k, result.u].filter(Boolean).join(", ");
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(result);
  }
  for (const rows of groups.values()) {
    const way = rows.some((row) => row.d === "lower") ? 1 : -1;
    rows.sort((a, b) => isDoubtful(a) - isDoubtful(b) || way * (a.x - b.x) || a.of[0] - b.of[0]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

function isDoubtful(result) {
  return result.f.includes("doubtful");
}

// What tells against a number, as a note behind it.
function flagsOf(result) {
  return result.f.length ? [element("span", { class: "faint", text: ` ${result.f.join(", ")}` })] : [];
}

// A number as papers print it: with its unit.
function printed(result) {
  if (!result.u || result.v.endsWith(result.u)) return result.v;
  return result.u === "points" ? `${result.v} points` : result.v + result.u;
}

function barsOf(rows) {
  const sure = rows.filter((row) => !isDoubtful(row));
  const most = Math.max(...(sure.length ? sure : rows).map((row) => Math.abs(row.x))) || 1;
  const body = rows.slice(0, MOST_BARS).map((row) => {
    const [paper, method] = row.of.map((number) => byNumber.get(number));
    const bar = element("span", { class: isDoubtful(row) ? "bar doubtful" : "bar" });
    bar.style.width = `calc((100% - 200px) * ${Math.min(1, Math.abs(row.x) / most).toFixed(4)})`;
    const open = (node) => element("button", {
      class: "go", type: "button", onclick: () => show({ chosen: node, sheet: "" }),
    }, shapeOf(node.kind), element("span", { text: node.name }));
    return element("tr", {},
      element("td", {}, ...(method ? [open(method)] : [element("span", { class: "faint", text: "method not named" })])),
      element("td", { class: "measure" }, bar, element("span", { class: "value", text: printed(row) }), ...flagsOf(row)),
      element("td", {}, open(paper)), element("td", { class: "faint", text: paper.date }));
  });
  const head = ["method", "value", "paper", "date"].map((text) => element("th", { text, scope: "col" }));
  return element("table", { class: "board" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}
