import type { EmailWording } from './email-template';

/** A letter before it is set: paragraphs in plain words with placeholders, perhaps with a button. */
export interface Letter {
  readonly subject: string;
  /** Without `<` and `&`: they are the same in both parts. */
  readonly paragraphs: readonly string[];
  /** A button, or in plain text an address, after the first paragraphs. */
  readonly action?: { readonly label: string; readonly url: string; readonly after: number };
}

/** Sets a letter as plain text and as HTML. */
export function letter({ subject, paragraphs, action }: Letter): EmailWording {
  const text: string[] = [];
  const html: string[] = [];
  for (const [position, paragraph] of paragraphs.entries()) {
    if (position === action?.after) addAction(action, text, html);
    text.push(paragraph);
    html.push(`<p>${paragraph.replaceAll('\n', '<br>')}</p>`);
  }
  if (action !== undefined && action.after >= paragraphs.length) addAction(action, text, html);
  return { subject, text: `${text.join('\n\n')}\n`, html: html.join('\n') };
}

function addAction(action: { label: string; url: string }, text: string[], html: string[]): void {
  text.push(`${action.label}: ${action.url}`);
  html.push(`<p><a class="action" href="${action.url}">${action.label}</a></p>`);
}
