// story_offices.mjs: the commune, the province, the council and the leader in the story.
import { check, person } from './lib.mjs';

const password = 'xem thu ocop 2026';

export async function official(s, login) {
  const p = await person(s.browser, s.server, s.mode, login);
  await p.signIn(login, password);
  return p;
}

// s.day: where the demonstration's clock stands, when it is not the machine's.
export const today = (s) => s.day ?? new Date().toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });

// ---- the commune ----

export async function communeReturns(s) {
  const p = await official(s, 'xa.hamkiem');
  s.commune = p;
  await p.look('desk');
  await p.go('/xa');
  await p.look('dossiers of the commune');
  await p.page.getByRole('link', { name: s.product }).first().click();
  s.commonAt = new URL(p.page.url()).pathname;
  await p.says(s.product);
  await p.look('one dossier');
  check(await p.page.locator('form[action$="/tra-lai"]').count() === 0, 'nothing is returned without a request');
  const stale = await p.context.newPage();
  await stale.goto(p.page.url());
  check(await p.press('form[action$="/yeu-cau"] button', false) === 422, 'an empty request answers 422');
  await p.look('request, empty');
  await p.page.locator('form[action$="/yeu-cau"] select').selectOption({ index: 2 });
  await p.page.locator('form[action$="/yeu-cau"] textarea').fill('Nhờ chụp lại trang 2 của phiếu kiểm nghiệm cho rõ chữ.');
  await p.press('form[action$="/yeu-cau"] button');
  check(await p.page.locator('.oc-request').count() === 1, 'pressed twice: one request');
  await p.look('request made');
  await stale.locator('form[action$="/yeu-cau"] select').selectOption({ index: 2 });
  await stale.locator('form[action$="/yeu-cau"] textarea').fill('Viết trên trang cũ.');
  const answer = stale.waitForResponse((r) => r.request().method() === 'POST');
  await stale.locator('form[action$="/yeu-cau"] button').click();
  check((await answer).status() === 409, 'a stale page of the commune answers 409');
  await stale.waitForLoadState();
  const kept = stale.locator('form[action$="/yeu-cau"] textarea');
  check(await kept.count() === 1 && (await kept.inputValue()) === 'Viết trên trang cũ.', 'what was typed on it is still there');
  await stale.close();
  await p.go(s.commonAt);
  await p.press('form[action$="/tra-lai"] button');
  await p.go(s.commonAt);
  check(await p.page.locator('form[action$="/tra-lai"]').count() === 0, 'the dossier is with its producer');
  await p.look('returned');
}

// What the commune says of its four facts, saved.
export async function confirmFour(p) {
  for (let k = 1; k <= 4; k++) {
    await p.page.locator(`input[name="finding.${k}"]`).first().check();
    await p.page.fill(`[name="note.${k}"]`, `Đã đến xem tại chỗ, đúng như hồ sơ (${k}).`);
  }
  await p.press('form[action$="/xac-nhan"] button');
}

export async function communeForwards(s) {
  const p = s.commune;
  await p.go(s.commonAt);
  await p.says('Đã chụp lại', 'the answer');
  await p.look('handed in again');
  await p.press('form[action$="/dong"] button');
  check(await p.page.locator('.oc-request--closed').count() === 1, 'the request is closed');
  check(await p.page.locator('form[action$="/chuyen"]').count() === 0, 'not forwarded before the four facts are confirmed');
  await confirmFour(p);
  check(await p.page.locator('.oc-finding--done').count() === 4, 'four facts are confirmed');
  await p.look('confirmed');
  await p.go(`${s.commonAt}/mau-03`);
  await p.says(s.product, 'Mẫu 03');
  await p.look('form 03');
  await p.go(s.commonAt);
  await p.press('form[action$="/chuyen"] button');
  await p.go('/xa');
  await p.look('forwarded');
  await p.leave();
}

// ---- the province ----

// Who acts on a level: its agency, its list, the seats of its council, who scores, who still misses then, who decides. s.level: another
// than the province.
export const province = {
  agency: 'tinh.1', list: '/tinh', seats: [['chutich', '1'], ['uyvien.1', '3'], ['uyvien.2', '3'], ['uyvien.3', '3'], ['thuky', '4']],
  scorers: ['chutich', 'uyvien.1', 'uyvien.2'], secretary: 'thuky', missing: 'Đỗ Thị Mẫu', leader: 'lanhdao',
};
export const level = (s) => s.level ?? province;

