import type { EmailWording } from './email-template';

/** Why somebody gets a mail and how they stop it; absent on mails that can't be stopped. */
export interface Unsubscription {
  readonly url: string;
  /** Of the mails in question, e.g. `weekly progress`. */
  readonly kind: string;
}

const STYLE =
  'body{margin:0;background:#f4f7f5;color:#1d2b25;font:16px/1.5 system-ui,sans-serif}' +
  'main{max-width:34rem;margin:0 auto;padding:2rem 1.5rem;background:#fff}' +
  'a.action{display:inline-block;padding:.7rem 1.2rem;border-radius:.4rem;background:#14593d;color:#fff;text-decoration:none}' +
  'footer{max-width:34rem;margin:0 auto;padding:1rem 1.5rem;color:#51635a;font-size:.85rem}';

/** Puts written words into the frame that every mail has. */
export function inFrame(
  written: EmailWording,
  product: string,
  unsubscription: Unsubscription | null,
): EmailWording {
  const { subject } = written;
  const htmlFooter =
    unsubscription === null
      ? escapeHtml(product)
      : `${escapeHtml(product)} · <a href="${escapeHtml(unsubscription.url)}">No more ` +
        `${escapeHtml(unsubscription.kind)} mails</a>`;
  const textFooter =
    unsubscription === null
      ? product
      : `${product}\nNo more ${unsubscription.kind} mails: ${unsubscription.url}`;
  return {
    subject,
    text: `${written.text.trimEnd()}\n\n-- \n${textFooter}\n`,
    html:
      `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n` +
      `<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
      `<title>${escapeHtml(subject)}</title>\n<style>${STYLE}</style>\n</head>\n` +
      `<body>\n<main>\n${written.html}\n</main>\n<footer>${htmlFooter}</footer>\n</body>\n</html>\n`,
  };
}

/** Plain words as HTML: nothing in them is markup, line breaks stay. */
export function textAsHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
