/** A slice of a list: `skip` rows left out, at most `limit` rows returned. */
export interface Slice {
  readonly skip: number;
  readonly limit: number;
}

/** A page of a list with the number of all rows that match, whatever the page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}
