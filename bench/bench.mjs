// bench.mjs: one run of all measurements. Every server has one core and one process that answers, wrk has the other core.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { statements } from './statements.mjs';

const PRODUCTS = Number(process.env.OCOP_BENCH_PRODUCTS || 20000);
const SECONDS = Number(process.env.OCOP_BENCH_SECONDS || 4);
const REPEATS = Number(process.env.OCOP_BENCH_REPEATS || 3);
const CONNECTIONS = 32;
const CORE = 0;
const LOAD_CORE = cpus().length > 1 ? 1 : 0;
const BY_HAND = { Cookie: 'visit=1' }; // an answer to a request with a cookie is never taken from the cache
const folder = mkdtempSync(join(tmpdir(), 'ocop-bench-'));
const children = [];
const results = [];
process.on('exit', () => {
  for (const c of children) c.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const freePort = () => new Promise((resolve) => {
  const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)); });
});
const median = (v) => [...v].sort((a, b) => a - b)[Math.floor(v.length / 2)];

// ---- servers ----

function start(command, args, options = {}) {
  const child = spawn('taskset', ['-c', String(CORE), command, ...args], { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  child.text = '';
  child.stderr.on('data', (d) => { child.text = (child.text + d).slice(-4000); });
  children.push(child);
  return child;
}
async function stop(child) {
  const ended = new Promise((r) => child.on('exit', r));
  child.kill('SIGTERM');
  await ended;
  children.splice(children.indexOf(child), 1);
}
async function until(url, child, path = '') {
  const from = performance.now();
  while (performance.now() - from < 60000 && child.exitCode === null) {
    try {
      const r = await fetch(url + path);
      await r.arrayBuffer();
      if (r.ok) return performance.now();
    } catch { /* not yet */ }
    await sleep(2);
  }
  throw new Error(`${url}${path} does not answer: ${child.text}`);
}
async function startOurs(data, extra = []) {
  const port = await freePort();
  const from = performance.now();
  const child = start('build/ocop', ['serve', '--workers', '1', '--listen', `127.0.0.1:${port}`, '--data', data, ...extra]);
  const first = (await until(`http://127.0.0.1:${port}`, child, '/vi')) - from;
  return { name: 'ocop', url: `http://127.0.0.1:${port}`, child, first };
}
async function startNginx(files) {
  const port = await freePort();
  const dir = join(folder, 'nginx');
  mkdirSync(dir, { mode: 0o755 });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(dir, name), bytes);
  const user = process.getuid() === 0 ? 'user root;' : '';
  writeFileSync(join(dir, 'nginx.conf'), `${user} worker_processes 1; daemon off; pid ${dir}/pid; error_log stderr;
events { worker_connections 1024; }
http { access_log off; sendfile on; open_file_cache max=100; keepalive_requests 100000000; default_type text/html; charset utf-8;
  client_body_temp_path ${dir}/a; proxy_temp_path ${dir}/b; fastcgi_temp_path ${dir}/c; uwsgi_temp_path ${dir}/d; scgi_temp_path ${dir}/e;
  server { listen 127.0.0.1:${port}; root ${dir}; } }`);
  const child = start('nginx', ['-e', 'stderr', '-c', join(dir, 'nginx.conf')]);
  const url = `http://127.0.0.1:${port}`;
  await until(url, child, `/${Object.keys(files)[0]}`);
  return { name: 'nginx, a file', url, child };
}
async function startFastify(templates) {
  const port = await freePort();
  const file = join(folder, 'templates.json');
  writeFileSync(file, JSON.stringify(templates));
  const child = start(process.execPath, ['bench/peer.mjs', String(port), join(folder, 'large', 'ocop.db'), file], { env: { ...process.env, NODE_ENV: 'production' } });
  const url = `http://127.0.0.1:${port}`;
  await until(url, child, `/vi/san-pham/${templates.product.code}`);
  return { name: 'Fastify + better-sqlite3', url, child };
}

// ---- the processor's time of a process and all below it, in µs ----

function processes(pid) {
  const all = [pid];
  for (let i = 0; i < all.length; i++) {
    try { all.push(...readFileSync(`/proc/${all[i]}/task/${all[i]}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number)); } catch { /* ended */ }
  }
  return all;
}
const TICK_US = 1e6 / Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout || 100);
function cpu(pid) {
  let ticks = 0;
  for (const p of processes(pid)) {
    try {
      const f = readFileSync(`/proc/${p}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      ticks += Number(f[11]) + Number(f[12]);
    } catch { /* ended */ }
  }
  return ticks * TICK_US;
}

// ---- load ----

function seconds(text) {
  const [, n, unit] = text.match(/^([\d.]+)(us|ms|s|m)$/);
  return Number(n) * { us: 1e-6, ms: 1e-3, s: 1, m: 60 }[unit];
}
function load(server, path, headers = {}, time = SECONDS) {
  const before = cpu(server.child.pid);
  const args = ['-c', String(LOAD_CORE), 'wrk', '-t1', `-c${CONNECTIONS}`, `-d${time}s`, '--timeout', '10s', '--latency'];
  for (const [k, v] of Object.entries(headers)) args.push('-H', `${k}: ${v}`);
  return new Promise((resolve, reject) => {
    const w = spawn('taskset', [...args, server.url + path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    w.stdout.on('data', (d) => { out += d; });
    w.on('exit', (code) => {
      const after = cpu(server.child.pid);
      const n = Number(out.match(/(\d+) requests in/)?.[1] || 0);
      if (code !== 0 || n === 0 || /Non-2xx|Socket errors/.test(out)) reject(new Error(`${server.name} ${path}: ${out}`));
      else resolve({ rate: Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]), p99: seconds(out.match(/^\s+99%\s+(\S+)\s*$/m)[1]) * 1000, cpu: (after - before) / n });
    });
  });
}

// One comparison: the servers in turn, as often as REPEATS; medians, and medians of the ratios of one turn.
async function compare(name, size, servers) {
  const runs = servers.map(() => []);
  for (const s of servers) await load(s.server, s.path, s.headers, 1);
  for (let r = 0; r < REPEATS; r++) {
    for (let i = 0; i < servers.length; i++) {
      const k = (i + r) % servers.length;
      runs[k].push(await load(servers[k].server, servers[k].path, servers[k].headers));
    }
  }
  const units = { rate: ['requests', '1/s', 0], p99: ['p99', 'ms', 2], cpu: ['CPU a request', 'us', 1] };
  for (const metric of Object.keys(units)) {
    const [label, unit, digits] = units[metric];
    const ours = median(runs[0].map((x) => x[metric]));
    for (let i = 1; i < servers.length; i++) {
      results.push({
        name, size, metric: label, unit, ours: Number(ours.toFixed(digits)), peer: servers[i].server.name,
        peer_value: Number(median(runs[i].map((x) => x[metric])).toFixed(digits)),
        ratio: Number(median(runs[0].map((x, r) => x[metric] / runs[i][r][metric])).toFixed(2)),
      });
    }
  }
}

// ---- the page of ours as a template for the peer: every value of a row that stands on it becomes a slot ----

const escaped = (s) => s.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);
function template(html, queries) {
  let parts = [html];
  const values = queries.flatMap((rows, q) => rows.flatMap((row, r) => row.map((v, c) => [q, r, c, v])))
    .filter(([, , , v]) => typeof v === 'string' && v.length >= 5).sort((a, b) => b[3].length - a[3].length);
  for (const [q, r, c, v] of values) {
    parts = parts.flatMap((p) => (typeof p === 'string' ? p.split(escaped(v)).flatMap((t, i) => (i === 0 ? [t] : [[q, r, c], t])) : [p]));
  }
  return parts.filter((p) => p !== '');
}

const get = async (server, path, headers = {}) => {
  const r = await fetch(server.url + path, { headers: { ...headers, 'Accept-Encoding': 'identity' } });
  if (!r.ok) throw new Error(`${server.name} ${path}: ${r.status}`);
  return r.text();
};

async function pages() {
  const large = join(folder, 'large');
  mkdirSync(large);
  console.log(`seeding ${PRODUCTS} products`);
  const seeded = spawnSync('build/bench/seed', [`sqlite:${large}/ocop.db`, String(PRODUCTS)], { encoding: 'utf8' });
  if (seeded.status !== 0) throw new Error(seeded.stderr);
  const ours = await startOurs(large);
  const db = new Database(join(large, 'ocop.db'), { readonly: true });
  const sql = statements('src/domain/portal/portal.sql', 'src/domain/recognition/recognition.sql');
  const today = Math.floor((Date.now() / 1000 + 7 * 3600) / 86400);
  const ask = { group_no: 0, star: 0, status: 0, today, soon: today + 180 };
  const code = db.prepare('select p.code from product p join recognition r on r.id = p.latest where r.until_day > ? order by p.id limit 1').pluck().get(today + 200);
  const item = db.prepare(sql.portal_product).raw().get({ code });
  const product = `/vi/san-pham/${code}`;
  const html = await get(ours, product, BY_HAND);
  const templates = { today, product: { code, parts: template(html, [[item], db.prepare(sql.recognitions_of_product).raw().all({ product: item[0] })]) }, searches: {} };
  const files = { 'product.html': html };
  const searches = [];
  for (const [i, [q, match]] of [['nuoc mam phu hai', '"nuoc" "mam" "phu" "hai"*'], ['nuoc mam', '"nuoc" "mam"*']].entries()) {
    const path = `/vi/san-pham?q=${q.replaceAll(' ', '+')}`;
    const page = await get(ours, path, BY_HAND);
    const rows = db.prepare(sql.portal_find).raw().all({ ...ask, words: match, row_limit: 24, row_offset: 0 });
    const n = db.prepare(sql.portal_find_count).raw().get({ ...ask, words: match });
    templates.searches[q] = { match, parts: template(page, [rows, [n]]) };
    files[`search${i}.html`] = page;
    searches.push({ path, page, file: `/search${i}.html`, found: n[0] });
  }
  db.close();
  const nginx = await startNginx(files);
  const fastify = await startFastify(templates);
  for (const [path, page] of [[product, html], ...searches.map((s) => [s.path, s.page])]) {
    if (await get(fastify, path) !== page) throw new Error(`the peer's ${path} has other bytes than ours`);
  }
  const kb = (text) => `${(Buffer.byteLength(text) / 1024).toFixed(1)} KB`;
  await compare('product page, from the cache', kb(html), [{ server: ours, path: product }, { server: nginx, path: '/product.html' }]);
  const peers = (file, path) => [{ server: nginx, path: file }, { server: fastify, path }];
  await compare('product page, made anew', kb(html), [{ server: ours, path: product, headers: BY_HAND }, ...peers('/product.html', product)]);
  for (const s of searches) {
    await compare(`search among ${PRODUCTS}, ${s.found} found`, kb(s.page), [{ server: ours, path: s.path, headers: BY_HAND }, ...peers(s.file, s.path)]);
  }
  for (const s of [ours, nginx, fastify]) await stop(s.child);
}

// ---- memory and start, with the demonstration province ----

const rollup = (pid, field) => {
  const text = existsSync(`/proc/${pid}/smaps_rollup`) ? readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8') : '';
  const m = text.match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm')) || (field === 'Rss' && readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m));
  return m ? Number(m[1]) / 1024 : null;
};
async function footprint() {
  const demo = join(folder, 'demo');
  mkdirSync(demo);
  const first = await startOurs(demo, ['--demo']);
  results.push({ name: 'first start, with loading', size: 'demo', metric: 'to the first answer', unit: 'ms', ours: Math.round(first.first), peer: null, peer_value: null, ratio: null });
  await stop(first.child);
  const starts = [];
  for (let i = 0; i < 5; i++) {
    const again = await startOurs(demo, ['--demo']);
    starts.push(again.first);
    await stop(again.child);
  }
  results.push({ name: 'start', size: 'demo', metric: 'to the first answer', unit: 'ms', ours: Math.round(median(starts)), peer: 'goal', peer_value: 500, ratio: Number((median(starts) / 500).toFixed(2)) });
  const ours = await startOurs(demo, ['--demo']);
  for (const path of ['/vi', '/vi/san-pham', '/en', '/vi/kiem-tra']) await load(ours, path, BY_HAND, 1);
  const worker = processes(ours.child.pid)[1];
  for (const [field, label] of [['Rss', 'resident'], ['Pss', 'proportional']]) {
    const mb = rollup(worker, field);
    if (mb !== null) results.push({ name: 'one worker', size: 'demo', metric: `memory, ${label}`, unit: 'MB', ours: Number(mb.toFixed(1)), peer: 'goal', peer_value: 40, ratio: Number((mb / 40).toFixed(2)) });
  }
  await stop(ours.child);
}

// ---- a session of nine members and sixty files, in one process: the server's own time ----

function session() {
  const engines = process.env.OCOP_TEST_PG ? 'both' : 'sqlite';
  const ran = spawnSync('build/bench/session', ['--jobs', '1', ...(engines === 'both' ? [] : ['--engine', engines])], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
  for (const line of ran.stderr.split('\n').filter((l) => l.startsWith('{"engine"'))) {
    const m = JSON.parse(line);
    for (const [metric, unit, ours, goal] of [['page, median', 'ms', m.median_ms, 50], ['page, p99', 'ms', m.p99_ms, 50], ['page, slowest', 'ms', m.worst_ms, 50], ['all papers', 's', m.papers_s, 60]]) {
      results.push({ name: `session of 9 with 60 files, ${m.engine}`, size: `${m.requests}`, metric, unit, ours, peer: 'goal', peer_value: goal, ratio: Number((ours / goal).toFixed(2)) });
    }
  }
}

function print() {
  const row = (c) => `${c[0].padEnd(38)} ${c[1].padEnd(8)} ${c[2].padEnd(22)} ${c[3].padStart(9)}  ${c[4].padEnd(26)} ${c[5].padStart(9)} ${c[6].padStart(7)}`;
  console.log(row(['what', 'size', 'measured', 'ocop', 'peer', 'its value', 'ratio']));
  for (const r of results) {
    console.log(row([r.name, r.size, `${r.metric}, ${r.unit}`, String(r.ours), r.peer ?? '', r.peer_value === null ? '' : String(r.peer_value), r.ratio === null ? '' : r.ratio.toFixed(2)]));
  }
}

await pages();
await footprint();
session();
print();
mkdirSync('build', { recursive: true });
writeFileSync('build/bench.json', `${JSON.stringify(results, null, 1)}\n`);
process.exit(0);
