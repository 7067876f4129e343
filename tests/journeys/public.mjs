// public.mjs: what a visitor does: finds a product, checks it, reads it in English.
import { check, engines, finish, inPart, launch, modes, person, startServer } from './lib.mjs';

const browser = await launch();
for (const engine of engines) {
  const server = await startServer(engine);
  for (const mode of modes) {
    inPart(`public pages, ${engine}, ${mode.name}`);
    const v = await person(browser, server, mode, 'visitor');
    await v.go('/');
    check(v.page.url() === `${server.base}/vi`, 'a Vietnamese browser lands on /vi');
    await v.look('home');
    await v.page.fill('#home-q', 'nuoc mam');
    await v.page.click('.oc-door button >> nth=0');
    check((await v.text()).toLowerCase().includes('nước mắm'), '"nuoc mam" finds nước mắm');
    await v.look('catalogue');
    await v.page.click('.oc-card__name a >> nth=0');
    await v.look('product');
    const name = await v.page.innerText('h1');
    await v.page.click('text=Kiểm tra sản phẩm này');
    check((await v.text()).includes(name), 'the check page names the product');
    await v.look('check');
    await v.page.click('text=English');
    check(v.page.url().includes('/en/'), 'the same page in English');
    await v.look('check in English');
    await v.go('/vi/kiem-tra');
    await v.page.fill('#ma', 'KHONG-CO-MA-NAY');
    await v.page.click('main form button');
    check((await v.text()).includes('Chưa từng được công nhận'), 'an unknown code is never recognised');
    await v.look('unknown');
    await v.go('/dang-ky');
    await v.look('register');
    await v.page.click('text=Tạo tài khoản >> nth=-1');
    check((await v.page.title()).startsWith('Lỗi:'), 'an empty form comes back with errors');
    if (mode.js) check(await v.page.evaluate(() => document.activeElement?.className.includes('error-summary')), 'focus is on the summary');
    await v.look('register with errors');
    await v.leave();
  }
  await server.stop();
}
await browser.close();
finish();
