import type { LinkedPerson } from './coach-link';

/** For how many days a student may answer an invitation. */
export const DAYS_TO_ANSWER = 30;

/** What a coach learns of an invitation. One that was declined looks like one that nobody read. */
export const INVITATION_STATUSES = ['invited', 'accepted', 'expired'] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

/** Whom a coach invites: by the one or by the other. */
export interface InvitationAddress {
  readonly email: string | null;
  readonly uuid: string | null;
}

/** An invitation as the coach who sent it sees it: nothing but what they wrote, and its fate. */
export interface SentInvitation extends InvitationAddress {
  readonly id: string;
  readonly status: InvitationStatus;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
}

/** An invitation as the student whom it reached sees it. */
export interface ReceivedInvitation {
  readonly id: string;
  readonly coach: LinkedPerson;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
}