async function newCouncil(s, p) {
  await p.go('/hoi-dong');
  await p.look('councils');
  await p.go('/hoi-dong/moi');
  check(await p.press('main form button[type=submit]', false) === 422, 'a council without members answers 422');
  await p.look('new council, empty');
  await p.page.fill('#name', `Hội đồng đánh giá đợt ${s.n}`);
  await p.page.fill('#decision_no', `${s.n}/QĐ-UBND`);
  await p.page.fill('#decision_date', today(s));
  await p.page.fill('#from_day', today(s));
  for (const [i, [login, position]] of level(s).seats.entries()) {
    const select = p.page.locator(`[name="member.${i}.account"]`);
    await select.selectOption(await select.locator('option', { hasText: `(${login})` }).getAttribute('value'));
    await p.page.fill(`[name="member.${i}.department"]`, `Sở số ${i + 1}`);
    await p.page.selectOption(`[name="member.${i}.position"]`, position);
  }
  await p.press('main form button[type=submit]');
  await p.says(`Hội đồng đánh giá đợt ${s.n}`);
  const form = p.page.locator('form[action$="/phien"]');
  if (!(await form.isVisible())) await p.page.locator('details', { has: form }).locator('summary').click();
  await p.look('council');
  s.session = `Phiên chấm ${s.n}`;
  await form.locator('[name=name]').fill(s.session);
  await form.locator('[name=held_on]').fill(s.closes ?? today(s));
  if (s.closes) await form.locator('input[name=how][value=written]').check();
  await p.press(form.locator('button'));
  await p.go('/hoi-dong');
  await p.look('councils with one');
}

export async function provinceToCouncil(s) {
  const p = await official(s, level(s).agency);
  await p.look('desk');
  await newCouncil(s, p);
  await p.go(level(s).list);
  await p.look('dossiers of the province');
  await p.page.fill('#q', s.product);
  await p.page.click('form.oc-find button');
  await p.page.getByRole('link', { name: s.product }).first().click();
  await p.look('one dossier');
  await p.page.getByRole('radio', { name: new RegExp(s.session) }).check();
  await p.press('form[action$="/hoi-dong"] button');
  await p.go('/hoi-dong');
  await p.page.getByRole('link', { name: `Hội đồng đánh giá đợt ${s.n}` }).click();
  await p.page.getByRole('link', { name: s.session }).click();
  s.sessionAt = new URL(p.page.url()).pathname;
  check(await p.page.locator('.oc-agenda__row').count() === 1, 'pressed twice: one file on the agenda');
  await p.look('session');
  await p.leave();
}

// ---- the council ----

// The levels of every criterion on a sheet: key, points, and the star each is the least for (0: none).
const levelsOf = (p) => p.page.locator('[data-item]').evaluateAll((items) => items.map((item) => ({
  code: item.querySelector('.oc-crit__code').textContent.trim(),
  levels: [...item.querySelectorAll('input[type=radio]')].filter((r) => r.dataset.key && r.dataset.key !== '0').map((r) => ({
    key: r.dataset.key,
    points: Number(r.dataset.points),
    gate: Number((r.parentElement.querySelector('.oc-level__gate')?.textContent.match(/\d/) || ['0'])[0]),
  })),
})));

// The first level of every ninth criterion, the last of the others.
export const byTurns = (shift) => (items) => items.map((item, i) => item.levels.at((i + shift) % 9 === 0 ? 0 : -1).key);

// Chooses by a rule, levels of all criteria to keys; by keys where there is JavaScript.
async function score(p, choose) {
  await p.page.waitForLoadState(); // the whole sheet, not its first criteria
  const keys = choose(await levelsOf(p));
  const items = await p.page.locator('[data-item]').all();
  for (const [i, item] of items.entries()) {
    const key = keys[i];
    const radio = item.locator(`input[data-key="${key}"]`).first();
    if (p.mode.js && i < 6 && Number(key) < 6) {
      await item.locator('input[type=radio]').first().focus();
      await p.page.keyboard.press(key);
      if (!check(await radio.isChecked(), `key ${key} chooses the level of criterion ${i + 1}`)) await radio.check();
    } else {
      await item.locator(`label[for="${await radio.getAttribute('id')}"]`).click();
      if (!check(await radio.isChecked(), `a click chooses a level of criterion ${i + 1}`)) await radio.check({ force: true });
    }
  }
  return items.length;
}

