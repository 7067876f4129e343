// lib.mjs: what journeys share: a server of their own on either engine, browsers with and without JavaScript on a phone and on
// a desk, and checks that count. Nothing here knows a story.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.OCOP || join(root, 'build', 'ocop');
const pictures = process.env.OCOP_PICTURES; // a folder: keep a picture of every page
const quick = process.env.OCOP_QUICK; // while writing a journey: without axe
const began = Date.now();

let passed = 0;
let failed = 0;
let where = '';

export function inPart(text) {
  where = text;
  console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`);
}
export function check(ok, what) {
  if (ok) passed++;
  else {
    failed++;
    console.log(`FAILED ${where}: ${what}`);
  }
  return ok;
}
export function finish() {
  if (quick) check(false, 'OCOP_QUICK is set: axe has looked at nothing');
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
  let log = '';
  const server = { base, folder, engine, log: () => log };
  let ended;
  const start = async (more) => {
    const child = spawn(program, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--data', folder, '--db', db, ...more],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (d) => { log += d; });
    child.stderr.on('data', (d) => { log += d; });
    ended = new Promise((resolve) => child.on('exit', resolve));
    server.child = child;
    for (let i = 0; i < 2400; i++) { // a busy machine may take its time
      try {
        if ((await fetch(`${base}/readyz`)).ok) return;
      } catch { /* not yet */ }
      if (child.exitCode !== null) break;
      await new Promise((r) => setTimeout(r, 50));
    }
    await server.stop();
    throw new Error(`the server did not start:\n${log}`);
  };
  const end = async () => {
    const wrong = log.split('\n').filter((l) => /"event":"child"|"level":"bug"/.test(l) && !(server.killed && l.includes('(status 9)')));
    check(wrong.length === 0, `the server's processes lived: ${wrong.slice(0, 5).join(' ')}`);
    server.child.kill('SIGTERM');
    await ended;
  };
  server.stop = async () => {
    await end();
    drop();
    rmSync(folder, { recursive: true, force: true });
  };
  // The same data, on another day: the demonstration's clock.
  server.goTo = async (day) => {
    await end();
    await start(['--today', day]);
  };
  await start(options);
  return server;
}

// ---- browsers ----

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
// The same browser without its own windows and menus, which nobody looks at here, where it is installed; else the whole one.
const browsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
export const launch = () => chromium.launch({ executablePath: process.env.OCOP_CHROMIUM || browsers.find(existsSync), args });

// OCOP_ENGINES=sqlite and OCOP_MODES=phone,desk play only a part.
const some = (all, wanted) => (wanted ? all.filter((x) => wanted.split(',').includes(x.name ?? x)) : all);
export const engines = some(['sqlite', 'pg'], process.env.OCOP_ENGINES);
export const modes = some([
  { name: 'phone', width: 390, js: true },
  { name: 'phone without JavaScript', width: 390, js: false },
  { name: 'desk', width: 1280, js: true },
  { name: 'desk without JavaScript', width: 1280, js: false },
], process.env.OCOP_MODES);

// ---- the checker of pages ----

const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };

// What axe found on a page that was built like this one (the same elements, classes and attributes, other words): it is not asked again.
const known = new Map();

function builtLike(page) {
  return page.evaluate(() => `${window.innerWidth} ${document.documentElement.outerHTML
    .replace(/<script[^]*?<\/script>/g, '')
    .replace(/>[^<]*\S[^<]*</g, '>words<')
    .replace(/ (value|content|datetime|alt|title|aria-label|src|srcset|d)="[^"]+"/g, ' $1="x"')
    .replace(/\b[0-9a-z]{13}\b/g, 'id')}`);
}

