const LONGEST = 80;
const NAMELESS = 'there';

/**
 * A name as mails may show it. Anybody can register a stranger's address under any name, or invite
 * a stranger: mail programs make no link and no address of what is left.
 */
export function nameInMail(name: string | null): string {
  const words = (name ?? '')
    .replace(/[/\\:@<>[\](){}]+/g, ' ')
    .replace(/\.(?=[^\s.])/g, '. ')
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(words).slice(0, LONGEST).join('').trimEnd() || NAMELESS;
}
