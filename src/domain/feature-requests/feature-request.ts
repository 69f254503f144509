/** What becomes of a wish. A request may move from any of them to any other. */
export const FEATURE_REQUEST_STATUSES = [
  'pending',
  'under_review',
  'planned',
  'completed',
  'declined',
] as const;
export type FeatureRequestStatus = (typeof FEATURE_REQUEST_STATUSES)[number];

/** Something that a person wishes Trellis could do. */
export interface FeatureRequest {
  readonly id: number;
  readonly userId: number;
  readonly title: string;
  readonly description: string;
  readonly status: FeatureRequestStatus;
  /** What the staff wrote about it among themselves; never shown to who asked. */
  readonly adminNotes: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A request with the person who made it. */
export interface AttributedFeatureRequest extends FeatureRequest {
  readonly userEmail: string;
  readonly userName: string;
}

/** What a request is asked with. */
export interface NewFeatureRequest {
  readonly title: string;
  readonly description: string;
}

/** Which requests to list; an absent member leaves out nothing. */
export interface FeatureRequestFilter {
  readonly status?: FeatureRequestStatus;
  readonly userId?: number;
}

/** What the staff changes; an absent member stays as it is. */
export interface FeatureRequestChanges {
  readonly status?: FeatureRequestStatus;
  /** Null removes the notes. */
  readonly adminNotes?: string | null;
}
