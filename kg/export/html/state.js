// What is shown, and how the address says it, so that a view can be shared and gone back to.

const state = {
  chosen: null, steps: 0, path: [], since: "", until: "", hidden: new Set(), sheet: "",
};
let inTime = null; // the nodes of the time chosen; null: all
let inFocus = null; // the nodes that a focus or a path leaves; null: all

function toFragment() {
  const said = [state.chosen ? encodeURIComponent(state.chosen.i) : ""];
  if (state.steps) said.push(`steps=${state.steps}`);
  if (state.path.length) said.push(`path=${state.path.map((node) => encodeURIComponent(node.i)).join(",")}`);
  for (const name of ["since", "until"]) if (state[name]) said.push(`${name}=${state[name]}`);
  if (state.hidden.size) said.push(`hide=${[...state.hidden].sort().join(",")}`);
  if (state.sheet) said.push(`sheet=${encodeURIComponent(state.sheet)}`);
  return said.length === 1 && !said[0] ? "" : `#${said.join("&")}`;
}

function fromFragment(fragment) {
  const [id, ...rest] = fragment.replace(/^#/, "").split("&");
  const said = new Map(rest.map((part) => part.split("=", 2)));
  const list = (name) => (said.get(name) ?? "").split(",").filter(Boolean);
  const hideable = new Set([...kindOrder, ...predicateOrder]);
  const chosen = byId.get(decoded(id)) ?? null;
  const path = list("path").map((each) => byId.get(decoded(each))).filter(Boolean);
  return {
    chosen, path: path.length > 1 ? path : [],
    steps: chosen ? Math.min(3, Math.max(0, Number.parseInt(said.get("steps"), 10) || 0)) : 0,
    since: dateOf(said.get("since")), until: dateOf(said.get("until")),
    hidden: new Set(list("hide").filter((name) => hideable.has(name))),
    sheet: decoded(said.get("sheet") ?? ""),
  };
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return ""; }
}

function dateOf(text) {
  return /^\d{4}(-\d\d)?$/.test(text ?? "") ? text : "";
}

// A date in part stands for all of its days: 2023 is since 2023-05, and until it.
function isWithin(date, since, until) {
  if (!/^\d{4}/.test(date)) return false;
  const within = (bound) => date.slice(0, bound.length).padEnd(bound.length, "~");
  const isSince = !since || within(since) >= since;
  const isUntil = !until || date.slice(0, until.length) <= until;
  return isSince && isUntil;
}

// Papers of the time, and what they are connected with.
function findInTime() {
  if (!state.since && !state.until) return null;
  const papers = nodes.filter((node) => node.kind === "paper" && isWithin(node.date, state.since, state.until));
  return new Set(papers.flatMap((paper) => [paper, ...neighboursOf(paper).filter((node) => node.kind !== "paper")]));
}

function isAllowed(node) {
  return !state.hidden.has(node.kind) && (inTime === null || inTime.has(node));
}

function isShown(node) {
  return node.isDrawn && isAllowed(node) && (inFocus === null || inFocus.has(node));
}

function isEdgeAllowed(edge) {
  return !state.hidden.has(edge.predicate) && isAllowed(edge.from) && isAllowed(edge.to);
}

function isEdgeShown(edge) {
  return !state.hidden.has(edge.predicate) && isShown(edge.from) && isShown(edge.to)
    && (!state.path.length || isOnPath(edge));
}

function isOnPath({ from, to }) {
  const [a, b] = [state.path.indexOf(from), state.path.indexOf(to)];
  return a >= 0 && b >= 0 && Math.abs(a - b) === 1;
}
