import { setTimeout as sleep } from 'node:timers/promises';
import type { Closers } from '../closers';
import { quantile } from '../load/quantiles';
import { Audience, now } from '../realtime/audience';
import { type Hall, openHall } from '../realtime/hall';
import type { Wire } from '../realtime/listener';
import type { Finding } from '../report';
import type { Stage } from '../stage';

/** Of each kind; BENCH_CLIENTS makes it less, for a look at a busy machine. */
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 5_000);
const WARM_UP_CLIENTS = 200;
const WARM_UP_EVENTS = 50;
const ROUNDS = 20;
const PAUSE_MS = 700;
/** Connecting leaves garbage, which is no part of what an open socket holds. */
const SETTLE_MS = 6_000;
const GOAL_MS = 250;
const GOAL_KILOBYTES = 25;

/**
 * What an open socket holds, and how soon an event reaches everybody: from before it is written to
 * the database to its arrival at each client, all of which are connected to one process.
 */
export async function measureSockets(stage: Stage, closers: Closers): Promise<Finding[]> {
  const hall = await openHall(stage, closers, { worker: true });
  const students = await hall.crowd.students(2 * CLIENTS + WARM_UP_CLIENTS);
  await hall.enrol(students.map(({ id }) => id));
  await hall.crowd.settle();
  const tokens = students.map(({ token }) => token);
  await warmUp(hall, closers, tokens.splice(0, WARM_UP_CLIENTS));
  const [plain, socketIo] = [Audience.start(closers), Audience.start(closers)];
  const open = async (audience: Audience, wire: Wire): Promise<number> => {
    const before = hall.api.residentBytes() ?? Number.NaN;
    await audience.open({ ...placeIn(hall), wire, tokens: tokens.splice(0, CLIENTS) });
    await sleep(SETTLE_MS);
    return ((hall.api.residentBytes() ?? Number.NaN) - before) / CLIENTS / 1_024;
  };
  const plainKilobytes = await open(plain, 'plain');
  const socketIoKilobytes = await open(socketIo, 'socket.io');
  const delays: Record<Wire, number[]> = { plain: [], 'socket.io': [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b] = await Promise.all([plain.hear(CLIENTS), socketIo.hear(CLIENTS)]);
    const told = now();
    await hall.tell(1);
    for (const moment of await a.heard) delays.plain.push(moment - told);
    for (const moment of await b.heard) delays['socket.io'].push(moment - told);
    await sleep(PAUSE_MS);
  }
  await Promise.all([plain.end(), socketIo.end()]);
  await hall.close();
  const everybody = [...delays.plain, ...delays['socket.io']];
  const p99 = quantile(everybody, 0.99);
  const kilobytes = (value: number): string =>
    Number.isNaN(value) ? 'not told by this system' : `${value.toFixed(1)} KB`;
  return [
    {
      measure: `an event to ${CLIENTS} plain sockets and ${CLIENTS} Socket.IO clients of one process: p50, p99`,
      trellis: `${quantile(everybody, 0.5).toFixed(0)} ms, ${p99.toFixed(0)} ms`,
      goal: `p99 ≤ ${GOAL_MS} ms`,
      isMet: p99 <= GOAL_MS,
    },
    {
      measure: '… the plain sockets of them alone, the Socket.IO clients alone: p99',
      trellis: `${quantile(delays.plain, 0.99).toFixed(0)} ms, ${quantile(delays['socket.io'], 0.99).toFixed(0)} ms`,
    },
    {
      measure: '… memory of a plain socket that follows a topic',
      trellis: kilobytes(plainKilobytes),
      goal: `≤ ${GOAL_KILOBYTES} KB`,
      isMet: plainKilobytes <= GOAL_KILOBYTES,
    },
    { measure: '… memory of a Socket.IO client', trellis: kilobytes(socketIoKilobytes) },
  ];
}

function placeIn(hall: Hall): { port: number; topic: string } {
  return { port: hall.api.port, topic: `course:${hall.courseId}` };
}

/** A process that has just started compiles and grows its heap whatever is connected to it. */
async function warmUp(hall: Hall, closers: Closers, tokens: readonly string[]): Promise<void> {
  for (const wire of ['plain', 'socket.io'] as const) {
    const audience = Audience.start(closers);
    await audience.open({ ...placeIn(hall), wire, tokens });
    const { heard } = await audience.hear(WARM_UP_EVENTS * tokens.length);
    for (let event = 0; event < WARM_UP_EVENTS; event += 1) await hall.tell(1);
    await heard;
    await audience.end();
  }
  await sleep(SETTLE_MS);
}
