// The panel: all that is known of one node. Text goes in as text only.

const panel = document.getElementById("panel");
const SHAPES = {
  dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  diamond: "M8 1l7 7l-7 7l-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  triangle: "M8 1.5l6.8 12h-13.6z",
  star: "M8 .8l2.1 4.7l5.1.5l-3.9 3.4l1.2 5L8 11.8l-4.5 2.6l1.2-5L.8 6l5.1-.5z",
};
const FIRST = 30; // neighbours of a predicate that are listed at first

function shapeOf(kind) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[told.kinds[kind].shape]);
  path.setAttribute("fill", colourOf(kind));
  svg.append(path);
  return svg;
}

async function fillPanel(node) {
  const [details, results] = await Promise.all([detailsOf(node), resultsOf(node)]);
  const description = details.told ? [quote(await quoted(details.told))] : [];
  if (state.chosen !== node) return;
  refill(panel,
    element("div", { class: "top" }, shapeOf(node.kind), kindName(node.kind, 1), closing("Close", () => show({ chosen: null }))),
    element("h2", { text: node.name, tabindex: "-1" }),
    ...properties(node, details), ...links(details), ...description, ...abstract(details), actions(node, results),
    ...wayOf(), ...resultTable(results), ...neighbours(node),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.dataset.of = node.i;
}

function closing(label, onclick) {
  return element("button", { class: "close", type: "button", "aria-label": label, text: "×", onclick });
}

function properties(node, { venue, authors }) {
  const lines = [
    node.also.length && `also ${node.also.join(" · ")}`,
    [node.date, venue].filter(Boolean).join(" · "),
    authors && (/^\d+$/.test(authors) ? `${authors} authors` : authors),
  ];
  return lines.filter(Boolean).map((text) => element("p", { class: "faint", text }));
}

// Only addresses of the web are links; anything else is shown as the text it is.
function links(details) {
  return (details.links ?? []).map((link) => {
    const text = link.replace(/^https?:\/\/(www\.)?/i, "");
    if (!/^https?:\/\//i.test(link)) return element("p", { text: link });
    const rel = "noopener noreferrer";
    return element("p", {}, element("a", { href: link, target: "_blank", rel, text }));
  });
}

function abstract(details) {
  if (!details.a) return [];
  return [element("details", {}, element("summary", { text: "Abstract" }), element("p", { text: details.a }))];
}

function quote({ before, words, after }) {
  return element("p", {}, before, element("mark", { text: words }), after);
}

function actions(node, results) {
  const steps = [0, 1, 2, 3].map((count) => element("button", {
    type: "button", "aria-pressed": String(!state.path.length && state.steps === count),
    text: count ? String(count) : "All", onclick: () => show({ steps: count, path: [] }),
    "aria-label": count ? `Show ${count} ${count === 1 ? "step" : "steps"} around` : "Show all",
  }));
  const board = node.kind === "benchmark" && results.some((result) => result.of[2] === node.number)
    ? [element("button", { type: "button", text: "Leaderboard", onclick: () => show({ sheet: `board:${node.i}` }) })] : [];
  return element("div", { class: "actions" },
    element("span", { class: "steps", role: "group", "aria-label": "Focus" }, "Steps ", ...steps),
    element("button", { type: "button", text: "Path to …", onclick: () => pickEnd(node) }), ...board);
}

// The path that is shown, from node to node.
function wayOf() {
  if (!state.path.length) return [];
  const items = state.path.map((node, i) => {
    const edge = i && node.around.find((each) => otherEnd(each, node) === state.path[i - 1] && isEdgeAllowed(each));
    const way = edge && told.predicates[edge.predicate][edge.to === node ? "forward" : "backward"];
    return element("li", {}, ...(way ? [element("div", { class: "faint way", text: way })] : []), goTo(node));
  });
  return [element("h3", { text: `Shortest path, ${counted(state.path.length - 1)} steps` }),
    element("ol", { class: "path" }, ...items)];
}

async function resultsOf(node) {
  if (!told.results) return [];
  await learnAll();
  return (await unpack("results")).filter((result) => result.of.includes(node.number));
}

function resultTable(results) {
  if (!results.length) return [];
  const head = element("tr", {}, ...["value", "method", "benchmark"].map((text) =>
    element("th", { text, scope: "col" })));
  const rows = results.slice(0, 100).map((result) => element("tr", {},
    element("td", { class: "value", text: printed(result) },
      ...(result.k === "absolute" ? [] : [element("span", { class: "faint", text: ` ${result.k}` })]), ...flagsOf(result)),
    ...[1, 2].map((at) => element("td", {
      text: [byNumber.get(result.of[at])?.name, at === 2 && result.m].filter(Boolean).join(", "),
    }))));
  return [element("h3", { text: "Reported" }),
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))];
}

function neighbours(node) {
  const groups = new Map();
  const rank = (edge) => predicateOrder.indexOf(edge.predicate) + (edge.from === node ? 0 : 100);
  const sorted = [...node.around].sort((a, b) => rank(a) - rank(b)
    || b.confidence - a.confidence || otherEnd(a, node).number - otherEnd(b, node).number);
  for (const edge of sorted) {
    const way = edge.from === node ? "forward" : "backward";
    const title = told.predicates[edge.predicate][way];
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  return [...groups].flatMap(([title, each]) => [
    element("h3", { text: each.length > 1 ? `${title} (${counted(each.length)})` : title }),
    listed(each.map((edge) => () => neighbour(edge, otherEnd(edge, node)))),
  ]);
}

function listed(makers) {
  const list = element("ul", {}, ...makers.slice(0, FIRST).map((make) => make()));
  if (makers.length > FIRST) {
    const more = element("li", {}, element("button", {
      class: "why", type: "button", text: `${counted(makers.length - FIRST)} more`,
      onclick: () => more.replaceWith(...makers.slice(FIRST).map((make) => make())),
    }));
    list.append(more);
  }
  return list;
}

function goTo(node) {
  return element("button", { class: "go", type: "button", onclick: () => show({ chosen: node }) },
    shapeOf(node.kind), element("span", { text: node.name }));
}

function neighbour(edge, other) {
  const grounds = element("div", { hidden: "" });
  const why = element("button", {
    class: "why", type: "button", "aria-expanded": "false", text: `${percent(edge.confidence)} why`,
    onclick: async () => {
      if (!grounds.hasChildNodes()) grounds.append(...await Promise.all((await groundsOf(edge)).map(ground_)));
      grounds.hidden = !grounds.hidden;
      why.setAttribute("aria-expanded", String(!grounds.hidden));
    },
  });
  return element("li", {}, element("div", { class: "row" }, goTo(other), why), grounds);
}

async function ground_(ground) {
  const how = [ground.rule, percent(ground.s)].filter(Boolean).join(", ");
  if (ground.at) {
    const words = await quoted(ground.at);
    return element("div", { class: "ground" }, quote(words),
      element("p", { class: "faint", text: `${words.paper} (${how})` }));
  }
  const rests = (ground.edges ?? []).map(sentenceOf).concat(ground.names ?? []);
  const said = ground.from ? `stated in ${ground.from}` : `follows from ${rests.join("; ")}`;
  return element("div", { class: "ground" }, element("p", { text: said }),
    element("p", { class: "faint", text: how }));
}

function sentenceOf([subject, predicate, object]) {
  const [from, to] = [subject, object].map((id) => byId.get(id)?.name ?? id);
  return `${from} ${told.predicates[predicate].forward} ${to}`;
}
