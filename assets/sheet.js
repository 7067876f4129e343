// A score sheet that adds up while one chooses. form[data-sheet]: radios carry data-points and data-gate; sums per section ([data-sum] inside
// [data-sheet-section]), of the page ([data-part]) and of the whole ([data-total], with data-others: the points of the other pages).
// [data-needs=NAME][data-needs-points=N] is hidden while the radios NAME stand at N points or more. Keys: 1-9 choose a level of the
// item in focus, n and p go to the next and the previous item. Without this script the server adds up on saving.
const form = document.querySelector('form[data-sheet]');

function pointsOf(input) {
  return input ? Number(input.dataset.points) || 0 : 0;
}

function chosen(name) {
  return form.querySelector(`input[type=radio][name="${CSS.escape(name)}"]:checked`);
}

function sumOf(root) {
  let sum = 0;
  for (const input of root.querySelectorAll('input[type=radio]:checked')) sum += pointsOf(input);
  return sum;
}

function show(selector, value) {
  for (const e of document.querySelectorAll(selector)) e.textContent = String(value);
}

function update() {
  for (const section of form.querySelectorAll('[data-sheet-section]')) {
    const sum = section.querySelector('[data-sum]');
    if (sum) sum.textContent = String(sumOf(section));
  }
  const part = sumOf(form);
  const total = part + (Number(form.dataset.others) || 0);
  show('[data-part]', part);
  show('[data-total]', total);
  for (const row of document.querySelectorAll('[data-needs]')) {
    const here = form.querySelector(`input[name="${CSS.escape(row.dataset.needs)}"]`);
    if (here) row.hidden = pointsOf(chosen(row.dataset.needs)) >= Number(row.dataset.needsPoints);
  }
  show('[data-needs-count]', document.querySelectorAll('[data-needs]:not([hidden])').length);
  const bands = (form.dataset.bands || '').split(' ').map(Number);
  const least = bands[Number(form.dataset.target) - 1];
  for (const e of document.querySelectorAll('[data-short]')) e.hidden = least !== undefined && total >= least;
}

function itemOf(element) {
  return element.closest('[data-sheet-item]');
}

function go(step) {
  const items = [...form.querySelectorAll('[data-sheet-item]')];
  const at = items.indexOf(itemOf(document.activeElement) || items[0]);
  const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
  const radio = next.querySelector('input[type=radio]:checked') || next.querySelector('input[type=radio]');
  next.scrollIntoView({ block: 'start' });
  (radio || next).focus({ preventScroll: true });
}

function onKey(event) {
  const typing = event.target.matches('textarea, input:not([type=radio]), select');
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'n' || event.key === 'p') {
    event.preventDefault();
    go(event.key === 'n' ? 1 : -1);
    return;
  }
  const item = itemOf(document.activeElement);
  const radios = item ? [...item.querySelectorAll('input[type=radio]')] : [];
  const radio = radios[Number(event.key) - 1];
  if (/^[1-9]$/.test(event.key) && radio) {
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

if (form) {
  form.addEventListener('change', update);
  document.addEventListener('keydown', onKey);
  update();
}
