// The editor of a criteria set: sums, gates and faults follow what is typed. The server counts, so that there is one
// arithmetic; without this file the button "Tính lại" does the same.
const form = document.getElementById('sua-bo');
const panel = document.getElementById('tinh');
let timer = 0;
let asked = 0;

async function recount() {
  const mine = ++asked;
  const data = new URLSearchParams(new FormData(form));
  data.delete('idem');
  data.set('do', 'tinh');
  try {
    const answer = await fetch(form.action, { method: 'POST', body: data, credentials: 'same-origin' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('tinh');
    if (mine === asked && fresh) panel.replaceChildren(...fresh.childNodes);
  } catch {
    // No network: the sums stay as they were; saving will say so.
  }
}

if (form && panel) {
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(recount, 300);
  });
}
