import type { AudienceAnswer, AudienceOrder } from './audience';
import { listen } from './listener';

/** Connections that are opened at the same time. */
const AT_ONCE = 32;

/**
 * Listeners in a process of their own, led by the messages of another one. Moments are those of the
 * machine's monotonic clock, which all of its processes share.
 */
const hangUps: (() => void)[] = [];
let moments: number[] = [];
let expected = Number.POSITIVE_INFINITY;
let isOver = false;

function answer(message: AudienceAnswer): void {
  process.send?.(message);
}

function onEvent(): void {
  moments.push(Number(process.hrtime.bigint()) / 1e6);
  if (moments.length === expected) tellMoments();
}

function tellMoments(): void {
  expected = Number.POSITIVE_INFINITY;
  answer({ type: 'heard', moments: Float64Array.from(moments) });
  moments = [];
}

async function open({ tokens, ...rest }: Extract<AudienceOrder, { type: 'open' }>): Promise<void> {
  let next = 0;
  const openSome = async (): Promise<void> => {
    for (let token = tokens[next++]; token !== undefined; token = tokens[next++]) {
      const onLost = (reason: string): void => {
        if (!isOver) answer({ type: 'failed', reason: `A listener was cut off: ${reason}` });
      };
      hangUps.push(await listen({ ...rest, token, onEvent, onLost }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openSome));
  answer({ type: 'opened' });
}

process.on('message', (order: AudienceOrder) => {
  if (order.type === 'open') {
    open(order).catch((error: Error) => answer({ type: 'failed', reason: error.message }));
  } else if (order.type === 'close') {
    isOver = true;
    for (const hangUp of hangUps.splice(0)) hangUp();
    answer({ type: 'closed' });
    isOver = false;
  } else {
    expected = order.events;
    if (moments.length >= expected) tellMoments();
    else answer({ type: 'listening' });
  }
});
process.once('disconnect', () => process.exit(0));
