// kill.mjs: a hundred random kill -9 of the server's processes under mixed writes, on each engine: no acknowledged write is lost,
// none is made twice, and the data is whole afterwards. node tests/kill/kill.mjs [sqlite|pg] [KILLS]
import { randomBytes, randomInt } from 'node:crypto';
import { childrenOf, database, input, program, request, run, serve, sleep } from '../lib/server.mjs';

const engines = process.argv[2] ? [process.argv[2]] : ['sqlite', 'pg'];
const KILLS = Number(process.argv[3] || 100);
const WORKERS = 16; // many, because the supervisor waits longer before each restart of one that keeps dying
const WRITERS = 12;
const LONGEST_MS = 600000; // a hundred kills take about a minute; a busy machine may take its time
const PASSWORD = 'mot hai ba bon nam';

let passed = 0;
let failed = 0;
function check(ok, what) {
  if (ok) passed++;
  else { failed++; console.log(`FAILED ${what}`); }
}

// Sends until an answer comes: the same request with the same idempotency key, as a browser or a person would. null: never came.
async function insist(test, method, path, options) {
  for (let i = 0; i < 30 && !test.giveUp; i++) {
    try {
      const r = await request(test.server.port, method, path, { ...options, timeout: 30000 });
      if (r.status < 500 && r.status !== 503) return { ...r, tries: i + 1 };
      test.busy++;
    } catch { test.cut++; }
    await sleep(20 + randomInt(80));
  }
  return null;
}

// ---- the writers: each keeps what was acknowledged and says afterwards what must be there ----

async function register(test, w) {
  const name = `htx ${randomBytes(6).toString('hex')}`;
  const login = name.replace(' ', '.');
  test.tried.producers.add(name);
  const r = await insist(test, 'POST', '/dang-ky', {
    form: {
      login, name: `Người ${login}`, password: PASSWORD, kind: '1', producer_name: name, representative: 'Nguyễn Văn A', tax_code: '',
      commune: test.commune, address: 'Thôn 1', phone: '', email: '', idem: randomBytes(9).toString('hex'),
    },
  });
  if (r?.status !== 303 || !r.cookie) {
    if (r) test.odd.push(`register: ${r.status}`);
    return;
  }
  test.done.producers.add(name);
  w.session = { cookie: r.cookie, login, name };
  w.password = [PASSWORD];
  test.people.push(w.session);
  w.session.passwords = w.password;
}

async function changePassword(test, w) {
  const page = await insist(test, 'GET', '/tai-khoan', { cookie: w.session.cookie });
  const csrf = page?.status === 200 && input(page.body, 'csrf');
  if (!csrf) {
    if (page) test.odd.push(`password page: ${page.status}`);
    w.session = null;
    return;
  }
  const old = w.session.passwords[0];
  const fresh = `mat khau ${randomBytes(5).toString('hex')}`;
  w.session.passwords = [old, fresh]; // until it is acknowledged, either may hold
  const r = await insist(test, 'POST', '/tai-khoan', {
    cookie: w.session.cookie, form: { csrf, idem: randomBytes(9).toString('hex'), old, password: fresh },
  });
  if (r?.status === 303 && r.tries === 1) w.session.passwords = [fresh];
  else if (r?.status === 303) w.session.passwords = [fresh];
  w.session = null; // the next round registers anew
  test.done.passwords += r?.status === 303 ? 1 : 0;
}

// Presses a button until it is answered, and then once more with the same key, as after a kill nobody knows whether it counted:
// the answer must be the same. Gives the address it leads to, null when it never came.
async function pressTwice(test, w, what, path, form) {
  const asked = { cookie: w.session.cookie, form: { ...form, idem: randomBytes(9).toString('hex') } };
  const first = await insist(test, 'POST', path, asked);
  if (!first) return null;
  if (first.status !== 303) {
    test.odd.push(`${what}: ${first.status}`);
    return null;
  }
  const again = await insist(test, 'POST', path, asked);
  if (again && (again.status !== 303 || again.headers.location !== first.headers.location)) {
    test.odd.push(`${what} repeated: ${again.status} to ${again.headers.location}, at first to ${first.headers.location}`);
  }
  if (again) test.repeated++;
  return first.headers.location;
}

async function formOf(test, w, what, path) {
  const page = await insist(test, 'GET', path, { cookie: w.session.cookie });
  const csrf = page?.status === 200 && input(page.body, 'csrf');
  if (page && !csrf) test.odd.push(`${what}: ${page.status}`);
  return csrf ? { csrf, seen: input(page.body, 'seen') } : null;
}

// A draft of a dossier and one of its pages.
async function draft(test, w) {
  const name = `san pham ${randomBytes(6).toString('hex')}`;
  const page = await formOf(test, w, 'page of a new dossier', '/ho-so/moi');
  if (!page) return;
  test.tried.drafts.add(name);
  const at = await pressTwice(test, w, 'draft', '/ho-so/moi', { csrf: page.csrf, product: '', name, set_no: '9', kind: '1', target_star: '3' });
  if (!at) return;
  test.done.drafts.set(name, '');
  const path = `${at}/thong-tin/qua-trinh`;
  const facts = await formOf(test, w, 'page of facts', path);
  if (!facts) return;
  const history = `Lịch sử ${randomBytes(8).toString('hex')}`;
  if (await pressTwice(test, w, 'facts', path, { csrf: facts.csrf, seen: facts.seen, history, structure: 'Ba người', then: 'later' })) {
    test.done.drafts.set(name, history);
  }
}

async function writer(test, w) {
  while (!test.over) {
    if (!w.session) await register(test, w);
    else {
      await draft(test, w);
      await changePassword(test, w);
    }
  }
}

