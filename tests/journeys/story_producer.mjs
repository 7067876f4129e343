// story_producer.mjs: the producer's part of the story: from nothing to a dossier handed in, and again after a request.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, person, tempFile } from './lib.mjs';
import { jpeg, onlyText, pdf, png } from './files.mjs';

const words = (n) => ({
  producer: `Hợp tác xã Nắng Sớm ${n}`,
  product: `Nước mắm Hòn Rơm ủ chượp ${n}`,
  login: `nangsom.${n}`,
});

async function choose(p, name, value) {
  await p.page.locator(`input[type=radio][name="${name}"][value="${value}"]`).check();
}

async function register(s, p) {
  await p.go('/dang-ky');
  check(await p.press('main form button[type=submit]') === 422, 'an empty registration answers 422');
  await p.look('register, empty');
  await p.page.getByLabel('Hợp tác xã', { exact: true }).check();
  await p.page.fill('#producer_name', s.producer);
  await p.page.fill('#representative', 'Trần Thị Sớm');
  await p.page.selectOption('#commune', { label: 'Xã Hàm Kiệm' });
  await p.page.fill('#address', 'Thôn Dân Hiệp');
  await p.page.fill('#phone', '0252 3822 111');
  await p.page.fill('#name', 'Trần Thị Sớm');
  await p.page.fill('#login', s.login);
  await p.page.fill('#password', 'nắng sớm trên đồng muối');
  await p.look('register, filled');
  await p.press('main form button[type=submit]');
  check(p.page.url().endsWith('/ban-lam-viec'), 'the new producer is at the desk');
  await p.look('desk');
}

async function openDossier(s, p) {
  await p.go('/ho-so');
  await p.look('no dossiers yet');
  await p.page.click('.oc-head .govuk-button');
  check(await p.press('main form button[type=submit]') === 422, 'a dossier without a product answers 422');
  await p.look('new dossier, empty');
  await choose(p, 'kind', '1');
  await p.page.fill('#name', s.product);
  const set = p.page.locator('input[name=set_no][value="9"]');
  if (!(await set.isVisible())) await p.page.locator('details.oc-group', { has: set }).locator('summary').click();
  await set.check();
  await choose(p, 'target_star', '4');
  await p.look('new dossier');
  await p.press('main form button[type=submit]');
  s.at = new URL(p.page.url()).pathname;
  check(/^\/ho-so\/[0-9a-z-]+$/i.test(s.at), `the dossier is open at ${s.at}`);
  await p.look('task list');
  await p.go('/ho-so');
  check(await p.page.locator('.oc-dossiers__card').count() === 1, 'pressed twice: one dossier');
  await p.look('dossiers');
}

const facts = {
  'don-vi': { position: 'Giám đốc', ethnicity: 'Kinh', founded: '02/09/2018' },
  'san-pham': { packing: 'Chai thủy tinh 500 ml', description: 'Nước mắm 40 độ đạm, ủ chượp 18 tháng trong thùng gỗ bời lời.', samples: '5' },
  'qua-trinh': { history: 'Năm 2018 mười hai hộ làm mắm cùng góp thùng lập hợp tác xã.', structure: 'Hội đồng quản trị ba người, một tổ kỹ thuật, một tổ bán hàng.' },
  'ket-qua': {
    material: 'Cá cơm than mua của ghe trong xã, muối Cà Ná.', technology: 'Ủ chượp gài nén, không chất bảo quản.', workers: '18', local_workers: '15',
    market: 'Bán ở chợ Phan Thiết, ba siêu thị và trang web.', revenue: '2.400.000.000', profit: '310.000.000',
  },
  'ke-hoach': { plan: 'Thêm mười thùng gỗ, làm nhãn truy xuất cho từng chai.' },
  'cam-ket': {},
};

