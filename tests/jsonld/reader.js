// Reads JSON-LD: a document comes in as a line, a string of JSON, and what it says goes out as a
// line, its N-Quads as a string of JSON. It fetches nothing: a context that is not in the document
// is an error, and so is whatever it would leave out.
import { createInterface } from "node:readline";
import jsonld from "jsonld";

const documentLoader = (url) => {
  throw new Error(`would fetch ${url}`);
};
const options = { format: "application/n-quads", safe: true, documentLoader };

for await (const line of createInterface({ input: process.stdin })) {
  const said = await jsonld.toRDF(JSON.parse(JSON.parse(line)), options);
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