async function axeFinds(page) {
  const built = await builtLike(page);
  if (!known.has(built)) {
    known.set(built, await page.evaluate(async ([source, options]) => {
      if (!window.axe) (0, eval)(source); // eslint-disable-line no-eval
      const { violations } = await window.axe.run(document, options);
      return violations.map((v) => `${v.id} ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
    }, [axe.source, rules]));
  }
  return known.get(built);
}

// axe needs scripts. A page without them is read as it stands, scripts taken out, and opened at the same address by another browser
// of the same width that may run them: what axe then sees is what stood there.
async function eyeOf(browser, mode) {
  const context = await browser.newContext({ viewport: { width: mode.width, height: 850 }, locale: 'vi-VN' });
  const page = await context.newPage();
  let html = '';
  await page.route('**/*', (route) => {
    const kind = route.request().resourceType();
    if (kind === 'document') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    return kind === 'stylesheet' || kind === 'font' ? route.continue() : route.abort();
  });
  return {
    finds: async (seen) => {
      html = (await seen.content()).replace(/<script[^>]*>[^<]*<\/script>/g, '');
      await page.goto(seen.url().split('#')[0]);
      return axeFinds(page);
    },
    close: () => context.close(),
  };
}

// By how much the page grows when the pictures further down arrive: what moves under a finger is not hit.
function growsBy(page) {
  return page.evaluate(async () => {
    const before = document.documentElement.scrollHeight;
    const late = [...document.querySelectorAll('img[loading=lazy]')];
    for (const i of late) i.loading = 'eager';
    await Promise.all(late.map((i) => i.decode().catch(() => {})));
    return document.documentElement.scrollHeight - before;
  });
}

// A person at a browser. Every page that look() sees is checked: axe, no sideways scrolling, no growing under the finger, no error on
// the console.
export async function person(browser, server, mode, name) {
  const context = await browser.newContext({ viewport: { width: mode.width, height: 850 }, javaScriptEnabled: mode.js, locale: 'vi-VN' });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.on('console', (m) => {
    const meant = /status of (4\d\d)/.test(m.text()) || (me.lineCut && m.text().includes('net::ERR_CONNECTION')) || (me.cutOff && /ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(m.text()));
    if (m.type() === 'error' && !meant) check(false, `${name}: console: ${m.text()}`);
  });
  page.on('pageerror', (e) => check(false, `${name}: script: ${e.message}`));
  let seen = 0;
  let eye = null;
  const me = {
    name, page, context, mode, cutOff: false, // cutOff: the journey takes the line away, and the browser says so
    go: async (path) => page.goto(path.startsWith('http') ? path : server.base + path),
    signIn: async (login, password) => {
      await page.goto(`${server.base}/dang-nhap`);
      await page.fill('#login', login);
      await page.fill('#password', password);
      await page.click('main button[type=submit]');
      await page.waitForURL('**/ban-lam-viec');
      check(true, `${login} signs in`);
    },
    text: async () => page.innerText('main'),
    says: async (words, what) => {
      const text = (await page.innerText('body')).replace(/\s+/g, ' ');
      return check(text.includes(words), `${name}: ${what || 'the page'} says "${words}" (${page.url()})`);
    },
    // The answer a button brings: the status of the page that follows. Twice: the button is pressed twice in a row, as impatient
    // hands do; the server must act once.
    press: async (button, twice = mode.js) => {
      const b = typeof button === 'string' ? page.locator(button).first() : button;
      const main = page.mainFrame();
      const ours = (r) => r.isNavigationRequest() && r.frame() === main;
      let answer = null;
      let pages = 0;
      let quiet = 0;
      const underway = new Set();
      const asked = (r) => { if (ours(r)) { underway.add(r); quiet = 0; } };
      const ended = (r) => { underway.delete(r); };
      const answered = (r) => { if (ours(r.request()) && (r.status() < 300 || r.status() >= 400)) answer = r; };
      const opened = (f) => { if (f === main) { pages++; quiet = 0; } };
      const events = [['request', asked], ['requestfinished', ended], ['requestfailed', ended], ['response', answered], ['framenavigated', opened]];
      for (const [event, f] of events) page.on(event, f);
      await b.scrollIntoViewIfNeeded();
      await (twice ? b.dblclick({ noWaitAfter: true }) : b.click({ noWaitAfter: true }));
      for (let i = 0; i < 800 && (pages === 0 || underway.size > 0 || quiet++ < 3); i++) await new Promise((r) => setTimeout(r, 25));
      await page.waitForLoadState();
      for (const [event, f] of events) page.off(event, f);
      return answer?.status();
    },
    look: async (what) => {
      seen++;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(wide <= 0, `${name}: ${what} scrolls sideways by ${wide} px`);
      const grown = mode.js ? await growsBy(page) : 0;
      check(grown === 0, `${name}: ${what} grows by ${grown} px when its pictures arrive`);
      if (!mode.js && !quick) eye ??= await eyeOf(browser, mode);
      const found = quick ? [] : await (mode.js ? axeFinds(page) : eye.finds(page));
      check(found.length === 0, `${name}: ${what}: ${found.join('; ')}`);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        const file = `${server.engine}-${mode.width}${mode.js ? '' : '-nojs'}-${name}-${String(seen).padStart(2, '0')}-${what}`.replace(/[^\p{L}\p{N}]+/gu, '-');
        await page.screenshot({ path: join(pictures, `${file}.png`), fullPage: true });
      }
    },
    leave: async () => { await eye?.close(); await context.close(); },
  };
  return me;
}

// What a page or a paper says, for comparing: composed letters, single blanks.
export const fold = (text) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

// ---- playing ----

// The parts of a journey one after the other; one that stops ends the journey, not the others.
export async function playParts(title, s, parts) {
  for (const part of parts) {
    inPart(`${title}, ${s.server.engine}, ${s.mode.name}: ${part.name}`);
    try {
      await part(s);
    } catch (e) {
      check(false, `${part.name} stopped: ${String(e?.message ?? e).split('\n').slice(0, 6).join(' ')}`);
      break;
    }
  }
  for (const context of s.browser.contexts()) await context.close();
}

// play({ browser, server, mode, no }) in every mode on every engine; no: which of the modes, from 0. A server for an engine, or, where
// the story uses up something that is there once, for every mode (alone). options: of the server.
export async function playAll(play, alone = false, options = []) {
  const browser = await launch();
  for (const engine of engines) {
    for (const group of alone ? modes.map((m) => [m]) : [modes]) {
      const server = await startServer(engine, options);
      try {
        for (const mode of group) await play({ browser, server, mode, no: modes.indexOf(mode) });
      } finally {
        await server.stop();
      }
    }
  }
  await browser.close();
  finish();
}

export function tempFile(server, name, bytes) {
  const path = join(server.folder, name);
  writeFileSync(path, bytes);
  return path;
}
