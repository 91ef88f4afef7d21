// Whatever is to be shown differently goes through `show`: one change, one view, one address.

const MOST_TRAIL = 7;
const trail = [];
let turn = 0;

async function show(changes, { isMoving = true, isStep = true } = {}) {
  const mine = turn += 1;
  hideHover();
  const before = { ...state };
  if (changes.chosen === null) changes = { steps: 0, path: [], ...changes };
  else if (changes.chosen && changes.chosen !== state.chosen && !("steps" in changes)) {
    changes = { steps: 0, path: [], ...changes, ...keptFocus(changes.chosen) };
  }
  Object.assign(state, changes);
  if (state.chosen || state.sheet || state.since || state.until) await learnAll();
  if (mine !== turn) return;
  inTime = findInTime();
  const isArranged = arrange();
  if (state.chosen !== before.chosen) walk(state.chosen);
  repaint();
  fillLegend();
  markTime();
  fillTrail();
  if (isStep) keepAddress();
  await Promise.all([showPanel(), fillSheet()]);
  if (mine !== turn) return;
  const wasArranged = before.steps > 0 || before.path.length > 0;
  const isOther = state.steps !== before.steps || state.path !== before.path || state.chosen !== before.chosen;
  if (isArranged ? isOther : wasArranged && !state.chosen) showWhole();
  else if (state.chosen && isMoving && isOther) moveTo(state.chosen);
}

// Whoever steps along within a focus or a path stays in it.
function keptFocus(node) {
  if (state.path.includes(node)) return { path: state.path };
  return state.steps ? { steps: state.steps } : {};
}

async function showPanel() {
  if (state.chosen) await fillPanel(state.chosen);
  if (!state.chosen) {
    if (panel.contains(document.activeElement)) place.focus();
    panel.hidden = true;
    delete panel.dataset.of;
  }
  document.body.classList.toggle("told", !panel.hidden);
  if (state.chosen) tell(`${state.chosen.name}, ${kindName(state.chosen.kind, 1)}, ${neighboursOf(state.chosen).length} neighbours`);
}

// A page within a page, as in a notebook, has no address.
function keepAddress() {
  if (location.protocol === "about:") return;
  const fragment = toFragment();
  if (location.hash !== fragment) history.pushState(null, "", fragment || location.pathname);
}

async function showAddress() {
  if (location.hash && !byId.has(fromFragmentId())) await learnAll();
  if (location.hash.includes("path=")) await learnAll();
  if (location.hash !== toFragment()) await show(fromFragment(location.hash), { isStep: false });
}

function fromFragmentId() {
  return decoded(location.hash.replace(/^#/, "").split("&")[0]);
}

// Where one came from; a step back takes back what came after.
function walk(node) {
  if (!node) return;
  const at = trail.indexOf(node);
  if (at >= 0) trail.length = at + 1;
  else trail.push(node);
  if (trail.length > MOST_TRAIL) trail.shift();
}

function fillTrail() {
  const bar = document.getElementById("trail");
  bar.hidden = trail.length < 2;
  bar.firstElementChild.replaceChildren(...trail.map((node) => element("li", {}, element("button", {
    type: "button", onclick: () => show({ chosen: node }), title: node.name,
    ...(node === state.chosen ? { "aria-current": "true" } : {}),
  }, shapeOf(node.kind), element("span", { text: shortenedTo(node.name, 24) })))));
}

// Said to screen readers; what answers an action that showed nothing is there to be seen as well.
function tell(text, isSeen = false) {
  const said = document.getElementById("said");
  said.textContent = text;
  said.classList.toggle("shown", isSeen);
  if (isSeen) setTimeout(() => { if (said.textContent === text) said.classList.remove("shown"); }, 5000);
}

document.addEventListener("keydown", (event) => {
  const isTyping = ["INPUT", "SELECT"].includes(event.target.tagName) && event.target.type !== "range";
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    query.focus();
    query.select();
  }
  if (event.key !== "Escape" || event.target === query) return;
  if (state.sheet) show({ sheet: "" });
  else if (state.steps || state.path.length) show({ steps: 0, path: [] });
  else show({ chosen: null });
});
window.addEventListener("popstate", showAddress);
window.addEventListener("hashchange", showAddress);
dark.addEventListener("change", () => show({}, { isMoving: false, isStep: false }));
document.getElementById("table").addEventListener("click", () => show({ sheet: state.sheet.startsWith("table") ? "" : "table" }));
const boardButton = document.getElementById("boards");
boardButton.hidden = !told.results;
boardButton.addEventListener("click", () => show({ sheet: state.sheet.startsWith("board") ? "" : "board" }));
document.getElementById("legend").open = window.innerWidth > 640 && window.innerHeight > 560;

usePictures();
fillLegend();
fillHeader();
fillTime();
showWhole();
showAddress();
document.documentElement.dataset.ready = "true";
