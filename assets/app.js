// Enhancements; every page works without this file.
import { initAll } from 'govuk-frontend';

document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
initAll();
