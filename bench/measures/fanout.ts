import type { Closers } from '../closers';
import { inTurn, summary } from '../load/in-turn';
import { Audience, now } from '../realtime/audience';
import { openHall } from '../realtime/hall';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const CLIENTS = 1_000;
const EVENTS = 100;
const ROUNDS = 5;
const GOAL = 0.5;

/**
 * Many events to many sockets: deliveries a second, from the first event's way to the database to
 * the last arrival. The floor checks the same and then loops over its sockets; it keeps nothing, and
 * is asked by a request.
 */
export async function measureFanout(stage: Stage, closers: Closers): Promise<Finding[]> {
  const hall = await openHall(stage, closers, { worker: true });
  const students = await hall.crowd.students(CLIENTS);
  await hall.enrol(students.map(({ id }) => id));
  await hall.crowd.settle();
  const floor = await stage.serve({
    path: 'bench/floor/bare-sockets.js',
    environment: { DATABASE_URL: hall.databaseUrl, DATABASE_POOL_SIZE: '8' },
  });
  const sides = {
    trellis: { port: hall.api.port, tell: () => hall.tell(EVENTS) },
    floor: {
      port: floor.port,
      tell: async () => {
        const response = await fetch(`${floor.address}/events?count=${EVENTS}`, { method: 'POST' });
        if (!response.ok) throw new Error(`The floor answered ${response.status}.`);
      },
    },
  };
  const tokens = students.map(({ token }) => token);
  const topic = `course:${hall.courseId}`;
  const audiences = { trellis: Audience.start(closers), floor: Audience.start(closers) };
  for (const side of ['trellis', 'floor'] as const) {
    await audiences[side].open({ wire: 'plain', port: sides[side].port, topic, tokens });
  }
  const deliveries = EVENTS * CLIENTS;
  const rate = async (side: keyof typeof sides): Promise<number> => {
    const { heard } = await audiences[side].hear(deliveries);
    const begin = now();
    await sides[side].tell();
    const last = (await heard).at(-1) ?? Number.NaN;
    return deliveries / ((last - begin) / 1_000);
  };
  await inTurn(1, rate);
  const { trellis, floor: bare, ratio } = summary(await inTurn(ROUNDS, rate));
  await Promise.all([audiences.trellis.end(), audiences.floor.end()]);
  await floor.stop();
  await hall.close();
  return [
    {
      measure: `${EVENTS} events to ${CLIENTS} sockets: deliveries per second`,
      trellis: trellis.toFixed(0),
      floor: bare.toFixed(0),
      ratio,
      goal: `≥ ${GOAL}`,
      isMet: ratio >= GOAL,
    },
  ];
}