export async function memberScores(s, login, choose, looks) {
  const p = await official(s, login);
  if (looks) await p.look('desk');
  await p.go('/hoi-dong');
  if (looks) await p.look('my sessions');
  await p.go(s.sessionAt);
  if (looks) await p.look('my session');
  await p.page.locator('a[href$="/cam-ket"]').click();
  if (looks) await p.look('conflict of interest');
  await p.page.locator('input[name="answer"][value="none"]').check();
  await p.press('form[action$="/cam-ket"] button');
  await p.page.locator('.oc-next__go a').click();
  s.sheetAt = new URL(p.page.url()).pathname;
  if (looks) await p.look('sheet, blank');
  const file = s.sheetAt.split('/').pop();
  const colleagues = await p.context.request.get(`${s.server.base}${s.sessionAt}/ho-so/${file}`);
  check([403, 404].includes(colleagues.status()), `${login} sees no colleague's sheet before the own one is in (${colleagues.status()})`);
  await score(p, choose);
  if (p.mode.js) {
    await p.page.waitForFunction(() => /Đã lưu|\d\d:\d\d/.test(document.querySelector('[data-state]').textContent));
    check(await p.page.innerText('[data-left]') === '0', 'nothing is left to score');
  }
  if (looks) await p.look('sheet, scored');
  if (s.closes) await p.page.locator('input[name=agrees][value="1"]').check();
  await p.press('button[formaction$="/nop"]');
  check(p.page.url().endsWith(s.sessionAt), `${login} has handed in (${p.page.url()})`);
  if (looks) await p.look('handed in');
  const now = await p.go(`${s.sessionAt}/ho-so/${file}`);
  check(now.status() === 200, `${login} sees the sheets that are in once the own one is`);
  if (looks) {
    await p.look('sheets that are in');
    await p.go(s.sheetAt);
    await p.look('own sheet, handed in');
  }
  await p.leave();
}

// The same in one go, for a story that has seen the pages before: no file was answered for twice, the sheet is filled in and handed in.
export async function memberHandsIn(s, login, choose) {
  const p = await official(s, login);
  await p.go(`${s.sessionAt}/cam-ket`);
  if (await p.page.locator('input[name="answer"][value="none"]').count()) {
    await p.page.locator('input[name="answer"][value="none"]').check();
    await p.press('form[action$="/cam-ket"] button', false);
  }
  await p.go(s.sessionAt);
  await p.page.locator('.oc-next__go a').click();
  await p.page.waitForLoadState();
  const keys = choose(await levelsOf(p));
  await p.page.locator('[data-item]').evaluateAll((items, chosen) => items.forEach((item, i) => {
    item.querySelector(`input[data-key="${chosen[i]}"]`).checked = true;
  }), keys);
  await p.press('button[formaction$="/nop"]', false);
  check(p.page.url().endsWith(s.sessionAt), `${login} has handed in (${p.page.url()})`);
  await p.leave();
}

// Everybody hands in in one go, and the secretary closes the file.
export async function councilHandsIn(s) {
  const { scorers, secretary } = level(s);
  for (const [i, login] of scorers.entries()) await memberHandsIn(s, login, s.choose(i));
  const p = await official(s, secretary);
  await p.go(s.sessionAt);
  await p.page.locator('a[href$="/dong"]').first().click();
  await p.press('form[action$="/dong"] button');
  await p.says('sao', 'the result');
  return p;
}

// s.choose: how a member scores, by the member's number.
export async function councilScores(s) {
  const choose = s.choose ?? byTurns;
  const { scorers, secretary, missing } = level(s);
  for (const [i, login] of scorers.entries()) await memberScores(s, login, choose(i), i === 1);
  const p = await official(s, secretary);
  await p.look('desk');
  await p.go(s.sessionAt);
  if (missing) await p.says(missing, 'who is missing');
  await p.look('session, watched');
  await p.page.locator('a[href$="/dong"]').first().click();
  await p.look('close');
  await p.press('form[action$="/dong"] button');
  await p.says('sao', 'the result');
  await p.look('result');
  await p.leave();
}
