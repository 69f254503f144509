/** The one script of the pages: sends the form with the token, which servers never see in an address. */
export const ACCOUNT_SCRIPT = `'use strict';
(() => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  history.replaceState(null, '', location.pathname);
  const form = document.querySelector('form');
  const outcome = document.getElementById('outcome');
  const say = (words, isGood) => {
    outcome.textContent = words;
    outcome.className = isGood ? 'good' : 'bad';
  };
  if (token === '') {
    form.hidden = true;
    say('This link is not complete. Please open it from the mail once more.', false);
    return;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = event.submitter?.value ? JSON.parse(event.submitter.value) : {};
    const body = { ...Object.fromEntries(new FormData(form)), ...answer };
    const isInPath = form.dataset.calls.includes('{token}');
    const path = form.dataset.calls.replace('{token}', encodeURIComponent(token));
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    say('One moment…', true);
    try {
      const reply = await fetch('../' + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(isInPath ? body : { ...body, token }),
      });
      if (reply.ok) {
        form.hidden = true;
        say(form.dataset.done, true);
        return;
      }
      const { error } = await reply.json();
      const words = error.details?.error ?? error.message;
      say(words.charAt(0).toUpperCase() + words.slice(1), false);
    } catch {
      say('That did not work. Please try again in a moment.', false);
    }
    for (const button of form.querySelectorAll('button')) button.disabled = false;
  });
})();
`;

/** How the pages look. */
export const ACCOUNT_STYLE = `body { margin: 0; background: #f4f7f5; color: #1d2b25; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 4rem auto; padding: 2rem; background: #fff; border-radius: .6rem; }
h1 { margin-top: 0; font-size: 1.5rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; padding: .6rem; font: inherit; border: 1px solid #51635a; border-radius: .3rem; }
button { margin: 1rem .5rem 0 0; padding: .7rem 1.2rem; font: inherit; color: #fff; background: #14593d; border: 0; border-radius: .4rem; cursor: pointer; }
button:disabled { opacity: .6; }
:focus-visible { outline: 3px solid #2b7de9; outline-offset: 2px; }
.hint { margin: .3rem 0; color: #51635a; font-size: .9rem; }
.good { color: #14593d; }
.bad { color: #a3201d; }
`;
