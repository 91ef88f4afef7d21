// What lies around a node, and the shortest way between two.

// The steps from a node to each that is at most so many edges away.
function findAround(centre, steps) {
  const found = new Map([[centre, 0]]);
  let front = [centre];
  for (let step = 1; step <= steps; step += 1) {
    const next = [];
    for (const node of front) {
      for (const other of allowedNeighbours(node)) {
        if (!found.has(other)) { found.set(other, step); next.push(other); }
      }
    }
    front = next;
  }
  return found;
}

function allowedNeighbours(node) {
  const others = node.around.filter(isEdgeAllowed).map((edge) => otherEnd(edge, node));
  return [...new Set(others)].sort((a, b) => a.number - b.number);
}

// Breadth first; of ways equally short the one over nodes with lower numbers. [] if there is none.
function findPath(from, to) {
  const before = new Map([[from, null]]);
  let front = [from];
  while (front.length && !before.has(to)) {
    const next = [];
    for (const node of front) {
      for (const other of allowedNeighbours(node)) {
        if (!before.has(other)) { before.set(other, node); next.push(other); }
      }
    }
    front = next;
  }
  const way = [];
  for (let node = before.has(to) ? to : null; node; node = before.get(node)) way.unshift(node);
  return way;
}