// ---- the killer ----

const saved = (test) => [...test.done.drafts.values()].filter(Boolean).length;
const enough = (test) => test.kills >= KILLS && Math.min(test.done.producers.size, saved(test)) >= KILLS / 5;

async function kill(test) {
  while (!enough(test) && performance.now() - test.started < LONGEST_MS) {
    const all = childrenOf(test.server.pid);
    if (all.length > WORKERS / 4) {
      try {
        process.kill(all[randomInt(all.length)], 'SIGKILL');
        test.kills++;
      } catch { /* it was gone already */ }
    }
    await sleep(100 + randomInt(500));
  }
}

async function verify(test, db) {
  const count = new Map(db.sql('select name, count(*) from producer group by name').split('\n').filter(Boolean).map((l) => l.split('|')));
  let lost = 0;
  let doubled = 0;
  for (const name of test.done.producers) if (!count.has(name)) lost++;
  for (const n of count.values()) if (Number(n) !== 1) doubled++;
  check(lost === 0, `${db.engine}: ${lost} acknowledged producers lost`);
  check(doubled === 0, `${db.engine}: ${doubled} producers written twice`);
  check([...count.keys()].every((name) => test.tried.producers.has(name)), `${db.engine}: a producer nobody wrote`);
  const halves = db.sql(`select count(*) from producer p where not exists
    (select 1 from account a where a.login = replace(p.name, ' ', '.'))`);
  check(halves === '0', `${db.engine}: ${halves} producers without their account: half a transaction`);
  const drafts = new Map();
  for (const line of db.sql(`select p.name, count(*), max(f.value) from product p left join dossier d on d.product = p.id
    left join dossier_fact f on f.dossier = d.id and f.field = 'history' group by p.name`).split('\n').filter(Boolean)) {
    const [name, n, history] = line.split('|');
    drafts.set(name, { n: Number(n), history });
  }
  const done = [...test.done.drafts];
  const missing = done.filter(([name]) => !drafts.has(name)).length;
  check(missing === 0, `${db.engine}: ${missing} acknowledged drafts lost`);
  const twice = [...drafts.values()].filter((d) => d.n !== 1).length;
  check(twice === 0, `${db.engine}: ${twice} drafts written twice`);
  check([...drafts.keys()].every((name) => test.tried.drafts.has(name)), `${db.engine}: a draft nobody wrote`);
  const stale = done.filter(([name, history]) => history && drafts.get(name)?.history !== history).length;
  check(stale === 0, `${db.engine}: ${stale} acknowledged facts are not there`);
  let wrong = 0;
  for (const s of test.people.slice(-60)) {
    let ok = false;
    for (const password of s.passwords) {
      const r = await request(test.server.port, 'POST', '/dang-nhap', { form: { login: s.login, password } });
      if (r.status === 303) { ok = true; break; }
    }
    if (!ok) wrong++;
  }
  check(wrong === 0, `${db.engine}: ${wrong} accounts that their acknowledged password does not open`);
}

async function play(engine) {
  const db = database(engine);
  try {
    const server = await serve(db, { args: ['--workers', String(WORKERS)] });
    const form = await request(server.port, 'GET', '/dang-ky');
    const test = {
      server, kills: 0, cut: 0, busy: 0, odd: [], people: [], started: performance.now(), over: false, giveUp: false,
      commune: form.body.match(/<option value="([^"]+)"[^>]*>[^<]*xã /i)?.[1] || form.body.match(/name="commune"[\s\S]*?<option value="([^"]+)"/)?.[1],
      repeated: 0, tried: { producers: new Set(), drafts: new Set() }, done: { producers: new Set(), drafts: new Map(), passwords: 0 },
    };
    const writers = Array.from({ length: WRITERS }, () => writer(test, {}));
    await kill(test);
    test.over = true;
    const patience = setTimeout(() => { test.giveUp = true; }, 120000);
    await Promise.all(writers);
    clearTimeout(patience);
    check(test.kills >= KILLS, `${engine}: only ${test.kills} of ${KILLS} kills in ${LONGEST_MS / 1000} s`);
    check(test.done.producers.size >= KILLS / 5, `${engine}: only ${test.done.producers.size} producers were acknowledged`);
    check(saved(test) >= KILLS / 5, `${engine}: only ${saved(test)} drafts were acknowledged with their facts`);
    check(test.repeated > test.done.drafts.size, `${engine}: only ${test.repeated} requests were repeated`);
    check(test.cut > 0, `${engine}: no request was cut off, so nothing was tried`);
    check(test.odd.length === 0, `${engine}: unexpected answers: ${[...new Set(test.odd)].slice(0, 5).join(', ')} (${test.odd.length})`);
    await verify(test, db);
    const code = await server.stop();
    check(code === 0, `${engine}: the server ended with ${code}`);
    if (engine === 'sqlite') check(db.sql('pragma integrity_check') === 'ok', 'sqlite: integrity_check');
    const after = run(program, ['check', '--data', db.folder, '--db', db.url], { mayFail: true });
    check(after.status === 0, `${engine}: ocop check: ${after.stdout}${after.stderr}`);
    if (failed > 0) console.log(server.log.slice(-3000));
    const seconds = Math.round((performance.now() - test.started) / 1000);
    console.log(`kill ${engine}: ${test.kills} kills in ${seconds} s, ${test.done.producers.size} producers, ${test.done.drafts.size} drafts ` +
      `and ${test.done.passwords} passwords acknowledged, ${test.repeated} repeated, ${test.cut} requests cut off, ${test.busy} answered busy`);
  } finally {
    db.drop();
  }
}

for (const engine of engines) await play(engine).catch((e) => check(false, `${engine}: ${e.stack}`));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
