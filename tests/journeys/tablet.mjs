// tablet.mjs: the line goes in the middle of scoring: what is chosen stays on the device, is sent when the line is back, and never
// writes over what was saved elsewhere meanwhile.
import { check, person, playParts, launch, startServer, engines, modes, finish } from './lib.mjs';

const password = 'xem thu ocop 2026';

const kept = (s) => s.p.page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('ocop-phieu.')).length);
const state = (s, words) => s.p.page.waitForFunction((w) => document.querySelector('[data-state]').textContent.includes(w), words);
const choose = (s, item, key) => s.p.page.locator('.oc-crit').nth(item).locator(`input[data-key="${key}"]`).check();
const chosen = (s, item) => s.p.page.locator('.oc-crit').nth(item).locator('input[type=radio]:checked').getAttribute('data-key');

async function opensSheet(s, p) {
  await p.signIn(s.login, password);
  await p.go('/hoi-dong');
  await p.page.getByRole('link', { name: 'Phiên thứ hai' }).first().click();
  const declare = p.page.locator('a[href$="/cam-ket"]');
  if (await declare.count()) {
    await declare.first().click();
    await p.page.locator('input[name="answer"][value="none"]').check();
    await p.press('form[action$="/cam-ket"] button');
  }
  if (!s.sheetAt) {
    await p.page.locator('.oc-agenda__row').nth(1).locator('a').first().click();
    s.sheetAt = new URL(p.page.url()).pathname;
  } else await p.go(s.sheetAt);
}

async function scoresWithLine(s) {
  s.p = await person(s.browser, s.server, s.mode, s.login);
  s.p.cutOff = true;
  await opensSheet(s, s.p);
  await choose(s, 0, '1');
  await state(s, 'Đã lưu lúc');
  check(await kept(s) === 0, 'nothing is kept when the server has it');
}

async function lineGoes(s) {
  await s.p.context.setOffline(true);
  await choose(s, 0, '2');
  await choose(s, 1, '1');
  await s.p.page.locator('#remark').fill('ghi khi mất mạng');
  await state(s, 'Mất mạng');
  check(await kept(s) === 1, 'the answers are kept on the device');
  check(await s.p.page.locator('[data-line]').isVisible(), 'the page says so');
  await s.p.look('line gone');
  const at = s.p.page.url();
  await s.p.page.locator('button[formaction$="/nop"]').click();
  await s.p.page.waitForTimeout(500);
  check(s.p.page.url() === at, 'handing in waits for the line');
}

async function lineIsBack(s) {
  await s.p.context.setOffline(false);
  await state(s, 'Đã lưu lúc');
  check(await kept(s) === 0, 'nothing is kept any more');
  await s.p.go(s.sheetAt);
  check(await chosen(s, 0) === '2' && await chosen(s, 1) === '1', 'the server has what was chosen without a line');
  check(await s.p.page.locator('#remark').inputValue() === 'ghi khi mất mạng', 'and the remark');
}

// The tab is closed without a line, opened again with one.
async function tabCloses(s) {
  await s.p.context.setOffline(true);
  await choose(s, 2, '1');
  await state(s, 'Mất mạng');
  await s.p.page.close({ runBeforeUnload: false });
  await s.p.context.setOffline(false);
  s.p.page = await s.p.context.newPage();
  await s.p.page.goto(s.server.base + s.sheetAt);
  check(await chosen(s, 2) === '1', 'what was kept is back in the form');
  await state(s, 'Đã lưu lúc');
  check(await kept(s) === 0, 'and sent');
}

// Meanwhile the same sheet is saved on another device.
async function savedElsewhere(s) {
  await s.p.context.setOffline(true);
  await choose(s, 0, '1');
  await state(s, 'Mất mạng');
  const other = await person(s.browser, s.server, s.mode, `${s.login}, other device`);
  await opensSheet(s, other);
  const t = { ...s, p: other };
  await choose(t, 0, '0');
  await choose(t, 3, '1');
  await state(t, 'Đã lưu lúc');
  await s.p.context.setOffline(false);
  await s.p.page.locator('[data-line-go]').waitFor({ state: 'visible' });
  check(await kept(s) === 1, 'nothing is lost');
  await other.go(s.sheetAt);
  check(await chosen(t, 0) === '0', 'nothing was written over');
  const answered = s.p.page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest());
  await s.p.page.locator('[data-line-go]').click();
  check((await answered).status() === 409, 'both are shown');
  check(await s.p.page.locator('.oc-merge').count() === 1, 'only what differs is asked about');
  await s.p.page.locator('input[value=sent]').check();
  await s.p.page.locator('form[data-settle] button').click();
  await s.p.page.waitForURL((u) => u.pathname === s.sheetAt);
  await s.p.page.waitForLoadState();
  check(await chosen(s, 0) === '1' && await chosen(s, 3) === '1', 'the word counts, and what the other device saved stays');
  check(await kept(s) === 0, 'nothing is kept once both are settled');
  await other.leave();
}

async function signsOut(s) {
  await s.p.context.setOffline(true);
  await choose(s, 1, '0');
  await state(s, 'Mất mạng');
  await s.p.page.route('**/phieu/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await s.p.context.setOffline(false);
  let asked = '';
  s.p.page.on('dialog', (d) => { asked = d.message(); d.accept(); });
  await s.p.page.locator('form[action="/dang-xuat"] button').click();
  await s.p.page.waitForURL((u) => !u.pathname.startsWith('/phieu'));
  check(asked.includes('chưa gửi'), 'signing out asks first');
  check(await s.p.page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('ocop-phieu.')).length) === 0, 'and leaves nothing on the device');
  await s.p.leave();
}

async function handsIn(s) {
  s.p = await person(s.browser, s.server, s.mode, s.login);
  await opensSheet(s, s.p);
  await choose(s, 1, '1');
  await s.p.page.locator('#blank_ok').check();
  await s.p.page.locator('button[formaction$="/nop"]').click();
  await s.p.page.waitForURL((u) => u.pathname.startsWith('/phien/'));
  check(await kept(s) === 0, 'after handing in nothing is kept');
  await s.p.leave();
}

const browser = await launch();
const logins = { phone: 'uyvien.2', desk: 'uyvien.4' };
for (const engine of engines) {
  const server = await startServer(engine);
  for (const mode of modes.filter((m) => m.js)) {
    const s = { browser, server, mode, login: logins[mode.name] };
    await playParts('tablet', s, [scoresWithLine, lineGoes, lineIsBack, tabCloses, savedElsewhere, signsOut, handsIn]);
  }
  await server.stop();
}
await browser.close();
finish();
