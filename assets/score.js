// The scoring page: running sum, star and missing conditions while choosing, drafts kept by themselves, keys.
// Every page works without this file; the server computes the same on every save.
const form = document.querySelector('form[data-score]');
const version = form?.querySelector('#version');
const items = form ? [...form.querySelectorAll('[data-item]')] : [];
const part = (name) => form.querySelector(`[data-${name}]`);

function chosen(item) {
  return item.querySelector('input[type=radio]:checked');
}

function pointsOf(item) {
  return Number(chosen(item)?.dataset.points ?? 0);
}

// The star of this sheet alone: band of the total, lowered by every missed condition mark (as criteria_score does).
function starOf(total, needs) {
  const least = form.dataset.bands.split(' ').map(Number);
  let star = 1 + least.filter((min) => total >= min).length;
  for (const need of needs) {
    const star0 = Number(need.dataset.star);
    if (!need.hidden && star0 <= star) star = star0 - 1;
  }
  return star;
}

function recount() {
  const sums = [0, 0, 0];
  const points = {};
  let left = 0;
  for (const item of items) {
    const p = pointsOf(item);
    points[item.dataset.item] = p;
    sums[Number(item.dataset.part)] += p;
    const done = chosen(item) !== null && item.querySelector('[data-reason]')?.value !== ''; // a reference needs its reason
    left += done ? 0 : 1;
    item.classList.toggle('oc-crit--done', done);
  }
  const needs = [...form.querySelectorAll('[data-need]')];
  for (const need of needs) need.hidden = points[need.dataset.need] >= Number(need.dataset.points);
  const total = sums[0] + sums[1] + sums[2];
  const star = starOf(total, needs);
  part('total').textContent = String(total);
  sums.forEach((sum, i) => { form.querySelector(`[data-part="${i}"]:not([data-item])`).textContent = String(sum); });
  form.querySelector('.oc-bar [data-star]:not(li)').textContent = String(star);
  part('stars').dataset.stars = String(star);
  part('left').textContent = String(left);
  part('missed').textContent = String(needs.filter((n) => !n.hidden).length);
  const blank = form.querySelector('.oc-sheet__blank');
  if (blank) blank.hidden = left === 0;
}

// ---- what the browser keeps until the server has it ----
// One record for the account, the sheet and the version it was written on: what was changed since the server last took the sheet.
// Gone when the server has it, after handing in, and when signing out (app.js).
const owner = form?.dataset.keep;
const memory = new Map(); // where nothing may be kept: until the page is left

function readKept(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? null; } catch { return memory.get(key) ?? null; }
}

function writeKept(key, record) {
  try {
    if (record) localStorage.setItem(key, JSON.stringify(record));
    else localStorage.removeItem(key);
  } catch { /* private window, or full */
    if (record) memory.set(key, record);
    else memory.delete(key);
  }
}

function keysKept(prefix) {
  let keys = [...memory.keys()];
  try { keys = keys.concat(Object.keys(localStorage)); } catch { /* private window */ }
  return keys.filter((key) => key.startsWith(`${prefix}.`));
}

const keyNow = () => `${owner}.${version.value}`;

function valueOf(name) {
  const field = form.elements[name];
  return field ? field.value : '';
}

// Remembers fields by name; those of an earlier version have been taken by then.
function keep(names) {
  const record = readKept(keyNow()) ?? { fields: {}, leave: form.dataset.leave };
  for (const name of names) record.fields[name] = valueOf(name);
  writeKept(keyNow(), record);
}

function isAnswer(name) {
  return name.startsWith('a.') || name.startsWith('n.') || name === 'remark';
}

// Puts what was kept back into the form.
function restore(record) {
  for (const [name, value] of Object.entries(record.fields)) {
    const field = form.elements[name];
    if (field) field.value = value; // a group of radio buttons, too
  }
}

// ---- drafts ----
let timer = 0;
let saving = false;
let again = false;
let afterSave = null;
let cutOff = false; // the last attempt did not reach the server
let stopped = false; // the server does not take this sheet as it is: the member has to look

function say(text) {
  part('state').textContent = text;
}

const panel = document.querySelector('[data-line]');

function tell(words, button) {
  panel.hidden = words === '';
  panel.querySelector('[data-line-text]').textContent = words;
  panel.querySelector('[data-line-go]').hidden = !button;
}

// Both on one page: what is stored and what was kept, posted on the version it was written on.
function showBoth(key) {
  const kept = readKept(key);
  const post = document.createElement('form');
  const put = (name, value) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    post.append(input);
  };
  post.method = 'post';
  post.action = form.action;
  put('csrf', valueOf('csrf'));
  put('version', key.slice(owner.length + 1));
  for (const [name, value] of Object.entries(kept.fields)) put(name, value);
  document.body.append(post);
  post.submit();
}

function clash(key) {
  stopped = true;
  tell(form.dataset.clash, true);
  panel.querySelector('[data-line-go]').onclick = () => showBoth(key);
  panel.scrollIntoView({ block: 'nearest' });
}

