// server.mjs: a server of our own for a test that speaks HTTP: a fresh database on one engine, started and ended by its pid.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
export const program = process.env.OCOP || join(root, 'build', 'ocop');

export function run(command, args, options = {}) {
  const r = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  if (r.status !== 0 && !options.mayFail) throw new Error(`${command} ${args.join(' ')}: ${r.stderr || r.error || r.status}`);
  return r;
}

// engine: 'sqlite' or 'pg' (OCOP_TEST_PG names the server; a schema of its own is made and dropped).
export function database(engine) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-server-'));
  if (engine === 'sqlite') {
    const file = join(folder, 'ocop.db');
    return {
      engine, folder, file, url: `sqlite:${file}`,
      sql: (text) => run('sqlite3', ['-batch', '-noheader', '-separator', '|', '-cmd', '.timeout 20000', file, text]).stdout.trim(),
      drop: () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = process.env.OCOP_TEST_PG;
  if (!server) throw new Error('OCOP_TEST_PG is not set');
  const schema = `s${randomBytes(6).toString('hex')}`;
  const url = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}%2Cpublic`;
  const psql = (address, text) => run('psql', ['-qAtX', '-F', '|', '-v', 'ON_ERROR_STOP=1', address, '-c', text]).stdout.trim();
  psql(server, `create schema ${schema}`);
  return {
    engine, folder, schema, url,
    sql: (text) => psql(url, text),
    drop: () => {
      psql(server, `set client_min_messages = error; drop schema ${schema} cascade`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const children = new Set();
process.on('exit', () => { for (const c of children) c.kill('SIGKILL'); });

// Starts `ocop serve` on a free port and waits until it can serve.
export async function serve(db, { args = [], env = {} } = {}) {
  for (let attempt = 0; ; attempt++) {
    const port = 10000 + Math.floor(Math.random() * 20000);
    const child = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--data', db.folder, '--db', db.url, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    children.add(child);
    const server = { port, pid: child.pid, log: '', started: performance.now() };
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => { children.delete(child); server.ended = true; resolve(code ?? signal); }));
    child.stdout.on('data', (d) => { server.log += d; });
    child.stderr.on('data', (d) => { server.log = (server.log + d).slice(-200000); });
    server.stop = async () => { child.kill('SIGTERM'); return ended; };
    while (!server.ended && performance.now() - server.started < 60000) {
      const r = await request(port, 'GET', '/readyz').catch(() => null);
      if (r?.status === 200 && server.log.includes('ocop serves on')) { server.ready = performance.now() - server.started; return server; }
      await new Promise((r) => setTimeout(r, 10));
    }
    if (!server.ended) await server.stop();
    if (attempt >= 4 || !/cannot bind|in use/i.test(server.log)) throw new Error(`the server does not start:\n${server.log}`);
  }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

// One request; form: an object or a list of pairs; rejects when no whole answer came.
export function request(port, method, path, { form, cookie, headers = {}, timeout = 15000 } = {}) {
  return new Promise((resolve, reject) => {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const q = http.request({
      host: '127.0.0.1', port, method, path, agent, timeout,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }),
        ...(cookie ? { Cookie: cookie } : {}), ...headers,
      },
    }, (r) => {
      const parts = [];
      r.on('data', (d) => parts.push(d));
      r.on('aborted', () => reject(new Error('cut off')));
      r.on('error', reject);
      r.on('end', () => {
        const set = (r.headers['set-cookie'] || []).map((c) => c.split(';')[0]);
        resolve({ status: r.statusCode, headers: r.headers, body: Buffer.concat(parts).toString('utf8'), cookie: set.find((c) => /^(__Host-)?ocop=/.test(c)) });
      });
    });
    q.on('timeout', () => q.destroy(new Error('timeout')));
    q.on('error', reject);
    q.end(body);
  });
}

// The processes a process has started.
export function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

// The value of the first input with this name on a page.
export function input(html, name) {
  const tag = html.match(new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`))?.[0];
  return tag?.match(/\bvalue="([^"]*)"/)?.[1];
}

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
