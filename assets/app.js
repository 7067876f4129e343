// Enhancements; every page works without this file.
import { initAll } from 'govuk-frontend';

document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
initAll();

// Files on their way are kept in the browser until they have arrived; the next one at this machine gets none of them.
document.querySelectorAll('form[action="/dang-xuat"]').forEach((form) => {
  form.addEventListener('submit', () => window.indexedDB?.deleteDatabase('ocop-upload'));
});