function whyNot(answer) {
  if (answer.status === 409) clash(keyNow());
  else if (answer.redirected || answer.status === 401 || answer.status === 403) tell(form.dataset.signin, false);
  else if (answer.status === 404) {
    stopped = true;
    tell(form.dataset.refused, false);
  }
}

// The server has what was sent; what changed while it was on its way is kept for the version that follows.
function taken(sent, data, answer) {
  const names = Object.keys(readKept(sent)?.fields ?? {});
  writeKept(sent, null);
  version.value = String(answer.version);
  const later = names.filter((name) => valueOf(name) !== (data.get(name) ?? ''));
  if (later.length) keep(later);
  cutOff = false;
  tell('', false);
  say(`${form.dataset.saved} ${answer.saved_at.slice(11, 16)}`); // Vietnam's clock, as the server writes it
}

async function save() {
  if (saving) { again = true; return; }
  if (stopped) return;
  saving = true;
  say(form.dataset.saving);
  const sent = keyNow();
  const data = new FormData(form);
  let answer = null;
  try {
    data.delete('idem');
    answer = await fetch(form.action, {
      method: 'POST', body: new URLSearchParams(data), headers: { Accept: 'application/json' }, credentials: 'same-origin',
    });
    if (!answer.ok) throw new Error(String(answer.status));
    taken(sent, data, await answer.json());
  } catch {
    cutOff = answer === null;
    say(cutOff ? form.dataset.cut : form.dataset.failed);
    if (cutOff) tell(form.dataset.offline, false);
    else whyNot(answer);
  }
  saving = false;
  if (afterSave) {
    const then = afterSave;
    afterSave = null;
    if (!cutOff && !stopped) then();
  } else if (again) {
    again = false;
    save();
  }
}

function sendKept() {
  if (readKept(keyNow())) save();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, 700);
}

function changed(event) {
  if (!isAnswer(event.target.name ?? '')) return;
  keep([event.target.name]);
  if (event.type === 'change') soon();
}

// Once the page is open: what was kept on this very version goes on from there; on an earlier one the member chooses.
function pickUp() {
  const here = readKept(keyNow());
  if (here) {
    restore(here);
    tell(form.dataset.restored, false);
    soon();
  }
  for (const key of keysKept(owner).filter((k) => k !== keyNow())) {
    const kept = readKept(key);
    if (kept?.settled !== undefined && Number(version.value) > Number(kept.settled)) writeKept(key, null);
    else if (kept) clash(key);
  }
}

// ---- keys: only when switched on, never inside a text field ----
function currentItem() {
  const focused = document.activeElement?.closest?.('[data-item]');
  if (focused) return focused;
  const middle = window.innerHeight / 3;
  return items.find((item) => item.getBoundingClientRect().bottom > middle) ?? items[0];
}

function go(item) {
  if (!item) return;
  const target = chosen(item) ?? item.querySelector('input[type=radio]');
  target.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function press(event) {
  const typing = event.target.matches?.('textarea, input:not([type=radio]):not([type=checkbox]), select');
  if (typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const item = currentItem();
  if (event.key === 'n' || event.key === 'p') {
    event.preventDefault();
    go(items[items.indexOf(item) + (event.key === 'n' ? 1 : -1)]);
  } else if (/^[0-9]$/.test(event.key)) {
    const radio = item.querySelector(`input[data-key="${event.key}"]`);
    if (radio && !radio.disabled) {
      event.preventDefault();
      radio.focus();
      radio.checked = true;
      radio.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}

function switchKeys(on) {
  document.removeEventListener('keydown', press);
  if (on) document.addEventListener('keydown', press);
  try { localStorage.setItem('ocop-score-keys', on ? '1' : '0'); } catch { /* private window: forget */ }
}

if (form) {
  const box = document.querySelector('#score-keys');
  let on = true;
  try { on = localStorage.getItem('ocop-score-keys') !== '0'; } catch { /* private window */ }
  if (box) {
    box.closest('label').hidden = false;
    box.checked = on;
    box.addEventListener('change', () => switchKeys(box.checked));
    switchKeys(on);
  }
  if (panel) { // may be scored
    form.addEventListener('change', changed);
    form.addEventListener('input', changed);
    window.addEventListener('online', sendKept);
    setInterval(() => { if (cutOff) sendKept(); }, 15000);
    pickUp();
  } else {
    for (const key of keysKept(owner)) writeKept(key, null); // handed in
  }
  form.addEventListener('change', recount);
  let arrived = false;
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (arrived || !panel || stopped || !(saving || cutOff || !navigator.onLine || readKept(keyNow()))) return;
    event.preventDefault(); // the draft must arrive first: both carry the sheet's version, and nothing is left on this device
    again = false;
    afterSave = () => {
      arrived = true;
      form.requestSubmit(event.submitter);
      arrived = false;
    };
    save();
  });
  recount();
}

// Both stand on this page: what was kept goes when the version that follows the choice is there.
const settling = document.querySelector('form[data-settle]');
const settle = (at) => {
  for (const key of keysKept(settling.dataset.settle)) writeKept(key, { ...readKept(key), settled: at });
};
if (settling) {
  settle(undefined);
  settling.addEventListener('submit', () => settle(settling.elements.version.value));
}
