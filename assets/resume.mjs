// Sends large files in pieces (tus 1.0): goes on after a lost line and after the page was loaded again. The form's ordinary upload
// works without this file; smaller files always go that way.
const PIECE = 512 * 1024; // without a checksum: what came of a piece before the line broke is kept by the server
const SMALLEST = 32 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds, then the last again and again
const STORE = 'ocop-upload';

// ---- what must outlive the page: the file itself and where it goes ----

const opened = () => new Promise((done) => {
  const r = indexedDB.open(STORE, 1);
  r.onupgradeneeded = () => r.result.createObjectStore('files', { keyPath: 'address' });
  r.onsuccess = () => done(r.result);
  r.onerror = () => done(null);
  r.onblocked = () => done(null);
});
async function withFiles(mode, ask, fallback) {
  try {
    const db = await opened();
    if (!db) return fallback;
    return await new Promise((done) => {
      const t = db.transaction('files', mode);
      const r = ask(t.objectStore('files'));
      t.oncomplete = () => { db.close(); done(r.result); };
      t.onerror = t.onabort = () => { db.close(); done(fallback); };
    });
  } catch {
    return fallback; // private windows: it goes on as long as the page is open
  }
}
const remember = (kept) => withFiles('readwrite', (s) => s.put(kept));
const forget = (address) => withFiles('readwrite', (s) => s.delete(address));
const remembered = (form) => withFiles('readonly', (s) => s.getAll(), [])
  .then((all) => (all ?? []).filter((k) => k.form === form));

// ---- the protocol ----

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

class Sending {
  constructor(kept, secret, tell) {
    Object.assign(this, { kept, secret, tell, done: 0, paused: false, over: false, tries: 0, piece: PIECE });
    this.lookNow = () => {};
    window.addEventListener('online', () => this.lookNow());
  }

