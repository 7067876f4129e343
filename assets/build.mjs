// Builds style, script and fonts into the folder named on the command line: every name carries the hash of its bytes,
// and text has gzip and brotli beside it. The program embeds the folder.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as sass from 'sass';

const to = process.argv[2];
if (!to) throw new Error('usage: node build.mjs FOLDER');
rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 10);

function put(name, bytes, compress) {
  const dot = name.lastIndexOf('.');
  const hashed = `${name.slice(0, dot)}.${hashOf(bytes)}${name.slice(dot)}`;
  writeFileSync(join(to, hashed), bytes);
  if (compress) {
    writeFileSync(join(to, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(to, `${hashed}.br`), brotliCompressSync(bytes, { params }));
  }
  return `/a/${hashed}`;
}

// Fonts: the two weights of headings, in the two alphabets that Vietnamese text needs.
const fonts = 'node_modules/@fontsource/be-vietnam-pro/files';
const font = {};
for (const alphabet of ['latin', 'vietnamese']) {
  for (const weight of [600, 700]) {
    const bytes = readFileSync(`${fonts}/be-vietnam-pro-${alphabet}-${weight}-normal.woff2`);
    font[`${alphabet}-${weight}`] = put(`be-vietnam-${alphabet}-${weight}.woff2`, bytes, false);
  }
}

const css = sass.compile('app.scss', {
  loadPaths: ['node_modules'], style: 'compressed', quietDeps: true, charset: false,
  functions: {
    'font-address($key)': ([key]) => new sass.SassString(font[key.assertString('key').text], { quotes: true }),
  },
}).css;
put('app.css', Buffer.from(css), true);

for (const name of readdirSync('.').filter((n) => n.endsWith('.js'))) {
  const made = await esbuild.build({
    entryPoints: [name], bundle: true, minify: true, format: 'iife', target: 'es2020', write: false, legalComments: 'none',
  });
  put(name, Buffer.from(made.outputFiles[0].contents), true);
}
put('favicon.svg', readFileSync('favicon.svg'), false);
