/** What a link between a coach and a student may be; only an active one opens the record. */
export const LINK_STATUSES = ['active', 'ended'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** A person of a link. */
export interface LinkedPerson {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
}

/** A coach who looks after a student, or did. */
export interface CoachLink {
  readonly id: number;
  readonly coach: LinkedPerson;
  readonly student: LinkedPerson;
  readonly status: LinkStatus;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Which links to list. */
export interface LinkFilter {
  readonly coachUuid: string | null;
  readonly studentUuid: string | null;
  readonly status: LinkStatus | null;
}
