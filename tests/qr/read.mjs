// read.mjs: reads QR codes with two readers that are not ours, zbar and ZXing, out of a page, an SVG, a PDF or a PNG.
// As a module: readers(png) and qrOfPage(page). As a program:
//   node tests/qr/read.mjs FILE.pdf|FILE.png|FILE.svg|http://127.0.0.1:PORT/ADDRESS [EXPECTED]
// prints what both have read, one line a reader; fails when they disagree, when nothing is read or when it is not EXPECTED.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import zxing from '@zxing/library';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';

const CHROMIUM = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
};

function tool(command, args, input) {
  const r = spawnSync(command, args, { input, maxBuffer: 1 << 27 });
  if (r.error) throw r.error;
  if (r.status !== 0) throw new Error(`${command}: ${r.stderr || r.status}`);
  return r.stdout;
}

export function zbar(png) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-qr-'));
  try {
    const file = join(folder, 'qr.png');
    writeFileSync(file, png);
    return tool('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', file]).toString('utf8').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function zxingRead(png) {
  const { width, height, data } = PNG.sync.read(png);
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = (data[4 * i] * 306 + data[4 * i + 1] * 601 + data[4 * i + 2] * 117) >> 10;
  const bitmap = new zxing.BinaryBitmap(new zxing.HybridBinarizer(new zxing.RGBLuminanceSource(grey, width, height)));
  const hints = new Map([[zxing.DecodeHintType.TRY_HARDER, true]]);
  return new zxing.QRCodeReader().decode(bitmap, hints).getText();
}

// What both readers see: { zbar, zxing }.
export function readers(png) {
  return { zbar: zbar(png), zxing: zxingRead(png) };
}

// The picture of the code on an open page, as the screen shows it.
export async function qrOfPage(page) {
  return page.locator('svg[role="img"][shape-rendering="crispEdges"]').first().screenshot();
}

function pdfPage(path, page = 1) {
  return tool('pdftoppm', ['-r', '150', '-f', String(page), '-l', String(page), '-png', path]);
}

async function pictureOf(source) {
  if (source.endsWith('.png')) return readFileSync(source);
  if (source.endsWith('.pdf')) return pdfPage(source);
  const browser = await chromium.launch(CHROMIUM);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 });
    await page.goto(source.startsWith('http') ? source : pathToFileURL(source).href);
    return source.endsWith('.svg') ? await page.screenshot() : await qrOfPage(page);
  } finally {
    await browser.close();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [source, expected] = process.argv.slice(2);
  if (!source) throw new Error('usage: node tests/qr/read.mjs FILE|ADDRESS [EXPECTED]');
  const got = readers(await pictureOf(source));
  console.log(`zbar: ${got.zbar}\nzxing: ${got.zxing}`);
  const wrong = got.zbar === '' || got.zbar !== got.zxing || (expected !== undefined && got.zbar !== expected);
  if (wrong) {
    console.error(expected === undefined ? 'the readers do not agree' : `wanted: ${expected}`);
    process.exitCode = 1;
  }
}
