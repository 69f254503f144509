import { deepStrictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd, Student } from '../crowd';
import type { Finding } from '../report';
import type { ScriptProcess } from '../script-process';
import type { Stage } from '../stage';

const ROWS = 100_000;
/** Of a hundred rows one repeats an address, one has an impossible number, one no address. */
const FAULTS_IN_HUNDRED = 3;
const GOAL_SECONDS = 120;
const GOAL_MEGABYTES = 150;
const MEGABYTE = 1_048_576;
const PAUSE_MS = 200;
/** After so many rows everything is loaded and compiled. */
const WARM_UP_ROWS = 3_000;

/** How far an import is. */
interface Progress {
  readonly status: string;
  readonly imported: number;
  readonly failed: number;
}

/**
 * A file of many people: how long it takes, and how much more memory the API and the worker need
 * for it together. The invitations go out later.
 */
export async function measureUserImport(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const [admin] = (await crowd.admins(1)) as [Student];
  const worker = stage.run({ path: 'src/worker.js' });
  const resident = (): number | null => sum(stage.trellis.residentBytes(), worker.residentBytes());
  const importPeople = async (file: string): Promise<Progress> => {
    const place = await send(stage, admin, file);
    return ended(place, admin, worker);
  };
  await importPeople(roster(WARM_UP_ROWS, 'warm-up.example'));
  const before = resident();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most ?? 0, resident() ?? 0) || null;
  }, PAUSE_MS);
  const begin = performance.now();
  const { imported, failed } = await importPeople(roster(ROWS, 'import.example'));
  const seconds = (performance.now() - begin) / 1_000;
  clearInterval(timer);
  const faulty = (ROWS / 100) * FAULTS_IN_HUNDRED;
  deepStrictEqual([imported, failed], [ROWS - faulty, faulty]);
  await requireEverybody(stage, ROWS - faulty);
  await worker.stop();
  return [
    {
      measure: `User import of ${ROWS.toLocaleString('en')} rows, ${FAULTS_IN_HUNDRED} % faulty`,
      trellis: `${seconds.toFixed(1)} s`,
      goal: `≤ ${GOAL_SECONDS} s`,
      isMet: seconds <= GOAL_SECONDS,
    },
    memoryFinding(before, most),
  ];
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

function memoryFinding(before: number | null, most: number | null): Finding {
  const measure = '… more memory than before';
  if (before === null || most === null) return { measure, trellis: 'not told by the system' };
  const megabytes = Math.max(0, most - before) / MEGABYTE;
  return {
    measure,
    trellis: `${megabytes.toFixed(0)} MB`,
    goal: `≤ ${GOAL_MEGABYTES} MB`,
    isMet: megabytes <= GOAL_MEGABYTES,
  };
}

function roster(rows: number, domain: string): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const fault = row % 100;
    const address = fault === 1 ? 'nobody' : `person${fault === 2 ? row - 2 : row}@${domain}`;
    const phone = fault === 3 ? '12' : `(206) 555-${String(row % 10_000).padStart(4, '0')}`;
    return `${address},Person ${row},student,${phone},${9 + (row % 4)}`;
  });
  return ['email,name,role,phone,grade', ...lines, ''].join('\n');
}

/** Sends a file that becomes a job. @returns where the import is. */
async function send(stage: Stage, { token }: Student, file: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([file]), 'users.csv');
  const { address } = stage.trellis;
  const reply = await fetch(`${address}/api/admin/users/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const text = await reply.text();
  if (reply.status !== 202) throw new Error(`The import answered ${text}`);
  return `${address}${reply.headers.get('location') ?? ''}`;
}

/** Waits for an import to end. Raises when it does not end well. */
async function ended(place: string, { token }: Student, worker: ScriptProcess): Promise<Progress> {
  for (;;) {
    const reply = await fetch(place, { headers: { authorization: `Bearer ${token}` } });
    const progress = (await reply.json()) as Progress;
    if (progress.status === 'success') return progress;
    if (progress.status !== 'queued' && progress.status !== 'running') {
      throw new Error(`The import is ${progress.status}.`);
    }
    worker.requireAlive();
    await sleep(PAUSE_MS);
  }
}

/** Everybody has an account, a role and an invitation. Raises AssertionError if not. */
async function requireEverybody(stage: Stage, people: number): Promise<void> {
  const { rows } = await stage.pool.query(
    `SELECT count(*)::integer AS people, count(held.user_id)::integer AS students,
            count(mail.user_id)::integer AS invited
     FROM users person
     LEFT JOIN role_grants held ON held.user_id = person.id AND held.role = 'STUDENT'
     LEFT JOIN email_messages mail ON mail.key = 'invitation-' || person.uuid
     WHERE person.email::text LIKE '%@import.example'`,
  );
  deepStrictEqual(rows[0], { people, students: people, invited: people });
}
