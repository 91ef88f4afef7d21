// What travels in the page folded up (gzip, base64), unfolded when first asked for.

const unfolded = new Map();

function unpack(name) {
  if (!unfolded.has(name)) unfolded.set(name, inflate(document.getElementById(`pack-${name}`)));
  return unfolded.get(name);
}

async function inflate(holder) {
  const packed = Uint8Array.from(atob(holder.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// What is told of one node: links, texts, and `g`, the grounds of the edges that start there.
async function detailsOf(node) {
  let block = told.starts.length - 1;
  while (told.starts[block] > node.number) block -= 1;
  return (await unpack(`block-${block}`))[node.number - told.starts[block]];
}

async function groundsOf(edge) {
  return (await detailsOf(edge.from)).g[edge.rank];
}

// [paper, begin and end of the sentence, begin and end of the words] with the texts themselves
async function quoted([paper, begin, end, from, to]) {
  await learnAll();
  const { t, a } = await detailsOf(byNumber.get(paper));
  const text = `${t}\n\n${a}`;
  return { paper: t, before: text.slice(begin, from), words: text.slice(from, to), after: text.slice(to, end) };
}
