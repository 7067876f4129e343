// peer.mjs: Fastify with better-sqlite3: the same statements on the same file, the same bytes of the page. Arguments: port, database,
// template file: {"today","product":{"code","parts"},"searches":{WORDS:{"match","parts"}}}; a part is text or [query, row, column].
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { statements } from './statements.mjs';

const [port, file, templates] = process.argv.slice(2);
const t = JSON.parse(readFileSync(templates, 'utf8'));
const db = new Database(file, { readonly: true });
const sql = statements('src/domain/portal/portal.sql', 'src/domain/recognition/recognition.sql');
const item = db.prepare(sql.portal_product).raw();
const rounds = db.prepare(sql.recognitions_of_product).raw();
const count = db.prepare(sql.portal_find_count).raw();
const find = db.prepare(sql.portal_find).raw();

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c]) : text);

// A template literal, written once: text as it is, values escaped.
function compile(parts) {
  const body = parts.map((p) => (typeof p === 'string' ? JSON.stringify(p).slice(1, -1).replace(/`|\$\{/g, '\\$&').replace(/\\"/g, '"')
    : `\${escape(q[${p[0]}][${p[1]}][${p[2]}])}`)).join('');
  return new Function('q', 'escape', `return \`${body}\`;`);
}
const productPage = compile(t.product.parts);
const searches = Object.fromEntries(Object.entries(t.searches).map(([k, s]) => [k, { ...s, page: compile(s.parts) }]));

const app = Fastify({ logger: false });
app.get('/vi/san-pham/:code', (request, reply) => {
  const row = item.get({ code: request.params.code });
  if (!row) return reply.code(404).send('404');
  reply.header('content-type', 'text/html; charset=utf-8').send(productPage([[row], rounds.all({ product: row[0] })], escape));
});
app.get('/vi/san-pham', (request, reply) => {
  const s = searches[request.query.q];
  if (!s) return reply.code(404).send('404');
  const ask = { words: s.match, group_no: 0, star: 0, status: 0, today: t.today, soon: t.today + 180 };
  const n = count.get(ask);
  const rows = find.all({ ...ask, row_limit: 24, row_offset: 0 });
  reply.header('content-type', 'text/html; charset=utf-8').send(s.page([rows, [n]], escape));
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
