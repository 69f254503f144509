import { parseArgs } from 'node:util';
import { MOST_AT_ONCE, DeadLetters } from '../domain/dead-letters/dead-letters.service';
import { loadConfiguration } from '../platform/config/configuration';
import type { FailedJob, FailedJobFilter } from '../platform/queue/failed-jobs';
import { QUEUES } from '../platform/queue/job';
import { startTrellis } from '../start';

const USAGE = `trellis dead-letters list   [--queue fast|slow] [--job <name>]
trellis dead-letters replay [--queue fast|slow] [--job <name>]
trellis dead-letters purge  [--queue fast|slow] [--job <name>]

Jobs that failed for good: list them, try them again, or give them up. Without --queue and --job all
of them are meant.
`;

/** So many are listed. */
const MOST_SHOWN = 100;

/** What each word does; answers what to print. */
const DEEDS: Readonly<
  Record<string, (letters: DeadLetters, filter: FailedJobFilter) => Promise<string>>
> = {
  list: async (letters, filter) => {
    const { items, total } = await letters.list(null, filter, { skip: 0, limit: MOST_SHOWN });
    return [`Failed for good: ${total}.`, ...items.map(lineOf)].join('\n');
  },
  replay: async (letters, filter) =>
    `Tried again: ${await inRounds(letters, filter, () => letters.replayAll(null, filter))}.`,
  purge: async (letters, filter) =>
    `Given up: ${await inRounds(letters, filter, () => letters.purgeAll(null, filter))}.`,
};

/** Looks at the jobs that failed for good, tries them again or gives them up. */
export async function deadLetters(): Promise<void> {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(3),
    options: { queue: { type: 'string' }, job: { type: 'string' } },
    allowPositionals: true,
  });
  const deed = DEEDS[positionals[0] ?? ''];
  const queue = QUEUES.find((name) => name === values.queue) ?? null;
  const isUnderstood = positionals.length === 1 && (values.queue === undefined || queue !== null);
  if (deed === undefined || !isUnderstood) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const letters = trellis.app.get(DeadLetters, { strict: false });
    const text = await deed(letters, { queue, name: values.job ?? null });
    process.stdout.write(`${text}\n`);
  } finally {
    await trellis.stop();
  }
}

function lineOf({ queue, id, name, failedAt, attempts, reason }: FailedJob): string {
  return `${failedAt.toISOString()}  ${queue}/${id}  ${name}  ${attempts}×  ${reason}`;
}

/** As many rounds as there is work for now: what fails again meanwhile waits for the next command. */
async function inRounds(
  letters: DeadLetters,
  filter: FailedJobFilter,
  round: () => Promise<number>,
): Promise<number> {
  const { total } = await letters.list(null, filter, { skip: 0, limit: 1 });
  let done = 0;
  for (let begun = 0; begun < total; begun += MOST_AT_ONCE) done += await round();
  return done;
}
