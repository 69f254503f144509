/** What an archive explains about itself. */
interface ReadmeFacts {
  readonly madeAt: Date;
  readonly files: readonly { readonly path: string; readonly about: string }[];
  /** What is not in there, by its table: why. */
  readonly left: Readonly<Record<string, string>>;
  readonly kept: Readonly<Record<string, string>>;
}

/** The text that comes first in an archive, for people. */
export function exportReadme({ madeAt, files, left, kept }: ReadmeFacts): string {
  return [
    'YOUR DATA ON TRELLIS',
    '',
    `This is a copy of what is held on you, made on ${madeAt.toISOString()} (UTC).`,
    'Each .json file is a list that any program reads; times are UTC.',
    '',
    'WHAT IS IN HERE',
    '',
    ...files.map(({ path, about }) => `  ${path}: ${about}.`),
    '  documents and payments, where you have any, are in folders of their own.',
    '',
    'WHAT IS NOT IN HERE',
    '',
    '- What others wrote or are: answers of others in discussions, names and addresses of coaches,',
    '  teachers and other students.',
    "- A coach's notes on a session. They are the coach's own working notes; the coach and the",
    '  administrators read them. Day, kind, length and action items of each session are in here.',
    '- What staff asked agents about you, beyond that they asked and when.',
    '- What the mails to you said: a copy of each went to you.',
    ...Object.entries(left).map(([table, reason]) => `- ${table}: ${reason}`),
    '',
    'WHAT STAYS WHEN YOU ARE ERASED, AND WHY',
    '',
    ...Object.entries(kept).map(([table, reason]) => `- ${table}: ${reason}`),
    '',
  ].join('\n');
}
