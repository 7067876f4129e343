// offline.mjs: a member scores where there is no network: in a workbook that is sent back and looked at before anything is stored.
import { readFileSync } from 'node:fs';
import { check, fold, person, playAll, playParts, tempFile } from './lib.mjs';
import { choicesOf, fillIn } from './files.mjs';

const password = 'xem thu ocop 2026';
const logins = ['uyvien.2', 'uyvien.3', 'uyvien.4', 'uyvien.3']; // one for a mode: what one has written does not meet the next

async function opens(s) {
  s.p = await person(s.browser, s.server, s.mode, s.login);
  await s.p.signIn(s.login, password);
  await s.p.go('/hoi-dong');
  await s.p.page.getByRole('link', { name: 'Phiên thứ hai' }).first().click();
  s.sessionAt = new URL(s.p.page.url()).pathname;
  const declare = s.p.page.locator('a[href$="/cam-ket"]');
  if (await declare.count()) {
    await declare.first().click();
    await s.p.page.locator('input[name="answer"][value="none"]').check();
    await s.p.press('form[action$="/cam-ket"] button');
  }
  await s.p.page.getByRole('link', { name: 'Chấm ngoại tuyến bằng Excel' }).click();
  await s.p.look('workbook page');
}

// The workbook as it comes, its last sheet: of the file nobody has begun.
async function takesAway(s) {
  const [download] = await Promise.all([s.p.page.waitForEvent('download'), s.p.page.getByRole('link', { name: 'Tải tệp Excel' }).click()]);
  s.workbook = readFileSync(await download.path());
  s.choices = choicesOf(s.workbook, 2);
  check(Object.keys(s.choices).length > 20, `points are restricted to those of the criterion (${Object.keys(s.choices).length})`);
}

async function sends(s, name, cells) {
  await s.p.go(`${s.sessionAt}/phieu-excel`);
  await s.p.page.setInputFiles('#file', tempFile(s.server, name, fillIn(s.workbook, 2, cells)));
  return s.p.press('form[enctype] button');
}

async function toldByCell(s) {
  await sends(s, 'sai.xlsx', { D5: '77' });
  await s.p.says('Ô D5: “77” không phải mức điểm nào', 'the cell');
  await s.p.look('told by cell');
}

async function comesBack(s) {
  s.best = s.choices.D5.at(-1);
  await sends(s, 'phieu.xlsx', { D5: s.best, D6: '0', F6: 'xem lại tại chỗ' });
  await s.p.says('2 thay đổi so với phiếu đang lưu', 'the comparison');
  await s.p.says('xem lại tại chỗ', 'the comparison');
  await s.p.look('what changes');
  await s.p.press(s.p.page.getByRole('button', { name: 'Ghi thành bản nháp' }));
  await s.p.says('Đã ghi thành bản nháp', 'the session');
  await s.p.page.locator('.oc-agenda__row').nth(1).locator('a').first().click();
  s.sheetAt = new URL(s.p.page.url()).pathname;
  const chosen = s.p.page.locator('.oc-crit').first().locator('input[type=radio]:checked');
  check(await chosen.getAttribute('data-points') === s.best, 'the sheet has the points of the workbook');
  check(await s.p.page.locator('button[formaction$="/nop"]').count() === 1, 'and is not handed in');
}

// The sheet goes on at the server; the old workbook, sent again, asks.
async function clashes(s) {
  const crit = s.p.page.locator('.oc-crit').nth(2);
  await crit.locator('input[type=radio]').first().check({ force: true });
  await s.p.press('button[name=next][value=remark]', false);
  await sends(s, 'lan-hai.xlsx', { D5: '0', D7: '0' });
  await s.p.says('Chọn một trong hai', 'the clash');
  check(await s.p.press(s.p.page.getByRole('button', { name: 'Ghi thành bản nháp' }), false) === 422, 'a clash wants a word');
  await s.p.look('clash');
  for (const radio of await s.p.page.locator('input[value=stored]').all()) await radio.check({ force: true });
  await s.p.press(s.p.page.getByRole('button', { name: 'Ghi thành bản nháp' }), false);
  await s.p.go(s.sheetAt);
  const chosen = s.p.page.locator('.oc-crit').first().locator('input[type=radio]:checked');
  check(await chosen.getAttribute('data-points') === s.best, 'what was stored stays');
}

async function isPrivate(s) {
  const at = new URL((await s.p.go(`${s.sessionAt}/phieu-excel`)).url()).pathname;
  const look = await s.p.page.locator('main ul a').first().getAttribute('href');
  const other = await person(s.browser, s.server, s.mode, 'uyvien.1');
  await other.signIn('uyvien.1', password);
  check((await other.go(look)).status() === 404, 'nobody else sees what was sent');
  await other.go(at);
  await other.page.setInputFiles('#file', tempFile(s.server, 'cua-nguoi-khac.xlsx', fillIn(s.workbook, 2, { F6: 'chuyện riêng' })));
  check(await other.press('form[enctype] button', false) === 422, 'another member\'s workbook is refused');
  check(!fold(await other.text()).includes('chuyện riêng'), 'and tells nothing');
  await other.leave();
  await s.p.leave();
}

await playAll(async ({ browser, server, mode, no }) => {
  const s = { browser, server, mode, login: logins[no] };
  await playParts('offline', s, [opens, takesAway, toldByCell, comesBack, clashes, isPrivate]);
}, true);
