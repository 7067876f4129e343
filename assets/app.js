// Enhancements; every page works without this file.
import { initAll } from 'govuk-frontend';

document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
initAll();

// Signing out takes from this device what a score sheet could not send yet (score.js keeps it), after a word.
document.querySelector('form[action="/dang-xuat"]')?.addEventListener('submit', (event) => {
  try {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith('ocop-phieu.'));
    const words = kept.map((key) => JSON.parse(localStorage.getItem(key)).leave).find(Boolean);
    if (words && !window.confirm(words)) event.preventDefault();
    else kept.forEach((key) => localStorage.removeItem(key));
  } catch { /* private window: nothing is kept */ }
});

// Files on their way are kept in the browser until they have arrived; the next one at this machine gets none of them.
document.querySelectorAll('form[action="/dang-xuat"]').forEach((form) => {
  form.addEventListener('submit', (event) => event.defaultPrevented || window.indexedDB?.deleteDatabase('ocop-upload'));
});
