// The table of everything, for those who would rather read.

const sheet = document.getElementById("sheet");
const ROWS = 200;
let openedBy = null;
const sorting = { column: "neighbours", isDown: true };

// Each column: how to take its value from a row.
const NODE_COLUMNS = {
  name: (node) => node.name,
  kind: (node) => kindName(node.kind, 1),
  neighbours: (node) => neighboursOf(node).length,
  date: (node) => node.date,
  "other names": (node) => node.also.join(" · "),
};
const EDGE_COLUMNS = {
  subject: (edge) => edge.from.name,
  predicate: (edge) => told.predicates[edge.predicate].forward,
  object: (edge) => edge.to.name,
  certainty: (edge) => edge.confidence,
};

async function fillSheet() {
  const [what, of] = splitSheet(state.sheet);
  document.body.classList.toggle("reading", what !== "");
  if (!what) { closeSheet(); return; }
  await learnAll();
  if (what === "board") await fillBoard(of);
  else fillTable(of);
  if (sheet.hidden) {
    openedBy = document.activeElement;
    sheet.hidden = false;
    sheet.querySelector(".close").focus();
  }
}

// The focus goes back to what opened the sheet.
function closeSheet() {
  if (!sheet.hidden && openedBy?.isConnected) openedBy.focus();
  sheet.hidden = true;
}

function splitSheet(said) {
  const at = said.indexOf(":");
  const [what, of] = at < 0 ? [said, ""] : [said.slice(0, at), said.slice(at + 1)];
  return what === "table" || what === "board" ? [what, of] : ["", ""];
}

function fillTable(of) {
  const columns = of === "edges" ? EDGE_COLUMNS : NODE_COLUMNS;
  const all = of === "edges" ? edges.filter(isEdgeAllowed) : nodes.filter((node) => isAllowed(node) && (!of || node.kind === of));
  if (!(sorting.column in columns)) Object.assign(sorting, { column: Object.keys(columns)[0], isDown: false });
  const rows = sorted(all, columns[sorting.column]);
  const tabs = ["", ...kindOrder, "edges"].map((name) => element("button", {
    type: "button", "aria-pressed": String(of === name), onclick: () => show({ sheet: name ? `table:${name}` : "table" }),
    text: name === "" ? "everything" : name === "edges" ? "edges" : kindName(name, 2),
  }));
  refill(sheet, sheetTop("Table", tabs), element("p", { class: "faint", text: `${counted(rows.length)} rows` }),
    tableOf(rows, columns));
}

function sheetTop(title, tabs) {
  return element("div", { class: "sheet-top" }, element("h2", { text: title }),
    element("div", { class: "tabs", role: "group", "aria-label": "What is shown" }, ...tabs),
    closing("Close", () => show({ sheet: "" })));
}

function sorted(rows, valueOf) {
  const way = sorting.isDown ? -1 : 1;
  const valued = rows.map((row) => [valueOf(row), row]);
  const compare = ([a], [b]) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
  return valued.sort((a, b) => way * compare(a, b) || a[1].number - b[1].number).map(([, row]) => row);
}

function tableOf(rows, columns) {
  const heads = Object.keys(columns).map((name) => {
    const isSorted = sorting.column === name;
    return element("th", { scope: "col", "aria-sort": isSorted ? (sorting.isDown ? "descending" : "ascending") : "none" },
      element("button", { type: "button", text: `${name}${isSorted ? (sorting.isDown ? " ↓" : " ↑") : ""}`, onclick: () => sortBy(name) }));
  });
  const body = element("tbody", {});
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
  const holder = element("div", { class: "rows", tabindex: "0", role: "region", "aria-label": "Rows" }, table);
  addRows(holder, body, rows, columns);
  return holder;
}

// Rows come by the hundred, as one asks for more.
function addRows(holder, body, rows, columns) {
  const done = body.children.length;
  body.append(...rows.slice(done, done + ROWS).map((row) => element("tr", {}, ...cellsOf(row, columns))));
  holder.querySelector(".more")?.remove();
  if (body.children.length < rows.length) {
    holder.append(element("button", {
      class: "more", type: "button", text: `${counted(rows.length - body.children.length)} more rows`,
      onclick: () => addRows(holder, body, rows, columns),
    }));
  }
}

function cellsOf(row, columns) {
  return Object.entries(columns).map(([name, valueOf]) => {
    const node = { name: row, subject: row.from, object: row.to }[name];
    if (node) return element("td", {}, element("button", {
      class: "go", type: "button", onclick: () => show({ chosen: node, sheet: "" }),
    }, shapeOf(node.kind), element("span", { text: node.name })));
    const value = valueOf(row);
    return element("td", { text: name === "certainty" ? percent(value) : typeof value === "number" ? counted(value) : value });
  });
}

function sortBy(column) {
  const isSame = sorting.column === column;
  Object.assign(sorting, { column, isDown: isSame ? !sorting.isDown : column === "neighbours" || column === "certainty" });
  fillSheet();
  const at = [...sheet.querySelectorAll("th button")].find((button) => button.textContent.startsWith(column));
  at?.focus();
}
