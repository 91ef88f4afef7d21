// Where nodes stand: at home; in rings around the one in focus; in a row along a path. Nodes of a
// large graph that were not drawn yet get a home beside what they are connected with.

const MOST_BROUGHT = 60; // neighbours that are drawn with a node that is chosen
const MOST_IN_FOCUS = 600;
const GOLDEN = 2.399963; // radians: steps of this angle fill a disc evenly

function arrange() {
  const steps = state.chosen && state.steps && !state.path.length ? findAround(state.chosen, state.steps) : null;
  const places = state.path.length ? inRow(state.path) : steps ? inRings(state.chosen, steps) : null;
  inFocus = places && new Set(places.keys());
  if (places) bring([...places.keys()], null);
  else if (state.chosen && told.size > told.heads.length) bringAround(state.chosen);
  const moved = nodes.filter((node) => {
    const { x, y } = places?.get(node) ?? node.home ?? node;
    const isMoved = node.isDrawn && (x !== node.x || y !== node.y);
    if (isMoved) Object.assign(node, { x, y });
    return isMoved;
  });
  if (moved.length) visNodes.update(moved.map(({ number, x, y }) => ({ id: number, x, y })));
  return places !== null;
}

function bringAround(centre) {
  const missing = allowedNeighbours(centre).filter((node) => !node.isDrawn);
  missing.sort((a, b) => b.radius - a.radius || a.number - b.number);
  bring([centre], neighboursOf(centre).find((node) => node.isDrawn) ?? null);
  bring(missing.slice(0, MOST_BROUGHT), centre);
}

// Draw these too; with the edges that lead to what is drawn.
function bring(wanted, centre) {
  const missing = wanted.filter((node) => !node.isDrawn);
  if (!missing.length) return;
  missing.forEach((node, i) => {
    const near = centre ?? neighboursOf(node).find((other) => other.isDrawn) ?? { x: 0, y: 0, radius: 40 };
    const away = (near.radius ?? 20) + 14 + 15 * Math.sqrt(i + 1);
    const home = { x: near.x + away * Math.cos(i * GOLDEN), y: near.y + away * Math.sin(i * GOLDEN) };
    Object.assign(node, { ...home, home, isDrawn: true });
  });
  byImportance = sortedByImportance();
  visNodes.add(missing.map(toVisNode));
  const ends = new Set(missing.flatMap((node) => node.around));
  visEdges.add([...ends].filter((edge) => edge.from.isDrawn && edge.to.isDrawn).map(toVisEdge));
}

function inRow(path) {
  const wave = (i) => (path.length > 2 ? (i % 2 ? 60 : -60) : 0);
  return new Map(path.map((node, i) => [node, { x: (i - (path.length - 1) / 2) * 220, y: wave(i) }]));
}

// Each ring in the order of the ring within, so that few edges cross.
function inRings(centre, steps) {
  const places = new Map([[centre, { x: 0, y: 0 }]]);
  const turns = new Map([[centre, 0]]);
  let reach = centre.radius;
  for (let step = 1; step <= state.steps; step += 1) {
    const ring = [...steps].filter(([, at]) => at === step).map(([node]) => node);
    const room = Math.max(0, MOST_IN_FOCUS - places.size);
    const kept = ring.sort((a, b) => b.radius - a.radius || a.number - b.number).slice(0, room);
    const turnOf = new Map(kept.map((node) => [node, meanTurn(node, turns)]));
    kept.sort((a, b) => turnOf.get(a) - turnOf.get(b) || a.kind.localeCompare(b.kind) || a.number - b.number);
    const girth = kept.reduce((sum, node) => sum + 2 * node.radius + 14, 0);
    const widest = Math.max(0, ...kept.map((node) => node.radius));
    reach = Math.max(reach + widest + 70, girth / (2 * Math.PI));
    let turn = kept.length ? turnOf.get(kept[0]) : 0;
    for (const node of kept) {
      const share = (2 * Math.PI * (2 * node.radius + 14)) / girth;
      places.set(node, { x: Math.round(reach * Math.cos(turn + share / 2)), y: Math.round(reach * Math.sin(turn + share / 2)) });
      turns.set(node, turn + share / 2);
      turn += share;
    }
    reach += widest;
  }
  return places;
}

function meanTurn(node, turns) {
  const inner = allowedNeighbours(node).filter((other) => turns.has(other)).map((other) => turns.get(other));
  const x = inner.reduce((sum, turn) => sum + Math.cos(turn), 0);
  const y = inner.reduce((sum, turn) => sum + Math.sin(turn), 0);
  return Math.atan2(y, x);
}
