// files.mjs: real files for journeys: a PDF of some pages, a photo as JPEG and as PNG, and a text that only claims to be a PDF.
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
