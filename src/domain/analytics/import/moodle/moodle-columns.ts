/** What a row of a Moodle log says, by the headings that its exports have. */
const HEADINGS = {
  time: ['time', 'timecreated', 'date', 'datetime'],
  user: ['user', 'userfullname', 'username', 'userid', 'email'],
  affected: ['affecteduser', 'relateduser', 'relateduserid'],
  context: ['eventcontext', 'context'],
  component: ['component'],
  event: ['eventname', 'event'],
  description: ['description'],
} as const;

type Column = keyof typeof HEADINGS;

/** Where each of them stands; null where a file doesn't have it. */
export type MoodleColumns = Readonly<Record<Column, number | null>>;

/** Finds the columns by their headings, whatever their case, spaces and underscores. */
export function moodleColumns(headings: readonly string[]): MoodleColumns {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^a-z]/g, ''));
  const find = (column: Column): number | null => {
    const places = HEADINGS[column].map((heading) => plain.indexOf(heading));
    return places.find((place) => place >= 0) ?? null;
  };
  return {
    time: find('time'),
    user: find('user'),
    affected: find('affected'),
    context: find('context'),
    component: find('component'),
    event: find('event'),
    description: find('description'),
  };
}

/** Whether these are the headings of a Moodle log: when, who and what. */
export function isMoodleLog(headings: readonly string[]): boolean {
  const { time, user, event } = moodleColumns(headings);
  return time !== null && user !== null && event !== null;
}
