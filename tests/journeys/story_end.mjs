// story_end.mjs: the decision, the certificate and what everyone may see of it.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, person } from './lib.mjs';
import { level, official, today } from './story_offices.mjs';
import { readers } from '../qr/read.mjs';

const run = (command, args) => spawnSync(command, args, { maxBuffer: 1 << 27 });

export async function leaderDecides(s) {
  const p = await official(s, level(s).leader);
  await p.look('desk');
  await p.go('/cong-nhan');
  await p.look('to decide');
  const box = p.page.getByRole('checkbox', { name: s.product });
  check(await p.press('form[action="/cong-nhan"] button', false) === 422, 'a decision without number and product answers 422');
  await p.look('decision, empty');
  await box.check();
  await p.page.fill('#decision_no', `${s.n}/QĐ-UBND`);
  await p.page.fill('#decision_date', today(s));
  await p.press('form[action="/cong-nhan"] button');
  check(await box.count() === 0, 'the product waits no longer');
  const rows = p.page.locator('tr', { hasText: s.product }).filter({ hasText: `${s.n}/QĐ-UBND` });
  check(await rows.count() === 1, `pressed twice: one recognition, not ${await rows.count()}`);
  await p.look('decided');
  await rows.locator('a').first().click();
  await p.says('Đang có hiệu lực', 'the recognition');
  await p.look('recognition');
  const address = await p.page.locator('main .oc-actions a').first().getAttribute('href');
  const answer = await p.context.request.get(s.server.base + address);
  check(answer.status() === 200 && answer.headers()['content-type'].includes('pdf'), 'the certificate is a PDF');
  s.certificate = join(s.server.folder, `giay-chung-nhan-${s.n}.pdf`);
  writeFileSync(s.certificate, await answer.body());
  await p.leave();
}

// Where on the A4 page the code stands, in inches: left, top, width, height.
const corner = [0.6, 5.8, 3, 1.9];

// As a person does whose camera did not find the code at once: from another distance, then with nothing but the code's corner in view
// (the ornaments of the frame look like a code's to ZXing, now and then).
function readFrom(pdf) {
  const said = [];
  for (const near of [false, true]) {
    for (const dots of [150, 200, 120, 300]) {
      const [x, y, w, h] = corner.map((inches) => String(Math.round(inches * dots)));
      const view = near ? ['-x', x, '-y', y, '-W', w, '-H', h] : [];
      try {
        return readers(run('pdftoppm', ['-r', String(dots), ...view, '-png', pdf]).stdout);
      } catch (e) {
        said.push(`${dots}${near ? ' near' : ''}: ${e?.message || e?.constructor?.name || e}`);
      }
    }
  }
  throw new Error(`the code on ${pdf} is not read: ${said.join('; ')}`);
}

export function certificateIsSound(s) {
  check(run('qpdf', ['--check', s.certificate]).status === 0, 'qpdf finds the certificate sound');
  const fonts = String(run('pdffonts', [s.certificate]).stdout).trim().split('\n').slice(2);
  check(fonts.length > 0 && fonts.every((f) => /\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.test(f)), `its fonts are embedded: ${fonts.join(' | ')}`);
  const text = String(run('pdftotext', ['-layout', s.certificate, '-']).stdout).normalize('NFC').replace(/\s+/g, ' ');
  check(text.includes(s.product), 'pdftotext reads the product on it');
  const read = readFrom(s.certificate);
  check(read.zbar !== '' && read.zbar === read.zxing, `zbar and ZXing read the same code: ${read.zbar} ${read.zxing}`);
  return read.zbar;
}

export async function everyoneChecks(s) {
  const address = certificateIsSound(s);
  const p = await person(s.browser, s.server, s.mode, 'everyone');
  await p.go(new URL(address).pathname);
  await p.says('Đang có hiệu lực', 'the page of the code');
  await p.says(s.product, 'the page of the code');
  await p.says(`${s.n}/QĐ-UBND`, 'the page of the code');
  await p.look('check');
  await p.page.getByRole('link', { name: 'English' }).click();
  check(p.page.url().includes('/en/'), 'the same in English');
  await p.says('Valid', 'the check page');
  await p.look('check in English');
  await p.go('/vi/san-pham');
  await p.page.fill('#site-search', s.product);
  await p.page.press('#site-search', 'Enter');
  await p.page.getByRole('link', { name: s.product }).first().click();
  await p.says('Đang có hiệu lực', 'the product');
  await p.look('product');
  await p.page.getByRole('link', { name: 'English' }).click();
  await p.says('Valid', 'the product');
  await p.look('product in English');
  await p.leave();
  await s.owner.go('/ban-lam-viec');
  await s.owner.look('desk at the end');
  await s.owner.go(s.at);
  await s.owner.look('dossier at the end');
  await s.owner.leave();
}
