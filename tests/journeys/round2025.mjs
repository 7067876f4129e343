// round2025.mjs: the districts' own round of 2025 (Kế hoạch 2037/KH-UBND under Quyết định 148/2023): a producer files two products, the
// commune sends them to the district, its council scores both; the district recognises three stars by its own decision and passes the
// other up with its result; the province scores anew and recognises four. The demonstration's clock follows the plan's calendar.
import { check, fold, playAll, playParts } from './lib.mjs';
import { confirmFour, councilHandsIn, official, province, provinceToCouncil } from './story_offices.mjs';
import { certificateIsSound, leaderDecides } from './story_end.mjs';

const vi = (iso) => iso.split('-').reverse().join('/');
const district = {
  agency: 'huyen.1', list: '/huyen',
  seats: [['uyvien.huyen.1', '1'], ['uyvien.huyen.2', '3'], ['uyvien.huyen.3', '3'], ['thuky.huyen', '4']],
  scorers: ['uyvien.huyen.1', 'uyvien.huyen.2', 'uyvien.huyen.3'], secretary: 'thuky.huyen', leader: 'lanhdao.huyen',
};
const three = { n: 511, product: 'Mắm ruốc Biển Mặn' };
const four = { n: 512, product: 'Nước mắm Biển Mặn 40 độ đạm' };

async function goTo(s, iso) {
  await s.server.goTo(iso);
  s.day = vi(iso);
}

// Points between least and most, with every condition of the stars: the levels that come to the middle of the band.
function levelsFor(stars, least, most) {
  return (items) => {
    const low = (item) => item.levels.reduce((a, b) => (b.points < a.points ? b : a));
    const needed = (item) => item.levels.filter((l) => l.gate > 0 && l.gate <= stars).sort((a, b) => a.points - b.points).pop() ?? low(item);
    const chosen = items.map(needed);
    const total = () => chosen.reduce((sum, l) => sum + l.points, 0);
    for (let i = 0; i < items.length; i++) {
      for (const l of [...items[i].levels].sort((a, b) => a.points - b.points)) {
        const more = l.points - chosen[i].points;
        if (more > 0 && total() + more <= (least + most) / 2) chosen[i] = l;
      }
    }
    check(total() >= least && total() <= most, `${total()} points are ${stars} stars`);
    return chosen.map((l) => l.key);
  };
}

async function producerFiles(s) {
  s.day = vi('2025-05-19');
  const p = await official(s, 'chuthe.ho');
  for (const { product } of [three, four]) {
    await p.go('/ho-so');
    await p.page.getByRole('link', { name: product }).first().click();
    const at = new URL(p.page.url()).pathname;
    await p.go(`${at}/nop`);
    if (product === three.product) await p.look('last look');
    await p.press('form[action$="/nop"] button');
    await p.go(at);
    check(await p.page.locator('a[href$="/bien-nhan"]').count() > 0, `${product} is filed, with a receipt`);
  }
  await p.look('filed');
  await p.leave();
}

async function communeForwards(s) {
  const p = await official(s, 'xa.muine');
  for (const { product } of [three, four]) {
    await p.go('/xa');
    await p.page.getByRole('link', { name: product }).first().click();
    const at = new URL(p.page.url()).pathname;
    await confirmFour(p);
    await p.go(at);
    await p.press('form[action$="/chuyen"] button');
    await p.go(at);
    await p.says('Đã chuyển huyện', 'the dossier');
  }
  await p.look('sent to the district');
  await p.leave();
  const above = await official(s, 'tinh.1');
  await above.go('/tinh?loc=tat-ca');
  check(!(await above.text()).includes(three.product), 'the province has nothing yet');
  await above.leave();
}

async function districtScores(s) {
  await goTo(s, '2025-05-28');
  s.level = district;
  Object.assign(s, three, { choose: () => levelsFor(3, 50, 69) });
  await provinceToCouncil(s);
  const p = await councilHandsIn(s);
  await p.says('3 sao', 'the result');
  await p.look('result of the district');
  await p.leave();
  Object.assign(s, four, { choose: () => levelsFor(4, 70, 89) });
}

// The second product on the same session: no second council.
async function districtScoresTheOther(s) {
  let p = await official(s, 'huyen.1');
  await p.go(`/huyen?q=${encodeURIComponent(s.product)}`);
  await p.page.getByRole('link', { name: s.product }).first().click();
  s.passAt = new URL(p.page.url()).pathname;
  await p.page.getByRole('radio', { name: /Phiên chấm 511/ }).check();
  await p.press('form[action$="/hoi-dong"] button');
  await p.leave();
  p = await councilHandsIn(s);
  await p.says('4 sao', 'the result');
  await p.go(`${s.sessionAt}/giay-to`);
  await p.look('papers of the district');
  await p.leave();
}

async function districtDecides(s) {
  Object.assign(s, three);
  await leaderDecides(s);
  const p = await official(s, 'lanhdao.huyen');
  await p.go('/cong-nhan');
  await p.says('Trình cấp tỉnh', 'what the district does not decide on');
  check(await p.page.getByRole('checkbox', { name: four.product }).count() === 0, 'four stars cannot be picked');
  await p.look('what is passed up');
  await p.leave();
  const address = certificateIsSound(s);
  const all = await official(s, 'chuthe.ho');
  await all.go(new URL(address).pathname);
  await all.says('Đang có hiệu lực', 'the page of the code');
  await all.says('UBND thành phố Phan Thiết', 'who decided');
  await all.says(`${three.n}/QĐ-UBND`, 'the decision');
  await all.look('check, district');
  await all.leave();
}

async function districtPassesUp(s) {
  const p = await official(s, 'huyen.1');
  await p.go(s.passAt);
  await p.says('Kết quả chấm của các cấp', 'the district’s result');
  check(await p.press('form[action$="/trinh"] button', false) === 422, 'passing up without the number of the request answers 422');
  await p.look('passing up, empty');
  await p.page.fill('#paper_no', '45/TTr-UBND');
  await p.press('form[action$="/trinh"] button');
  await p.says('Đã trình hồ sơ lên cấp tỉnh', 'done');
  await p.look('passed up');
  await p.leave();
}

async function provinceRecognises(s) {
  await goTo(s, '2025-06-26');
  s.level = province;
  Object.assign(s, four);
  await provinceToCouncil(s);
  await (await councilHandsIn(s)).leave();
  const p = await official(s, 'tinh.1');
  await p.go(`/tinh?q=${encodeURIComponent(s.product)}`);
  await p.page.getByRole('link', { name: s.product }).first().click();
  const text = fold(await p.text());
  check(text.includes('Cấp huyện:') && text.includes('Cấp tỉnh:'), 'both results stand');
  await p.look('both results');
  await p.leave();
  await leaderDecides(s);
  const address = certificateIsSound(s);
  const all = await official(s, 'chuthe.ho');
  await all.go(new URL(address).pathname);
  await all.says('UBND tỉnh Bình Thuận', 'who decided');
  await all.look('check, province');
  await all.leave();
}

const parts = [producerFiles, communeForwards, districtScores, districtScoresTheOther, districtDecides, districtPassesUp, provinceRecognises];

// one product a server, which begins before the plan's closing days
await playAll((s) => playParts('round of 2025', { ...s }, parts), true, ['--today', '2025-05-19']);
