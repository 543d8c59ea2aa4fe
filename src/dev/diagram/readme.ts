/** Puts the generated parts of README.md in their places. */
import { type MachineName, machines } from '#machines/run.ts';
import { toMermaid } from './mermaid.ts';

const startOf = (name: MachineName) => `<!-- diagram of ${name}: written by npm run diagram -->`;
const END = '<!-- end of diagram -->';

/**
 * The README with its diagrams drawn anew, between their markers.
 * @throws when a machine's markers are missing
 */
export function withDiagrams(readme: string): string {
  return (Object.keys(machines) as MachineName[]).reduce((text, name) => {
    const from = text.indexOf(startOf(name));
    const to = text.indexOf(END, from);
    if (from === -1 || to === -1) throw new Error(`README.md has no place for the diagram of ${name}.`);
    const diagram = ['', '```mermaid', toMermaid(machines[name].machine), '```', ''].join('\n');
    return text.slice(0, from) + startOf(name) + diagram + text.slice(to);
  }, readme);
}
