// lib.mjs: what journeys share: a server of their own on either engine, browsers with and without JavaScript on a phone and on
// a desk, and checks that count. Nothing here knows a story.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.OCOP || join(root, 'build', 'ocop');
const pictures = process.env.OCOP_PICTURES; // a folder: keep a picture of every page

let passed = 0;
let failed = 0;
let where = '';

export function inPart(text) { where = text; }
export function check(ok, what) {
  if (ok) passed++;
  else {
    failed++;
    console.log(`FAILED ${where}: ${what}`);
  }
  return ok;
}
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

// ---- the server ----

function freePort() {
  return new Promise((resolve, reject) => {
    const s = createServer();
    s.on('error', reject);
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => resolve(port));
    });
  });
}

const sql = (url, text) => execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', url, '-c', text], { stdio: ['ignore', 'pipe', 'pipe'] });

// engine: 'sqlite' or 'pg'. PostgreSQL wants OCOP_TEST_PG, the address of an empty database.
export async function startServer(engine, options = []) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-journey-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let db = `sqlite:${folder}/ocop.db`;
  let drop = () => {};
  if (engine === 'pg') {
    const url = process.env.OCOP_TEST_PG;
    if (!url) throw new Error('OCOP_TEST_PG is not set: journeys run on both engines');
    const schema = `j${port}_${process.pid}`;
    sql(url, `create schema ${schema}`);
    db = `${url}${url.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}%2Cpublic`;
    drop = () => sql(url, `set client_min_messages = error; drop schema ${schema} cascade`);
  }
  const child = spawn(program, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--data', folder, '--db', db, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (d) => { log += d; });
  child.stderr.on('data', (d) => { log += d; });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    drop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let i = 0; i < 600; i++) {
    try {
      if ((await fetch(`${base}/readyz`)).ok) return { base, folder, child, engine, stop, log: () => log };
    } catch { /* not yet */ }
    if (child.exitCode !== null) break;
    await new Promise((r) => setTimeout(r, 50));
  }
  await stop();
  throw new Error(`the server did not start:\n${log}`);
}

// ---- browsers ----

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args });

export const modes = [
  { name: 'phone', width: 390, js: true },
  { name: 'phone without JavaScript', width: 390, js: false },
  { name: 'desk', width: 1280, js: true },
  { name: 'desk without JavaScript', width: 1280, js: false },
];

// A person at a browser. Every page that look() sees is checked: axe, no sideways scrolling, no error on the console.
export async function person(browser, server, mode, name) {
  const context = await browser.newContext({ viewport: { width: mode.width, height: 850 }, javaScriptEnabled: mode.js, locale: 'vi-VN' });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of (4\d\d)/.test(m.text())) check(false, `${name}: console: ${m.text()}`);
  });
  page.on('pageerror', (e) => check(false, `${name}: script: ${e.message}`));
  let seen = 0;
  return {
    name, page, context, mode,
    go: async (path) => page.goto(path.startsWith('http') ? path : server.base + path),
    signIn: async (login, password) => {
      await page.goto(`${server.base}/dang-nhap`);
      await page.fill('#login', login);
      await page.fill('#password', password);
      await page.click('main button[type=submit]');
      check(page.url().endsWith('/ban-lam-viec'), `${login} signs in`);
    },
    text: async () => page.innerText('main'),
    look: async (what) => {
      seen++;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(wide <= 0, `${name}: ${what} scrolls sideways by ${wide} px`);
      const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      check(found.violations.length === 0, `${name}: ${what}: ${found.violations.map((v) => `${v.id} ${v.nodes[0].target}`).join('; ')}`);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        const file = `${server.engine}-${mode.width}${mode.js ? '' : '-nojs'}-${name}-${String(seen).padStart(2, '0')}-${what}`.replace(/[^\p{L}\p{N}]+/gu, '-');
        await page.screenshot({ path: join(pictures, `${file}.png`), fullPage: true });
      }
    },
    leave: async () => context.close(),
  };
}

export function tempFile(server, name, bytes) {
  const path = join(server.folder, name);
  writeFileSync(path, bytes);
  return path;
}