async function fillFacts(s, p) {
  await p.go(`${s.at}/thong-tin/don-vi`);
  await p.page.fill('#phone', 'không nhớ');
  await p.page.fill('#position', 'Giám đốc');
  await p.page.fill('#founded', '31/02/2018');
  await p.press('button[value=next]');
  check((await p.page.inputValue('#phone')) === 'không nhớ', 'a wrong number is kept as typed');
  check((await p.page.inputValue('#position')) === 'Giám đốc', 'and so is what was right');
  check(await p.page.locator('.govuk-error-message').count() === 2, `two fields are wrong, not ${await p.page.locator('.govuk-error-message').count()}`);
  await p.look('facts, wrong');
  await p.page.fill('#phone', '0252 3822 111');
  for (const [part, fields] of Object.entries(facts)) {
    if (!p.page.url().includes(part)) await p.go(`${s.at}/thong-tin/${part}`);
    for (const [id, value] of Object.entries(fields)) await p.page.fill(`#${id}`, value);
    if (part === 'cam-ket') await p.page.check('#pledge');
    await p.look(`facts ${part}`);
    const here = p.page.url();
    await p.press('button[value=next]');
    check(p.page.url() !== here && !p.page.url().includes('xem=loi'), `${part} is saved`);
  }
}

// Two pages of the same form: the second to come is told, keeps what was typed, and overwrites nothing.
async function staleForm(s, p) {
  const path = `${s.at}/thong-tin/qua-trinh`;
  await p.go(path);
  const other = await p.context.newPage();
  await other.goto(p.page.url());
  await other.fill('#structure', 'Ban giám đốc ba người.');
  await other.click('button[value=later]');
  await other.waitForURL((u) => u.pathname === s.at);
  await p.page.fill('#history', 'Viết ở trang cũ.');
  check(await p.press('button[value=next]', false) === 409, 'a stale form answers 409');
  check((await p.page.inputValue('#history')) === 'Viết ở trang cũ.', 'what was typed on the stale form is still there');
  await p.look('stale form');
  await other.goto(`${p.page.url().split('/ho-so/')[0]}${path}`);
  check((await other.inputValue('#history')) === facts['qua-trinh'].history, 'the stale form changed nothing');
  await other.close();
}

async function uploadPapers(s, p) {
  const wrong = tempFile(s.server, `gia-pdf-${s.n}.pdf`, onlyText);
  const lab = tempFile(s.server, `phieu-kiem-nghiem-${s.n}.pdf`, pdf(3, 'Phieu kiem nghiem'));
  const photo = tempFile(s.server, `giay-dang-ky-${s.n}.jpg`, await jpeg(s.browser));
  const scan = tempFile(s.server, `cong-bo-${s.n}.png`, png());
  await p.go('/giay-to');
  await p.look('papers, none');
  await p.go('/giay-to/moi');
  await p.page.setInputFiles('#file', wrong);
  await p.page.fill('#title', 'Phiếu kiểm nghiệm 2026');
  check(await p.press('main form button[type=submit]', false) === 422, 'a text that claims to be a PDF answers 422');
  check((await p.page.inputValue('#title')) === 'Phiếu kiểm nghiệm 2026', 'its name is kept');
  await p.look('wrong file');
  for (const [file, type, title] of [[lab, 'E12', 'Phiếu kiểm nghiệm 2026'], [photo, 'E01', 'Giấy đăng ký hợp tác xã'], [scan, 'E11', 'Bản tự công bố']]) {
    await p.go('/giay-to/moi');
    await p.page.setInputFiles('#file', file);
    await p.page.selectOption('#type', type);
    await p.page.fill('#title', title);
    await p.page.fill('#issued', '05/03/2026');
    if (type === 'E12') { await p.page.fill('#expires', '05/03/2028'); await p.look('new paper'); }
    await p.press('main form button[type=submit]');
    check(/\/giay-to\/[0-9a-z-]+$/i.test(p.page.url()), `${title} is in (${p.page.url()})`);
  }
  await p.look('one paper');
  await p.go('/giay-to');
  check(await p.page.locator('.oc-paper').count() === 3, `pressed twice: three papers, not ${await p.page.locator('.oc-paper').count()}`);
  await p.look('papers');
}

const attach = async (p, title, from, to) => {
  await p.page.getByRole('radio', { name: new RegExp(title) }).check();
  if (from) {
    await p.page.fill('#page_from', from);
    await p.page.fill('#page_to', to);
  }
  return p.press('section[aria-labelledby=library] button');
};

