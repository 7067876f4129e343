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
    const done = chosen(item) !== null;
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

// ---- drafts ----
let timer = 0;
let saving = false;
let again = false;
let afterSave = null;

function say(text) {
  part('state').textContent = text;
}

async function save() {
  if (saving) { again = true; return; }
  saving = true;
  say(form.dataset.saving);
  try {
    const data = new FormData(form);
    data.delete('idem');
    const answer = await fetch(form.action, {
      method: 'POST', body: new URLSearchParams(data), headers: { Accept: 'application/json' }, credentials: 'same-origin',
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const kept = await answer.json();
    version.value = String(kept.version);
    say(`${form.dataset.saved} ${kept.saved_at.slice(11, 16)}`); // Vietnam's clock, as the server writes it
  } catch {
    say(form.dataset.failed);
  }
  saving = false;
  if (afterSave) {
    const then = afterSave;
    afterSave = null;
    then();
  } else if (again) {
    again = false;
    save();
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, 700);
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
  form.addEventListener('change', () => { recount(); soon(); });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (saving) { // the draft on its way must arrive first: both carry the sheet's version
      event.preventDefault();
      again = false;
      afterSave = () => form.requestSubmit(event.submitter);
    }
  });
  recount();
}
