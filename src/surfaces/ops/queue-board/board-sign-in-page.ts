/** The page where admins sign in. */
export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Queues of Trellis</title>
<link rel="stylesheet" href="/account/account.css">
</head>
<body>
<main>
<h1>Queues</h1>
<p>For platform admins. The sign-in lasts a quarter of an hour.</p>
<form method="post">
<label>Email <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button>
</form>
<p id="outcome" role="status"></p>
</main>
<script src="/ops/sign-in/sign-in.js"></script>
</body>
</html>
`;

/** Signs in, exchanges the token for the cookie, forgets the token, and goes to the board. */
export const SIGN_IN_SCRIPT = `'use strict';
(() => {
  const form = document.querySelector('form');
  const outcome = document.getElementById('outcome');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    outcome.textContent = 'One moment…';
    try {
      const signIn = await fetch('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(new FormData(form))),
      });
      if (!signIn.ok) {
        outcome.textContent = 'Email or password is not right.';
        return;
      }
      const { access_token: token } = await signIn.json();
      const session = await fetch('/ops/session', {
        method: 'POST',
        headers: { Authorization: 'Bearer ' + token },
      });
      if (session.ok) location.assign('/ops/queues/');
      else outcome.textContent = 'The queues are for platform admins.';
    } catch {
      outcome.textContent = 'That did not work. Please try again in a moment.';
    }
  });
})();
`;
