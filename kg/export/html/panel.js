// The panel: all that is known of one node. Text goes in as text only.

const panel = document.getElementById("panel");
const SHAPES = {
  dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  diamond: "M8 1l7 7l-7 7l-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  triangle: "M8 1.5l6.8 12h-13.6z",
  star: "M8 .8l2.1 4.7l5.1.5l-3.9 3.4l1.2 5L8 11.8l-4.5 2.6l1.2-5L.8 6l5.1-.5z",
};

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

function fillPanel(node) {
  panel.replaceChildren(
    element("div", { class: "top" }, shapeOf(node.kind), kindName(node.kind, 1),
      element("button", {
        class: "close", type: "button", "aria-label": "Close", text: "×", onclick: () => choose(null),
      })),
    element("h2", { text: node.name }),
    ...properties(node), ...links(node), ...description(node), ...results(node), ...neighbours(node),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
}

function properties(node) {
  const lines = [
    node.also && `also ${node.also.join(" · ")}`,
    [node.published, node.venue].filter(Boolean).join(" · "),
    node.authors && (/^\d+$/.test(node.authors) ? `${node.authors} authors` : node.authors),
  ];
  return lines.filter(Boolean).map((text) => element("p", { class: "faint", text }));
}

// Only addresses of the web are links; anything else is shown as the text it is.
function links(node) {
  return (node.links ?? []).map((link) => {
    const text = link.replace(/^https?:\/\/(www\.)?/i, "");
    if (!/^https?:\/\//i.test(link)) return element("p", { text: link });
    const rel = "noopener noreferrer";
    return element("p", {}, element("a", { href: link, target: "_blank", rel, text }));
  });
}

function description(node) {
  if (node.told) return [quote(node.told)];
  const paper = node.kind === "paper" && told.papers.find((each) => each.n === node.i);
  if (!paper || !paper.a) return [];
  return [element("details", {}, element("summary", { text: "Abstract" }),
    element("p", { text: paper.a }))];
}

// [paper, begin and end of the sentence, begin and end of the words]
function quote([paper, begin, end, from, to]) {
  const text = textOf(told.papers[paper]);
  return element("p", {}, text.slice(begin, from),
    element("mark", { text: text.slice(from, to) }), text.slice(to, end));
}

function results(node) {
  const own = told.results.filter((result) => result.of.includes(node.number));
  if (!own.length) return [];
  const head = element("tr", {}, ...["value", "method", "benchmark"].map((text) =>
    element("th", { text, scope: "col" })));
  const rows = own.map((result) => element("tr", {},
    element("td", { class: "value", text: result.v }),
    ...[1, 2].map((at) => element("td", {
      text: [nodes[result.of[at]]?.name, at === 2 && result.m].filter(Boolean).join(", "),
    }))));
  return [element("h3", { text: "Reported" }),
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))];
}

function neighbours(node) {
  const groups = new Map();
  const place = (edge) => predicateOrder.indexOf(edge.predicate) + (edge.from === node ? 0 : 100);
  const sorted = [...node.around].sort((a, b) => place(a) - place(b)
    || b.confidence - a.confidence || otherEnd(a, node).number - otherEnd(b, node).number);
  for (const edge of sorted) {
    const way = edge.from === node ? "forward" : "backward";
    const title = told.predicates[edge.predicate][way];
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  return [...groups].flatMap(([title, each]) => [
    element("h3", { text: each.length > 1 ? `${title} (${each.length})` : title }),
    element("ul", {}, ...each.map((edge) => neighbour(edge, otherEnd(edge, node)))),
  ]);
}

function neighbour(edge, other) {
  const grounds = element("div", { hidden: "" });
  const why = element("button", {
    class: "why", type: "button", "aria-expanded": "false", text: `${percent(edge.confidence)} why`,
    "aria-label": `Why ${other.name}, ${percent(edge.confidence)} certain`,
    onclick: () => {
      if (!grounds.hasChildNodes()) grounds.append(...edge.grounds.map(ground_));
      grounds.hidden = !grounds.hidden;
      why.setAttribute("aria-expanded", String(!grounds.hidden));
    },
  });
  const go = element("button", { class: "go", type: "button", onclick: () => choose(other) },
    shapeOf(other.kind), element("span", { text: other.name }));
  return element("li", {}, element("div", { class: "row" }, go, why), grounds);
}

function ground_(ground) {
  const how = [ground.rule, percent(ground.s)].filter(Boolean).join(", ");
  if (ground.at) {
    const source = told.papers[ground.at[0]].t;
    return element("div", { class: "ground" }, quote(ground.at),
      element("p", { class: "faint", text: `${source} (${how})` }));
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

function percent(share) {
  return `${Math.round(share * 100)}%`;
}