  ask(method, headers = {}, body = undefined, progress = undefined) {
    return new Promise((done, fail) => {
      const x = new XMLHttpRequest(); // fetch tells nothing of the bytes that have gone
      this.request = x;
      x.open(method, this.kept.address);
      const all = { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': this.secret, Accept: 'application/json', ...headers };
      Object.entries(all).forEach(([k, v]) => x.setRequestHeader(k, v));
      x.timeout = 120000;
      x.upload.onprogress = progress ?? null;
      x.onload = () => done(x);
      x.onerror = x.ontimeout = x.onabort = () => fail(new Error('line'));
      x.send(body);
    });
  }

  async where() {
    const x = await this.ask('HEAD');
    if (x.status === 200) this.done = Number(x.getResponseHeader('Upload-Offset'));
    return x.status;
  }

  // false: no more to be done here.
  async step() {
    const { file } = this.kept;
    const last = this.done + this.piece >= file.size;
    const piece = file.slice(this.done, this.done + this.piece);
    const begun = this.done;
    this.tell(last ? 'looking' : 'sending');
    const x = await this.ask('PATCH', {
      'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(begun),
    }, piece, (e) => { this.done = begun + e.loaded; this.tell('sending'); });
    this.done = begun;
    if (x.status === 204) {
      this.done = Number(x.getResponseHeader('Upload-Offset'));
      this.tries = 0;
      this.piece = Math.min(PIECE, this.piece * 2);
      return this.done < file.size;
    }
    if (x.status === 409 || x.status === 460 || x.status >= 500) throw new Error('again');
    await this.refused(x.status, x);
    return false;
  }

  async refused(status, x) {
    this.over = true;
    if (status === 401) {
      this.tell('signed-out');
      return;
    }
    let why = '';
    try {
      const said = JSON.parse(x?.responseText || (await this.ask('GET')).responseText);
      why = said.refused || (said.errors ?? []).map((e) => e.detail).join(' ');
    } catch { /* nothing is known */ }
    await forget(this.kept.address);
    this.tell('failed', why);
  }

  wait() {
    const seconds = WAITS[Math.min(this.tries++, WAITS.length - 1)];
    this.tell('waiting');
    return new Promise((done) => {
      const t = setTimeout(done, seconds * 1000);
      this.lookNow = () => { clearTimeout(t); done(); };
    });
  }

  async run() {
    let known = false;
    while (!this.paused && !this.over) {
      try {
        if (!known) {
          const status = await this.where();
          if (status >= 500) throw new Error('again');
          if (status !== 200) return await this.refused(status);
          known = true;
          if (this.done === this.kept.file.size) break;
        }
        if (!await this.step()) break;
      } catch {
        known = false;
        this.piece = Math.max(SMALLEST, this.piece / 2);
        if (!this.paused && !this.over) await this.wait();
      }
    }
    if (this.over) return undefined;
    if (this.paused) return this.tell('paused');
    this.over = true;
    await forget(this.kept.address);
    return this.tell('whole');
  }

  pause() {
    this.paused = true;
    this.request?.abort();
    this.lookNow();
    this.tell('paused');
  }

  go() {
    this.paused = false;
    this.running = (this.running ?? Promise.resolve()).then(() => this.run());
  }

  async drop() {
    this.over = true;
    this.request?.abort();
    this.lookNow();
    await forget(this.kept.address);
    try { await this.ask('DELETE'); } catch { /* it ends by itself after some days */ }
  }
}

// ---- the page ----

function row(box, name, size) {
  const lang = document.documentElement.lang || 'vi';
  const make = (tag, className, text = '') => {
    const e = document.createElement(tag);
    e.className = className;
    e.textContent = text;
    return e;
  };
  const li = make('div', 'oc-sending__file');
  const bar = make('progress', 'oc-sending__bar');
  bar.max = size;
  bar.value = 0;
  bar.setAttribute('aria-label', name);
  const percent = make('span', 'oc-sending__percent');
  const words = make('p', 'oc-sending__words');
  words.setAttribute('role', 'status');
  const actions = make('div', 'oc-sending__actions');
  const hold = make('button', 'govuk-button govuk-button--secondary', box.dataset.pause);
  const drop = make('button', 'oc-link-plain', box.dataset.drop);
  hold.type = drop.type = 'button';
  actions.append(hold, drop);
  li.append(make('strong', 'oc-sending__name', name), bar, percent, words, actions);
  box.append(li);
  box.hidden = false;
  const share = new Intl.NumberFormat(lang, { style: 'percent' });
  return { li, bar, percent, words, hold, drop, share };
}

function show(box, kept, secret, whole, gone) {
  const r = row(box, kept.name, kept.file.size);
  let state = '';
  const s = new Sending(kept, secret, (now, why) => {
    if (s.over && !['failed', 'signed-out', 'whole'].includes(now)) return;
    r.bar.value = s.done;
    r.percent.textContent = r.share.format(s.done / kept.file.size);
    if (state !== now || why) r.words.textContent = why || box.dataset[now.replace(/-o/, 'O')] || '';
    state = now;
    r.hold.textContent = now === 'paused' ? box.dataset.go : box.dataset.pause;
    r.hold.hidden = ['failed', 'signed-out', 'whole'].includes(now);
    r.li.dataset.state = now;
    if (now === 'whole') whole();
    if (now === 'failed') gone();
  });
  r.hold.addEventListener('click', () => (s.paused ? s.go() : s.pause()));
  r.drop.addEventListener('click', async () => { await s.drop(); r.li.remove(); if (state !== 'failed') gone(); });
  s.go();
}

// Which of the chosen files go this way; the others stay in the input.
function split(form, input) {
  const from = Number(form.dataset.from);
  const large = [...input.files].filter((f) => f.size > from);
  if (large.length === 0) return [];
  const bag = new DataTransfer();
  [...input.files].filter((f) => f.size <= from).forEach((f) => bag.items.add(f));
  input.files = bag.files;
  input.dispatchEvent(new CustomEvent('oc-taken'));
  return large;
}

// The line may be gone at this very moment; asked again under the same key it is begun once.
async function stubborn(address, request) {
  for (let i = 0; ; i++) {
    try {
      return await fetch(address, request);
    } catch (e) {
      if (i === 4) throw e;
      await new Promise((done) => setTimeout(done, WAITS[i] * 1000));
    }
  }
}

async function begin(form, file, secret) {
  const key = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  const said = { filename: file.name };
  for (const name of ['title', 'number', 'issuer', 'issued', 'expires']) said[name] = form.elements[name]?.value ?? '';
  const answer = await stubborn(form.dataset.resume, {
    method: 'POST',
    headers: {
      'Idempotency-Key': key,
      'Tus-Resumable': '1.0.0', 'X-CSRF-Token': secret, Accept: 'application/json', 'Upload-Length': String(file.size),
      'Upload-Metadata': Object.entries(said).filter(([, v]) => v).map(([k, v]) => `${k} ${base64(v)}`).join(','),
    },
  });
  if (answer.status === 413) return { tooLarge: true };
  if (answer.status !== 201) return null;
  return { address: answer.headers.get('Location'), form: form.dataset.resume, name: file.name, file };
}

export function enhanceForm(form, input, ready) {
  const box = form.querySelector('.oc-sending');
  const secret = form.elements.csrf?.value;
  if (!box || !secret || !window.DataTransfer) return;
  let left = 0;
  let small = false;
  let busy = false;
  const whole = () => {
    if (--left > 0) return;
    busy = false;
    if (small) form.requestSubmit();
    else window.location.assign(form.dataset.resume.replace(/\/[^/]*$/, ''));
  };
  const gone = () => { left--; busy = left > 0; };
  const start = (kept) => { left++; form.closest('details')?.setAttribute('open', ''); show(box, kept, secret, whole, gone); };
  remembered(form.dataset.resume).then((all) => all.forEach(start));

  form.addEventListener('submit', async (event) => {
    const from = Number(form.dataset.from);
    if (event.defaultPrevented) return;
    if (busy) { // pressed twice
      event.preventDefault();
      return;
    }
    if (![...input.files].some((f) => f.size > from)) return;
    event.preventDefault();
    const { submitter } = event;
    busy = true;
    await ready();
    const before = [...input.files];
    for (const file of split(form, input)) {
      let kept = null;
      try { kept = await begin(form, file, secret); } catch { /* no line at all */ }
      if (!kept) { // refused before a byte was sent: the ordinary way says why
        const bag = new DataTransfer();
        before.forEach((f) => bag.items.add(f));
        input.files = bag.files;
        form.dataset.from = String(Number.MAX_SAFE_INTEGER);
        busy = false;
        form.requestSubmit(submitter ?? undefined);
        return;
      }
      if (kept.tooLarge) {
        const r = row(box, file.name, file.size);
        r.li.dataset.state = 'failed';
        r.words.textContent = box.dataset.large;
        r.hold.hidden = true;
        r.drop.addEventListener('click', () => r.li.remove());
        continue;
      }
      await remember(kept);
      start(kept);
    }
    small = input.files.length > 0; // they go once the large ones have arrived
    busy = left > 0;
  });
}
