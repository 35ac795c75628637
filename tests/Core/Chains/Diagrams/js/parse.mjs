// Reads a flowchart from standard input with the real Mermaid and prints what it understood, as JSON.
import { parseHTML } from 'linkedom';

const { window } = parseHTML('<!doctype html><html><body></body></html>');
Object.assign(globalThis, { window, document: window.document, Element: window.Element });
const { default: mermaid } = await import('mermaid');

let text = '';
for await (const chunk of process.stdin) text += chunk;

// Mermaid keeps entities in a form of its own until a page shows them.
const decode = (label) => parseHTML(`<p>${(label ?? '').replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';').replaceAll('<br/>', '\n')}</p>`)
  .document.querySelector('p').textContent;

const { diagramType } = await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
console.log(JSON.stringify({
  type: diagramType,
  nodes: [...db.getVertices().values()].map((v) => ({ id: v.id, label: decode(v.text), shape: v.type ?? '', classes: v.classes, tip: decode(db.getTooltip(v.id)) })),
  edges: db.getEdges().map((e) => ({ from: e.start, to: e.end, label: decode(e.text), stroke: e.stroke })),
  styles: [...db.getClasses().keys()],
}));
