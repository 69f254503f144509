import { z } from 'zod';
import { liveEvent, type LiveEventType } from '../live-event';
import { jobTopic, userTopic } from '../topic-name';
import { EXAMPLES } from './examples';

const KIND = z.enum(['users']);
const STATUS = z.enum(['queued', 'running', 'success', 'cancelled', 'failed']);
const ENDED = z.enum(['done', 'failed']);
const rows = z.int().min(0);

/** How work goes on that somebody asked for and that takes a while. */
export const JOB_EVENTS: readonly LiveEventType[] = [
  liveEvent({
    type: 'import.progress',
    description: 'An import got further, or has ended.',
    topics: ['job', 'user'],
    payload: z.object({
      importId: z.uuid(),
      requestedBy: z.int().nullable(),
      kind: KIND,
      status: STATUS,
      rows,
      rowsRead: rows,
      rowsFailed: rows,
    }),
    data: z.object({
      import_id: z.uuid(),
      kind: KIND,
      status: STATUS,
      rows: rows.describe('In all.'),
      rows_read: rows,
      rows_failed: rows,
    }),
    example: {
      import_id: EXAMPLES.other,
      kind: 'users',
      status: 'running',
      rows: 1000,
      rows_read: 250,
      rows_failed: 2,
    },
    concerns: ({ requestedBy }) => ({ userIds: [requestedBy] }),
    tell: (event, known) => {
      // Imports of people are for platform admins, and for no former one.
      const requester = known.byId(event.requestedBy);
      const isForRequester = requester?.isPlatformAdmin === true;
      return {
        topics: [jobTopic(event.importId), ...(isForRequester ? [userTopic(requester.uuid)] : [])],
        data: {
          import_id: event.importId,
          kind: event.kind,
          status: event.status,
          rows: event.rows,
          rows_read: event.rowsRead,
          rows_failed: event.rowsFailed,
        },
        subjectIds: requester === null ? [] : [requester.id],
      };
    },
  }),
  liveEvent({
    type: 'export.completed',
    description: 'The copy of what is held on you is there, or could not be made.',
    topics: ['job', 'user'],
    payload: z.object({ exportId: z.uuid(), userId: z.int(), status: ENDED }),
    data: z.object({ export_id: z.uuid(), status: ENDED }),
    example: { export_id: EXAMPLES.other, status: 'done' },
    concerns: ({ userId }) => ({ userIds: [userId] }),
    tell: ({ exportId, userId, status }, known) => {
      const owner = known.byId(userId);
      if (owner === null) return null;
      return {
        topics: [userTopic(owner.uuid), jobTopic(exportId)],
        data: { export_id: exportId, status },
        subjectIds: [owner.id],
      };
    },
  }),
];
