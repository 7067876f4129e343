// renewal.mjs: a re-evaluation: refused before its window, filed inside it with what the last dossier says, voted on in writing, decided
// anew. The demonstration's clock goes to the days that the certificate asks for.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, fold, person, playAll, playParts, tempFile } from './lib.mjs';
import { confirmFour, byTurns, memberScores, official, provinceToCouncil } from './story_offices.mjs';
import { certificateIsSound, leaderDecides } from './story_end.mjs';
import { pdf } from './files.mjs';

const vi = (iso) => iso.split('-').reverse().join('/');

// The day that many days before the recognition ends.
const before = (s, days) => new Date(s.until - days * 864e5).toISOString().slice(0, 10);

async function goTo(s, iso) {
  await s.server.goTo(iso);
  s.day = vi(iso);
}

async function readEnd(s) {
  const p = await person(s.browser, s.server, s.mode, 'everyone');
  await p.go(`/vi/san-pham?q=${encodeURIComponent(s.product)}`);
  await p.page.getByRole('link', { name: s.product }).first().click();
  const end = fold(await p.text()).match(/đến hết (\d\d)\/(\d\d)\/(\d{4})/);
  check(end !== null, 'the product page says how long it holds');
  s.until = Date.UTC(Number(end[3]), Number(end[2]) - 1, Number(end[1]) + 1);
  await p.leave();
}

// Opened early: prepared, and not taken before its day.
async function tooEarly(s) {
  await goTo(s, before(s, 181));
  const p = await official(s, s.owner);
  await p.go('/ho-so/moi');
  await p.page.locator('input[name=kind][value="3"]').check();
  await p.page.selectOption('select[name=product]', { label: s.product });
  await p.page.locator('input[name=target_star][value="4"]').check();
  await p.press('main form button[type=submit]');
  s.at = new URL(p.page.url()).pathname;
  await p.says('Chưa đến thời gian nộp', 'the dossier');
  await p.says(vi(before(s, 180)), 'the first day');
  await p.look('too early');
  await p.go(`${s.at}/nop`);
  await p.says('Chưa đến thời gian nộp hồ sơ đánh giá lại', 'the last look');
  check(await p.press('form[action$="/nop"] button', false) === 422, 'it is not taken before its day');
  await p.leave();
}

async function fillsTheRest(s, p) {
  await p.go(`${s.at}/thong-tin/san-pham`);
  await p.page.fill('#updates', 'Lò sấy mới chạy điện mặt trời, nhãn có mã truy xuất.');
  await p.press('button[value=next]');
  await p.go(`${s.at}/thong-tin/ket-qua`);
  await p.press('button[value=next]');
  await p.go(`${s.at}/thong-tin/cam-ket`);
  await p.page.check('#pledge');
  await p.press('button[value=next]');
  await p.go(`${s.at}/minh-chung/E12`);
  const form = p.page.locator('form[enctype]');
  if (!(await form.locator('button').isVisible())) await p.page.locator('details', { has: form }).locator('summary').click();
  await p.page.setInputFiles('#file', tempFile(s.server, 'kiem-nghiem.pdf', pdf(2, 'Phieu kiem nghiem')));
  await form.locator('input[name=title]').fill('Phiếu kiểm nghiệm mới');
  await p.press(form.locator('button'));
  const old = p.page.locator('.oc-attached', { hasText: 'ết hạn' }).locator('button', { hasText: 'Bỏ' });
  if (await old.count()) await p.press(old.first());
  await p.look('new test report');
}

async function filedInside(s) {
  await goTo(s, before(s, 150));
  const p = await official(s, s.owner);
  await p.go(s.at);
  await p.says('Hôm nay nằm trong thời gian nộp', 'the dossier');
  await fillsTheRest(s, p);
  await p.go(`${s.at}/nop`);
  await p.look('last look');
  await p.press('form[action$="/nop"] button');
  await p.go(s.at);
  await p.says('xã', 'who has it');
  check(await p.page.locator('a[href$="/bien-nhan"]').count() > 0, 'there is a receipt');
  await p.look('filed');
  await p.leave();
}

async function communeForwards(s) {
  const p = await official(s, 'xa.hamkiem');
  await p.go('/xa');
  await p.page.getByRole('link', { name: s.product }).first().click();
  const at = new URL(p.page.url()).pathname;
  await confirmFour(p);
  await p.go(at);
  await p.press('form[action$="/chuyen"] button');
  await p.leave();
}

async function votedInWriting(s) {
  s.closes = vi(before(s, 140));
  await provinceToCouncil(s);
  for (const [i, login] of ['chutich', 'uyvien.1', 'uyvien.2'].entries()) await memberScores(s, login, byTurns(i), i === 0);
  const p = await official(s, 'thuky');
  await p.go(s.sessionAt);
  await p.says('Lấy ý kiến bằng văn bản', 'the session');
  await p.look('session in writing');
  const close = p.page.locator('a[href$="/dong"]').first();
  const closeAt = await close.getAttribute('href');
  await close.click();
  check(await p.press('form[action$="/dong"] button', false) === 422, 'one has not answered and the last day is not over');
  await p.says('chưa hết hạn nhận ý kiến', 'why not');
  await p.look('not yet');
  await memberScores(s, 'uyvien.3', byTurns(3), false);
  await p.go(closeAt);
  await p.press('form[action$="/dong"] button');
  await p.says('Ý kiến bằng văn bản', 'the result');
  await p.says('Đồng ý', 'the result');
  await p.look('result');
  const minutes = await p.context.request.get(`${s.server.base}${s.sessionAt}/giay-to/bien-ban.pdf`);
  const file = join(s.server.folder, 'bien-ban.pdf');
  writeFileSync(file, await minutes.body());
  const printed = fold(String(spawnSync('pdftotext', ['-raw', file, '-']).stdout));
  check(printed.includes('lấy ý kiến bằng văn bản') && printed.includes('4 ý kiến đồng ý'), `the minutes name the procedure: ${printed.slice(0, 500)}`);
  await p.leave();
}

async function holdsAnew(s) {
  const address = certificateIsSound(s);
  const p = await official(s, s.owner);
  await p.go(new URL(address).pathname);
  await p.says('Đang có hiệu lực', 'the page of the code');
  check(await p.page.locator('.oc-timeline li').count() === 2, 'it was recognised twice');
  await p.look('check');
  await p.leave();
}

const parts = [readEnd, tooEarly, filedInside, communeForwards, votedInWriting, leaderDecides, holdsAnew];

const product = { n: 401, product: 'Thanh long sấy dẻo Hàm Kiệm', owner: 'chuthe.htx' }; // one a server
await playAll((s) => playParts('re-evaluation', { ...s, ...product }, parts), true);
