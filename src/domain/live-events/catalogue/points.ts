import { z } from 'zod';
import { EXAMPLES } from './examples';
import type { LiveEventType } from '../live-event';
import { publicId } from '../../../kernel/public-id';
import { ownEvent } from './own-event';

const points = z.int();

function stakeEvent(type: string, description: string): LiveEventType {
  return ownEvent({
    type,
    description,
    payload: { stakeId: z.uuid(), points },
    data: z.object({ stake_id: z.string(), points }),
    example: { stake_id: publicId('stake', EXAMPLES.other), points: 100 },
    tell: (event) => ({ stake_id: publicId('stake', event.stakeId), points: event.points }),
  });
}

/** What becomes of somebody's points; ids as the developer API shows them. */
export const POINT_EVENTS: readonly LiveEventType[] = [
  ownEvent({
    type: 'points.earned',
    description: 'Points came into the account.',
    payload: { transferId: z.uuid(), points },
    data: z.object({ transfer_id: z.string(), points }),
    example: { transfer_id: publicId('transfer', EXAMPLES.other), points: 20 },
    tell: (event) => ({
      transfer_id: publicId('transfer', event.transferId),
      points: event.points,
    }),
  }),
  stakeEvent('stake.opened', 'Points were staked.'),
  stakeEvent('stake.matured', 'The days of a stake are over.'),
  stakeEvent('stake.claimed', 'Yield of a stake was paid; points are the yield.'),
  stakeEvent('stake.released', 'Staked points are available again.'),
];
