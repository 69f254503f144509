/** Something that a form asks for. */
interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'password' | 'text';
  readonly autocomplete: string;
  readonly hint?: string;
}

/** A button; its members join the request. */
interface Answer {
  readonly label: string;
  readonly sends?: Readonly<Record<string, boolean>>;
}

/** A page that a mail links to: a few words and one form, which calls the API. */
export interface AccountPage {
  readonly title: string;
  readonly words: readonly string[];
  /** Below the public address; `{token}` stands for the token where the path holds it. */
  readonly calls: string;
  readonly fields: readonly Field[];
  readonly answers: readonly Answer[];
  /** What to say when it is done. */
  readonly done: string;
}

const password = (name: string): Field => ({
  name,
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 12 characters. A few words in a row are easy to remember and hard to guess.',
});

/** Every page by the last part of its address. */
export const ACCOUNT_PAGES = {
  verify: {
    title: 'Confirm your address',
    words: ['One click, and we know that this address is yours.'],
    calls: 'api/auth/verify-email',
    fields: [],
    answers: [{ label: 'Confirm my address' }],
    done: 'Thank you! Your address is confirmed.',
  },
  reset: {
    title: 'Choose a new password',
    words: ['You will be signed out everywhere, and sign in again with the new password.'],
    calls: 'api/auth/reset-password',
    fields: [password('new_password')],
    answers: [{ label: 'Save the password' }],
    done: 'Your new password is set. Sign in with it.',
  },
  invitation: {
    title: 'Welcome',
    words: ['Choose a password for your account.'],
    calls: 'api/auth/accept-invitation',
    fields: [password('password')],
    answers: [{ label: 'Save the password' }],
    done: 'Your password is set. Sign in with your address and the password.',
  },
  consent: {
    title: 'Consent of a parent or guardian',
    words: [
      'A child under 13 would like to learn here and named you as parent or guardian.',
      'We keep the name, the e-mail address and the date of birth of the child, and what the child learns and writes here. We use it to teach, to look after the child, and for nothing else.',
      'Without your consent the account stays closed, and what we hold is erased.',
    ],
    calls: 'api/privacy/guardian-consents/confirm',
    fields: [{ name: 'guardian_name', label: 'Your name', type: 'text', autocomplete: 'name' }],
    answers: [
      { label: 'I agree', sends: { agrees: true } },
      { label: 'I do not agree', sends: { agrees: false } },
    ],
    done: 'Thank you. Your answer is noted.',
  },
  withdrawal: {
    title: 'Take the consent back',
    words: ['The account of the child is closed, and what we hold about the child is erased.'],
    calls: 'api/privacy/guardian-consents/revoke',
    fields: [],
    answers: [{ label: 'Take my consent back' }],
    done: 'Your consent is taken back. The account is closed.',
  },
  unsubscribe: {
    title: 'No more mails of this kind',
    words: ['You will get no more mails like the one you came from. Other mails still come.'],
    calls: 'api/email/unsubscribe/{token}',
    fields: [],
    answers: [{ label: 'No more of these' }],
    done: 'Done. You get no more mails of this kind.',
  },
} as const satisfies Record<string, AccountPage>;

/** The page as HTML. Nothing in it depends on the request: the token stays in the browser. */
export function renderAccountPage(page: AccountPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · Trellis</title>
<link rel="stylesheet" href="account.css">
<script src="account.js" defer></script>
</head>
<body>
<main>
<h1>${page.title}</h1>
${page.words.map((words) => `<p>${words}</p>`).join('\n')}
<noscript><p>This page needs JavaScript.</p></noscript>
<form data-calls="${page.calls}" data-done="${page.done}">
${page.fields.map(renderField).join('\n')}
${page.answers.map(renderAnswer).join('\n')}
</form>
<p id="outcome" role="status" aria-live="polite"></p>
</main>
</body>
</html>
`;
}

function renderField({ name, label, type, autocomplete, hint }: Field): string {
  const described = hint === undefined ? '' : ` aria-describedby="${name}-hint"`;
  const shortest = type === 'password' ? ' minlength="12"' : '';
  return (
    `<label for="${name}">${label}</label>\n` +
    `<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required${shortest}${described}>` +
    (hint === undefined ? '' : `\n<p class="hint" id="${name}-hint">${hint}</p>`)
  );
}

function renderAnswer({ label, sends }: Answer): string {
  const value = sends === undefined ? '' : ` value='${JSON.stringify(sends)}'`;
  return `<button type="submit"${value}>${label}</button>`;
}
