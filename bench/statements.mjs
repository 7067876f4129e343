// statements.mjs: the program's own named statements, for the peer to run the same: text of the .sql files by name.
import { readFileSync } from 'node:fs';

export function statements(...files) {
  const found = {};
  for (const file of files) {
    let name = null;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const head = line.match(/^-- ([a-z_0-9]+)(@pg)?\(/);
      if (head) name = head[2] ? null : head[1];
      else if (line.startsWith('--')) name = null;
      else if (name) found[name] = `${found[name] ?? ''}${line}\n`;
    }
  }
  return Object.fromEntries(Object.entries(found).map(([k, v]) => [k, v.trim().replace(/;$/, '')]));
}
