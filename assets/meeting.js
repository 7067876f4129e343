// The page of a meeting follows the meeting: asks for a short mark and opens again when it is another. Without this file the page
// opens again by itself. What somebody has begun to type is not thrown away: then the page only says that something has changed.
const meeting = document.querySelector('[data-meeting]');
const changed = meeting?.querySelector('[data-changed]');
let mark = meeting?.dataset.meeting;
let typed = false;

async function ask() {
  if (document.hidden) return;
  const headers = mark ? { 'If-None-Match': `"${mark}"` } : {};
  let answer;
  try {
    answer = await fetch(meeting.dataset.address, { headers, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    return; // no network: the next time
  }
  if (answer.status === 304) return;
  if (!answer.ok) {
    changed.hidden = false; // signed out, or no longer a member: opening the page again says so
    return;
  }
  const now = (await answer.text()).trim();
  if (!mark) mark = now; // a form that came back: what it was made of is not known
  else if (now !== mark) {
    if (typed) changed.hidden = false;
    else window.location.replace(window.location.pathname);
  }
}

if (meeting) {
  meeting.addEventListener('input', () => { typed = true; });
  typed = meeting.dataset.meeting === '';
  setInterval(ask, 1000 * Math.max(2, Number(meeting.dataset.seconds) / 2));
  document.addEventListener('visibilitychange', ask);
}
