// Read a GEXF file with graphology-gexf and print its nodes and edges with their attributes as JSON.
const fs = require("fs");
const Graph = require("graphology");
const { parse } = require("graphology-gexf");

const graph = parse(Graph, fs.readFileSync(process.argv[2], "utf8"));
const nodes = graph.mapNodes((id, attributes) => ({ id, ...attributes }));
const edges = graph.mapEdges((id, attributes, source, target) => ({ source, target, ...attributes }));
process.stdout.write(JSON.stringify({ multi: graph.multi, nodes, edges }));