async function attachPapers(s, p) {
  await p.go(`${s.at}/giay-to`);
  await p.look('papers of the dossier');
  for (const [type, title] of [['E12', 'Phiếu kiểm nghiệm'], ['E01', 'Giấy đăng ký'], ['E11', 'Bản tự công bố']]) {
    await p.go(`${s.at}/minh-chung/${type}`);
    await attach(p, title);
    check(await p.page.locator('.oc-attached').count() === 1, `${title} is attached once`);
  }
  for (const [type, title] of [['E02', 'Giấy an toàn thực phẩm'], ['E03', 'Hợp đồng mua cá']]) {
    await p.go(`${s.at}/minh-chung/${type}`);
    const form = p.page.locator('form[enctype]');
    if (!(await form.locator('button').isVisible())) await p.page.locator('details', { has: form }).locator('summary').click();
    if (type === 'E02') await p.look('attach a paper');
    await p.page.setInputFiles('#file', tempFile(s.server, `${type}-${s.n}.pdf`, pdf(2, title.normalize('NFD').replace(/[^ -~]/g, ''))));
    await form.locator('input[name=title]').fill(title);
    await p.press(form.locator('button'));
    check(await p.page.locator('.oc-attached').count() === 1, `${title} is uploaded in its place, once`);
  }
  await p.look('attached');
}

async function criteriaPapers(s, p) {
  await p.go(`${s.at}/tu-cham/a`);
  for (const i of [0, 1]) {
    await p.press(p.page.locator('.oc-item__attach').nth(i));
    if (i === 0) {
      check(await attach(p, 'Phiếu kiểm nghiệm', '2', '9') === 422, 'pages the paper has not got: 422');
      await p.look('pages that are not there');
    }
    await attach(p, 'Phiếu kiểm nghiệm', String(1 + i), String(2 + i));
    check((await p.page.locator('.oc-attached input[name=page_to]').inputValue()) === String(2 + i), 'one paper, its pages for this criterion');
    await p.go(`${s.at}/tu-cham/a`);
  }
  check(await p.page.locator('.oc-item .oc-papers__file').count() === 2, 'the paper stands at two criteria');
}

async function assess(s, p) {
  await p.go(`${s.at}/tu-cham/a`);
  await p.says('4 sao', 'what is missing');
  const fold = p.page.locator('.oc-missing summary');
  if (await fold.count()) await fold.click();
  check(await p.page.locator('.oc-missing li').first().isVisible(), 'the missing conditions open');
  await p.look('self-assessment A, blank');
  await criteriaPapers(s, p);
  for (const part of ['a', 'b', 'c']) {
    await p.go(`${s.at}/tu-cham/${part}`);
    let sum = 0;
    for (const item of await p.page.locator('[data-sheet-item]').all()) {
      const radios = await item.locator('input[type=radio]').all();
      const points = await Promise.all(radios.map(async (r) => Number(await r.getAttribute('data-points'))));
      const best = points.indexOf(Math.max(...points));
      await radios[best].check();
      sum += points[best];
    }
    if (p.mode.js) check((await p.page.innerText('[data-part]')) === String(sum), `part ${part} adds up to ${sum} while choosing`);
    if (part !== 'a') await p.look(`self-assessment ${part}`);
    await p.press('button[value=stay]');
    check((await p.page.innerText('[data-part]')) === String(sum), `part ${part} adds up to ${sum} when saved`);
    if (part === 'c') await p.look('self-assessment, done');
  }
}

async function tellStory(s, p) {
  await p.go(`${s.at}/cau-chuyen`);
  await p.look('story');
  for (const box of await p.page.locator('main form textarea').all()) await box.fill('Cụ tổ làm mắm từ năm 1930, nay con cháu giữ từng thùng gỗ.');
  const file = p.page.locator('main form input[type=file]');
  if (await file.count()) await file.first().setInputFiles(tempFile(s.server, `anh-${s.n}.jpg`, await jpeg(s.browser)));
  await p.press('main form button[type=submit]');
}

