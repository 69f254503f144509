/** The reply to a request that is done once, as it will be given again. */
export interface KeptReply {
  readonly status: number;
  /** Those that belong to the reply itself; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** More of a body than this is not kept, in bytes. */
export const MOST_KEPT_BYTES = 1_048_576;
