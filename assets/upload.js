// Shrinks photos before they are sent and shows what was chosen. Without this file the plain upload works; nothing is removed.
import Compressor from 'compressorjs';
import { enhanceForm } from './resume.mjs';

const LARGE = 1.5 * 1024 * 1024;
const SIDE = 2200;

const sizeOf = (bytes, lang) => {
  const mega = bytes >= 1000 * 1024;
  const n = mega ? bytes / (1024 * 1024) : Math.max(1, Math.round(bytes / 1024));
  return `${n.toLocaleString(lang, { maximumFractionDigits: 1 })} ${mega ? 'MB' : 'KB'}`;
};

// The smaller photo, or the file itself when that fails or gains nothing.
const shrink = (file) => new Promise((done) => {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= LARGE) return done(file);
  return new Compressor(file, {
    quality: 0.82, maxWidth: SIDE, maxHeight: SIDE, mimeType: 'image/jpeg', convertSize: 0,
    success: (made) => done(made.size < file.size
      ? new File([made], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg', lastModified: file.lastModified })
      : file),
    error: () => done(file),
  });
});

function enhance(input) {
  const lang = document.documentElement.lang || 'vi';
  const list = document.createElement('ul');
  list.className = 'oc-chosen';
  list.setAttribute('aria-live', 'polite');
  input.insertAdjacentElement('afterend', list);
  let work = Promise.resolve();
  let turn = 0;

  const show = (files, before, busy) => {
    list.replaceChildren(...files.map((file, i) => {
      const li = document.createElement('li');
      const name = document.createElement('span');
      const size = document.createElement('span');
      name.textContent = file.name;
      size.className = 'oc-chosen__size';
      size.textContent = busy && before[i].size > LARGE && before[i].type.startsWith('image/')
        ? input.dataset.words
        : before[i] !== file ? `${sizeOf(before[i].size, lang)} → ${sizeOf(file.size, lang)}` : sizeOf(file.size, lang);
      li.append(name, size);
      return li;
    }));
  };

  input.addEventListener('change', () => {
    const mine = ++turn;
    const before = [...input.files];
    show(before, before, true);
    work = (async () => {
      const after = [];
      for (const file of before) after.push(await shrink(file)); // one at a time: cheap phones have little memory
      if (mine !== turn) return;
      try {
        const bag = new DataTransfer();
        after.forEach((file) => bag.items.add(file));
        input.files = bag.files;
        show(after, before, false);
      } catch {
        show(before, before, false); // an old browser: the photos go as they are
      }
    })();
    work.done = false;
    const now = work;
    now.then(() => { now.done = true; });
  });

  input.addEventListener('oc-taken', () => show([...input.files], [...input.files], false));

  // Pressed while photos are still being made smaller: wait, then send.
  input.form?.addEventListener('submit', (event) => {
    if (work.done !== false) return;
    event.preventDefault();
    const { submitter } = event;
    work.then(() => input.form.requestSubmit(submitter ?? undefined));
  });
  if (input.form?.dataset.resume) enhanceForm(input.form, input, () => work);
}

document.querySelectorAll('input[type=file][data-shrink]').forEach(enhance);