// Two people on the story: the second to come sees the other's words beside his own, and nothing is lost.
async function staleStory(s, p) {
  const [mine, theirs] = ['Viết ở trang cũ: mắm của ông Tư.', 'Viết ở trang mới: mắm của bà Sáu.'];
  await p.go(`${s.at}/cau-chuyen`);
  const before = await p.page.inputValue('#story');
  const other = await p.context.newPage();
  await other.goto(p.page.url());
  await other.fill('#story', theirs);
  await other.click('main form button[type=submit]');
  await other.waitForURL((u) => u.pathname === s.at);
  await p.page.fill('#story', mine);
  check(await p.press('main form button[type=submit]', false) === 409, 'a stale story answers 409');
  check((await p.page.inputValue('#story')) === mine, 'the story typed on the stale page is still there');
  check((await p.page.innerText('.oc-theirs__text')) === theirs, 'the other\'s story stands beside it');
  await p.look('stale story');
  await other.goto(p.page.url());
  check((await other.inputValue('#story')) === theirs, 'the stale story changed nothing');
  await other.close();
  await p.page.fill('#story', before);
  await p.press('main form button[type=submit]');
}

async function pdfOf(s, p) {
  let link = 0;
  for (let i = 0; i < 120 && link === 0; i++) {
    await p.page.reload();
    link = await p.page.locator('a[href$="/ho-so.pdf"]').count();
    if (!link) await new Promise((r) => setTimeout(r, 500));
  }
  if (!check(link > 0, 'the PDF of the whole dossier is made')) return;
  const answer = await p.context.request.get(`${s.server.base}${s.at}/ho-so.pdf`);
  const file = join(s.server.folder, `ho-so-${s.n}.pdf`);
  writeFileSync(file, await answer.body());
  const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.normalize('NFC');
  check(text.replace(/\s+/g, ' ').includes(s.product), 'pdftotext reads the product\'s Vietnamese name in it');
  check(spawnSync('qpdf', ['--check', file]).status === 0, 'qpdf finds the PDF sound');
}

async function handIn(s, p, no) {
  await p.go(`${s.at}/nop`);
  await p.says('Nộp hồ sơ', 'the last look');
  await p.look(`check before handing in ${no}`);
  check(await p.press('form[action$="/nop"] button') === 200 && p.page.url().endsWith('/bien-nhan'), `handed in: the receipt (${p.page.url()})`);
  await p.says(s.product, 'the receipt');
  const receipt = (await p.page.innerText('.govuk-panel__body')).trim();
  check(/\d/.test(receipt), 'the receipt has a number');
  if (no > 1) check(receipt !== s.receipt, 'a new receipt');
  s.receipt = receipt;
  await pdfOf(s, p);
  await p.look(`receipt ${no}`);
}

export async function producerApplies(s) {
  Object.assign(s, words(s.n));
  const p = await person(s.browser, s.server, s.mode, 'producer');
  s.owner = p;
  await register(s, p);
  await openDossier(s, p);
  await p.go(`${s.at}/nop`);
  await p.press('form[action$="/nop"] button', false);
  check(p.page.url().endsWith('/nop') && await p.page.locator('.govuk-error-summary li').count() > 5, 'an empty dossier is not taken: everything that misses is told');
  await p.look('what misses');
  await fillFacts(s, p);
  await staleForm(s, p);
  await uploadPapers(s, p);
  await attachPapers(s, p);
  await assess(s, p);
  await tellStory(s, p);
  await staleStory(s, p);
  await handIn(s, p, 1);
  await p.page.goBack();
  await p.page.waitForLoadState();
  await p.look('back after handing in');
  await p.go(s.at);
  check(await p.page.locator('a[href$="/nop"]').count() === 0, 'a dossier handed in cannot be handed in again');
  await p.look('dossier handed in');
  await p.go(`${s.at}/ban-nop/1`);
  await p.look('what was handed in');
}

export async function producerAnswers(s) {
  const p = s.owner;
  await p.go('/ban-lam-viec');
  await p.look('desk, returned');
  await p.go(s.at);
  await p.says('Nhờ chụp lại trang 2', 'the dossier');
  await p.look('returned dossier');
  const form = p.page.locator('form[action*="/yeu-cau/"]');
  await form.locator('textarea').fill('Đã chụp lại, xem giấy kiểm nghiệm trang 2.');
  await p.press(form.locator('button'));
  check((await form.locator('textarea').inputValue()).startsWith('Đã chụp lại'), 'the answer is kept');
  await p.look('answered');
  await handIn(s, p, 2);
}
