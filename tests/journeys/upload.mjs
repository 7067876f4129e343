// upload.mjs: large files over a bad line: the line is cut in the middle, the page is loaded again, a worker is killed; without
// JavaScript the ordinary form takes the same file. Photographs of pages become one paper.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { onlyText, pdf, png } from './files.mjs';
import { check, inPart, modes, person, playAll, tempFile } from './lib.mjs';
import { childrenOf, sleep } from '../lib/server.mjs';

const PASSWORD = 'xem thu ocop 2026';
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

// A PDF of that many bytes: a comment between its end and its body.
function large(bytes, words) {
  const whole = pdf(2, words);
  const at = whole.lastIndexOf('xref');
  const fill = Buffer.alloc(bytes - whole.length - 2, `${words}. `);
  fill[0] = 0x25;
  return Buffer.concat([whole.subarray(0, at), fill, Buffer.from('\n\n'), whole.subarray(at)]);
}

async function draftOf(s, p) {
  await p.go('/ho-so/moi');
  const csrf = await p.page.locator('input[name=csrf]').first().getAttribute('value');
  const form = { csrf, product: '', name: `Mắm cá ${s.mode.name}`, set_no: '9', kind: '1', target_star: '4' };
  await p.go((await p.context.request.post(`${s.server.base}/ho-so/moi`, { form, maxRedirects: 0 })).headers().location);
  return new URL(p.page.url()).pathname.match(/^\/ho-so\/[0-9a-z]+/)[0];
}

async function choose(p, at, file) {
  await p.go(`${at}/minh-chung/E12`);
  const form = p.page.locator('form[enctype]');
  if (!(await form.locator('button[type=submit]').isVisible())) await p.page.locator('details', { has: form }).locator('summary').click();
  await p.page.setInputFiles('#file', file);
  await form.locator('input[name=title]').fill('Phiếu kiểm nghiệm lớn');
  return form;
}

async function arrived(s, p, bytes) {
  const link = p.page.locator('.oc-attached a[href*="/tep"]').first();
  await link.waitFor({ timeout: 20000 });
  const href = (await link.getAttribute('href')).split('#')[0];
  const got = await p.context.request.get(s.server.base + href);
  check(sum(await got.body()) === sum(bytes), 'every byte has arrived');
  check(await p.page.locator('.oc-attached').count() === 1, 'and it is there once');
}

async function cutLine(s, p, at) {
  const bytes = large(5 * 1024 * 1024, `cat ${s.no}`);
  const file = tempFile(s.server, `phieu lon ${s.no}.pdf`, bytes);
  p.lineCut = true;
  let pieces = 0;
  let slow = 0;
  await p.page.route('**/tai-tiep/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    pieces++;
    if (pieces === 3) return route.abort('connectionreset');
    if (slow) await sleep(slow);
    return route.continue();
  });
  const form = await choose(p, at, file);
  slow = 150;
  await form.locator('button[type=submit]').click();
  await p.page.getByText('Mất kết nối. Sẽ tự thử lại khi có mạng.').waitFor();
  await p.look('no line');
  await p.page.getByText('Đang tải lên.').waitFor();
  check(true, 'it goes on by itself');
  await p.page.getByRole('button', { name: 'Tạm dừng' }).click();
  await p.page.getByText('Đã tạm dừng.').waitFor();
  const held = pieces;
  await p.look('paused');
  await sleep(400);
  check(pieces === held, 'paused is paused');
  await p.page.reload();
  await p.page.locator('.oc-sending__file').waitFor();
  await p.page.waitForURL((u) => u.pathname === `${at}/minh-chung/E12`);
  await arrived(s, p, bytes);
  check(pieces >= 10 && pieces <= 18, `of ten pieces few were sent twice (${pieces} were sent)`);
  await p.says('Đã tải lên và gắn giấy tờ.', 'the page');
  await p.look('arrived');
  await p.page.unroute('**/tai-tiep/*');
  p.lineCut = false;
}

async function refusedFile(s, p, at) {
  const file = tempFile(s.server, `gia pdf ${s.no}.pdf`, Buffer.alloc(2.5 * 1024 * 1024, 'chu thuong '));
  const form = await choose(p, at, file);
  await form.locator('button[type=submit]').click();
  await p.page.locator('.oc-sending__file[data-state=failed]').waitFor();
  const text = await p.page.innerText('.oc-sending__words');
  check(text.includes(`gia pdf ${s.no}.pdf`), `the page says which file was not taken: ${text}`);
  await p.look('refused');
  await p.page.getByRole('button', { name: 'Bỏ tệp này' }).click();
  await p.page.locator('.oc-sending__file').waitFor({ state: 'detached' });
  check(true, 'it can be put away');
  await p.page.setInputFiles('#file', tempFile(s.server, `qua lon ${s.no}.pdf`, Buffer.alloc(26 * 1024 * 1024)));
  await form.locator('button[type=submit]').click();
  await p.page.getByText('Mỗi tệp lớn nhất 25 MB').waitFor();
  check(true, 'a file that is too large is told before it is sent');
}

async function withoutScript(s, p, at) {
  const bytes = large(3 * 1024 * 1024, `thuong ${s.no}`);
  const form = await choose(p, at, tempFile(s.server, `thuong ${s.no}.pdf`, bytes));
  check(await p.press(form.locator('button[type=submit]'), false) === 200, 'the ordinary form takes it');
  await arrived(s, p, bytes);
}

