// idea.mjs: an idea from the producer through the commune and the province into the year's list and into a dossier.
import { check, person, playAll, playParts } from './lib.mjs';

const password = 'xem thu ocop 2026';

async function signIn(s) {
  for (const [who, login] of [['owner', 'chuthe.htx'], ['commune', 'xa.hamkiem'], ['officer', 'tinh.1']]) {
    s[who] = await person(s.browser, s.server, s.mode, who);
    await s[who].signIn(login, password);
  }
}

async function register(s) {
  const p = s.owner;
  await p.go('/y-tuong');
  await p.look('ideas of the producer');
  await p.page.click('.oc-head .govuk-button');
  check(await p.press('main form button[type=submit]', false) === 422, 'an idea without a name answers 422');
  await p.page.fill('#name', s.name);
  await p.press('main form button[type=submit]');
  s.at = new URL(p.page.url()).pathname;
  check(/^\/y-tuong\/[0-9a-z-]+$/i.test(s.at), `the draft is kept at ${s.at}`);
  check(await p.press('button[formaction$="/gui"]', false) === 422, 'a draft that is not complete is not sent');
  await p.look('what misses');
  const set = p.page.locator('input[name=set_no][value="9"]');
  if (!(await set.isVisible())) await p.page.locator('details.oc-group', { has: set }).locator('summary').click();
  await set.check();
  await p.page.fill('#description', 'Nước mắm 40 độ đạm, chai thủy tinh 500 ml.');
  await p.page.fill('#materials', 'Cá cơm than của ghe trong xã, muối Cà Ná.');
  await p.page.fill('#novelty', 'Ủ chượp 18 tháng trong thùng gỗ bời lời.');
  await p.page.locator('input[name=target_star][value="4"]').check();
  await p.press('button[formaction$="/gui"]');
  await p.says('chờ xã cho ý kiến', 'the idea sent');
  await p.look('idea sent');
}

async function opine(s) {
  const p = s.commune;
  await p.go('/xa/y-tuong');
  await p.says(s.name, 'the commune\'s list');
  await p.look('ideas of the commune');
  await p.go(s.at);
  check(await p.press('form[action$="/y-kien"] button', false) === 422, 'an opinion without a reason answers 422');
  await p.look('opinion, empty');
  await p.page.locator('input[name=opinion][value="1"]').check();
  await p.page.fill('#reason', 'Xã có vùng nguyên liệu và lao động tại chỗ.');
  await p.press('form[action$="/y-kien"] button');
  await p.says('chờ tỉnh chọn', 'the idea with its opinion');
}

async function select(s) {
  const p = s.officer;
  await p.go('/tinh/y-tuong');
  await p.says(s.name, 'the province\'s list');
  await p.look('ideas of the province');
  await p.go(s.at);
  await p.page.fill('#reason', 'Sản phẩm đặc trưng, đúng hướng của năm.');
  await p.look('selection');
  await p.press('form[action$="/chon"] button');
  await p.says('Được chọn', 'the idea selected');
  await p.go('/tinh/y-tuong/danh-sach');
  await p.says(s.name, 'the year\'s list');
  await p.look('list of the year');
  for (const kind of ['csv', 'xlsx']) {
    const answer = await p.context.request.get(`${s.server.base}/tinh/y-tuong/danh-sach.${kind}`);
    check(answer.status() === 200 && (await answer.body()).length > 100, `the list as ${kind}`);
  }
}

async function open(s) {
  const p = s.owner;
  await p.go(s.at);
  await p.look('idea selected');
  await p.press('form[action$="/ho-so"] button');
  check(/^\/ho-so\/[0-9a-z-]+$/i.test(new URL(p.page.url()).pathname), 'a dossier is open');
  await p.page.goto(`${p.page.url()}/thong-tin/ket-qua`);
  check((await p.page.inputValue('#material')).includes('muối Cà Ná'), 'the materials need not be typed again');
}

const parts = [signIn, register, opine, select, open];
await playAll((s) => playParts('idea', { ...s, name: `Nước mắm ý tưởng ${201 + s.no}` }, parts));
