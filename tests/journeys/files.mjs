// files.mjs: real files for journeys: a PDF of some pages, a photo as JPEG and as PNG, a text that only claims to be a PDF, a workbook
// filled in.
import { inflateRawSync } from 'node:zlib';
import { PNG } from 'pngjs';

export function pdf(pages, words) {
  const parts = ['%PDF-1.4\n'];
  const at = [];
  const put = (n, body) => {
    at[n] = parts.join('').length;
    parts.push(`${n} 0 obj\n${body}\nendobj\n`);
  };
  const kids = [...Array(pages).keys()].map((i) => `${4 + 2 * i} 0 R`).join(' ');
  put(1, '<< /Type /Catalog /Pages 2 0 R >>');
  put(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`);
  put(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let i = 0; i < pages; i++) {
    const text = `BT /F1 20 Tf 60 760 Td (${words}, trang ${i + 1}) Tj ET`;
    put(4 + 2 * i, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`);
    put(5 + 2 * i, `<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  }
  const start = parts.join('').length;
  const rows = at.slice(1).map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(`xref\n0 ${at.length}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${at.length} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.from(parts.join(''), 'latin1');
}

export function png(width = 640, height = 480) {
  const image = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) image.data.set([120 + (x * 100) / width, 90, 40 + (y * 120) / height, 255], (y * width + x) * 4);
  }
  return PNG.sync.write(image);
}

// A photo as a phone makes it; the browser draws it.
export async function jpeg(browser) {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  try {
    await page.setContent('<body style="margin:0;background:linear-gradient(30deg,#7a3b1d,#f2b705)"><p style="font:60px sans-serif;color:#fff;padding:60px">Nước mắm</p>');
    return await page.screenshot({ type: 'jpeg', quality: 80 });
  } finally {
    await page.close();
  }
}

export const onlyText = Buffer.from('Đây là một trang chữ thường, không phải PDF.\n');

// ---- workbooks: cells of an .xlsx filled in, as a spreadsheet would ----

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc32 = (bytes) => (bytes.reduce((c, b) => crcTable[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  const parts = [];
  for (let i = bytes.readUInt16LE(end + 10); i > 0; i--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o));
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + size);
    parts.push({ name: bytes.toString('utf8', at + 46, at + 46 + name), bytes: method === 8 ? inflateRawSync(packed) : packed });
    at += 46 + name + extra + comment;
  }
  return parts;
}

function zipped(parts) {
  const bodies = [];
  const directory = [];
  let at = 0;
  for (const { name, bytes } of parts) {
    const path = Buffer.from(name);
    const head = Buffer.alloc(26); // from the version needed to the length of the extra field
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(path.length, 22);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), head, path, bytes);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, more, path);
    at += 30 + path.length + bytes.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, all, end]);
}

// cells: { D5: '3', F5: 'words' } of one sheet, from 1.
export function fillIn(xlsx, sheet, cells) {
  const parts = unzipped(xlsx);
  const part = parts.find((p) => p.name === `xl/worksheets/sheet${sheet}.xml`);
  let xml = part.bytes.toString('utf8');
  for (const [ref, text] of Object.entries(cells)) {
    const cell = new RegExp(`<c r="${ref}"( s="\\d+")?[^>]*?(/>|>.*?</c>)`);
    if (!cell.test(xml)) throw new Error(`no cell ${ref}`);
    xml = xml.replace(cell, (_, style = '') => (text === '' ? `<c r="${ref}"${style}/>`
      : /^\d+$/.test(text) ? `<c r="${ref}"${style}><v>${text}</v></c>`
        : `<c r="${ref}"${style} t="inlineStr"><is><t>${text}</t></is></c>`));
  }
  part.bytes = Buffer.from(xml);
  return zipped(parts);
}
// What cells of a sheet may be filled in with, by the restrictions that stand in the workbook: { D5: ['0', '3'] }.
export function choicesOf(xlsx, sheet) {
  const xml = unzipped(xlsx).find((p) => p.name === `xl/worksheets/sheet${sheet}.xml`).bytes.toString('utf8');
  return Object.fromEntries([...xml.matchAll(/sqref="([A-Z]+\d+)"><formula1>"([^"]*)"/g)].map((m) => [m[1], m[2].split(',')]));
}