// Photographs of three pages, one of them no picture; put in order by numbers, and one paper comes of them.
async function photos(s, p, at) {
  const files = [['mot.png', png(300, 400)], ['hong.png', onlyText], ['hai.png', png(400, 300)], ['ba.png', png(320, 420)]]
    .map(([name, bytes]) => tempFile(s.server, `${s.no} ${name}`, bytes));
  await p.go(`${at}/minh-chung/E02/anh`);
  await p.page.setInputFiles('#file', files);
  check(await p.press('form[enctype] button[type=submit]', false) === 422, 'one of four is no picture');
  await p.says(`${s.no} hong.png`, 'the page');
  check(await p.page.locator('.oc-album__one').count() === 3, 'the other three are kept');
  await p.look('photos, one bad');
  const names = async () => (await p.page.locator('.oc-album__name').allInnerTexts()).map((t) => t.match(/(\w+)\.png/)[1]).join(' ');
  check(await names() === 'mot hai ba', `in the order they were chosen: ${await names()}`);
  await p.page.fill('#no-1', '3');
  await p.page.fill('#no-3', '1');
  await p.press('button[value=order]', false);
  check(await names() === 'ba hai mot', `in the order of the numbers: ${await names()}`);
  await p.look('photos in order');
  await p.press('button[value=merge]', false);
  await p.says('Đã gộp 3 ảnh thành một giấy tờ', 'the page');
  check(await p.page.locator('.oc-attached').count() === 1, 'it is attached once');
  const href = (await p.page.locator('.oc-attached a[href*="/tep"]').first().getAttribute('href')).split('#')[0];
  const made = await p.context.request.get(s.server.base + href);
  check((await made.body()).subarray(0, 5).toString() === '%PDF-', 'as a PDF');
  await p.look('photos merged');
}

// ---- below the browser: a socket that breaks in the middle of a piece, and a worker that dies ----

async function raw(s, p, at) {
  const bytes = large(4 * 1024 * 1024, `tho ${s.no}`);
  const { port } = new URL(s.server.base);
  await p.go(`${at}/minh-chung/E11`);
  const secret = await p.page.locator('form[enctype] input[name=csrf]').first().getAttribute('value');
  const cookie = (await p.context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
  const ask = (method, path, headers = {}, body = null, cutAt = 0) => new Promise((done, fail) => {
    const q = http.request({
      host: '127.0.0.1', port, method, path, agent: false, timeout: 20000,
      headers: { Cookie: cookie, 'X-CSRF-Token': secret, 'Tus-Resumable': '1.0.0', Accept: 'application/json', 'Content-Length': body?.length ?? 0, ...headers },
    }, (r) => { r.resume(); r.on('end', () => done({ status: r.statusCode, headers: r.headers })); });
    q.on('error', (e) => (cutAt ? done(null) : fail(e)));
    if (!cutAt) return q.end(body ?? undefined);
    return q.write(body.subarray(0, cutAt), () => setTimeout(() => q.destroy(), 300));
  });
  const insist = async (...args) => {
    for (let i = 0; i < 100; i++) {
      try { return await ask(...args); } catch { await sleep(100); }
    }
    throw new Error('the server does not come back');
  };
  const piece = (offset) => ({ 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) });
  const made = await ask('POST', `${at}/minh-chung/E11/tai-tiep`, { 'Upload-Length': String(bytes.length), 'Upload-Metadata': `filename ${Buffer.from('thô.pdf').toString('base64')}` });
  check(made.status === 201, `a file is begun (${made.status})`);
  const where = made.headers.location;
  const offset = async () => Number((await insist('HEAD', where)).headers['upload-offset']);
  await ask('PATCH', where, piece(0), bytes.subarray(0, 2 * 1024 * 1024), 700 * 1024);
  let kept = 0;
  for (let i = 0; i < 50 && kept === 0; i++) { await sleep(100); kept = await offset(); }
  check(kept > 0 && kept <= 700 * 1024, `what came before the socket broke is kept: ${kept} bytes`);
  const workers = childrenOf(s.server.child.pid);
  const lost = ask('PATCH', where, piece(kept), bytes.subarray(kept, kept + 1024 * 1024), 400 * 1024);
  await sleep(150);
  for (const pid of workers) { try { process.kill(pid, 'SIGKILL'); } catch { /* gone */ } }
  await lost;
  const after = await offset();
  check(after >= kept, `after every process was killed nothing acknowledged is lost: ${after} of ${kept}`);
  check((await insist('PATCH', where, piece(after + 1), bytes.subarray(after + 1))).status === 409, 'a gap is refused');
  const end = await insist('PATCH', where, piece(after), bytes.subarray(after));
  check(end.status === 204 && Number(end.headers['upload-offset']) === bytes.length, `the rest arrives (${end.status})`);
  await p.go(`${at}/minh-chung/E11`);
  await arrived(s, p, bytes);
}

// A phone with scripts and a desk without: the other two ways differ from them in width alone.
const played = modes.filter((m) => m.js === (m.width < 600));

async function play(s) {
  if (!played.includes(s.mode)) return;
  inPart(`uploads, ${s.server.engine}, ${s.mode.name}`);
  const p = await person(s.browser, s.server, s.mode, 'producer');
  try {
    await p.signIn('chuthe.htx', PASSWORD);
    const at = await draftOf(s, p);
    if (s.mode.js) {
      await cutLine(s, p, at);
      await refusedFile(s, p, at);
      await photos(s, p, at);
    } else {
      await withoutScript(s, p, at);
      await photos(s, p, at);
    }
    if (s.mode === played.at(-1)) {
      s.server.killed = true; // on purpose
      await raw(s, p, at);
    }
  } catch (e) {
    check(false, `stopped: ${e.message.split('\n').slice(0, 6).join(' ')}`);
  }
  await p.leave();
}
await playAll(play);
