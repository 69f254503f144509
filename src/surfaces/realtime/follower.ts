import type { TopicPosition } from '../../platform/topics/topic-entry';
import type { Outlet } from './outlet';
import type { Transport } from './transport';

/** A connection as one of the topics that it follows sees it. */
export interface Follower {
  /** The topic, as the client named it. */
  readonly name: string;
  readonly outlet: Outlet;
  readonly transport: Transport;
  /** Nothing more is told of it; work that is still under way stops where it sees this. */
  readonly isOver: boolean;
  /** Whether it is among those who are told; not while a replay goes on. */
  isListening: boolean;
  /** Where a client stands whom a replay took further than this process heard; else null. */
  aheadAt: TopicPosition | null;
}
