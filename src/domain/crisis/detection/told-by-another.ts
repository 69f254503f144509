/** Words of a note about somebody, and how that person would say them, never longer. */
const IN_FIRST_PERSON: Readonly<Record<string, string>> = {
  himself: 'myself',
  herself: 'myself',
  themselves: 'myself',
  themself: 'myself',
  he: 'i',
  she: 'i',
  they: 'i',
  student: 'i',
  him: 'me',
  them: 'me',
  his: 'my',
  her: 'my',
  their: 'my',
  wants: 'want',
  plans: 'plan',
  feels: 'feel',
  thinks: 'think',
  wishes: 'wish',
  hopes: 'hope',
  doesnt: 'dont',
  "doesn't": "don't",
};
const WORD = /[a-z']+/gi;
const LINK =
  /(?<![a-z])(?:the(?= student)|said|says|that|told me|reported|reports|mentioned|disclosed|shared)(?![a-z])/gi;

/**
 * A note about a student in the words that the student would use, each word at its old place: what a
 * coach writes of `him` is then read as what a student writes of `me`.
 */
export function inFirstPerson(note: string): string {
  return note
    .replace(LINK, (word) => ' '.repeat(word.length))
    .replace(WORD, (word) => (IN_FIRST_PERSON[word.toLowerCase()] ?? word).padEnd(word.length));
}
