const LONGEST = 40;

/**
 * A child's first name as mails to their guardian show it: letters, apostrophes and hyphens alone.
 * Whoever registers chooses both the name and the address of that mail, so nothing of the name may
 * become a link or an address in it.
 */
export function firstNameOf(fullName: string): string {
  const [word = ''] = fullName.trim().split(/\s+/, 1);
  const letters = word.replace(/[^\p{L}\p{M}'’-]/gu, '');
  return Array.from(letters).slice(0, LONGEST).join('') || 'Your child';
}
