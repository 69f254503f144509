import { LARGEST_ID, QueryInteger } from './parameters';

/** `skip` and `limit` of a list that is read as a whole unless a part of it is asked for. */
export class WholeListQuery {
  @QueryInteger({ minimum: 0, maximum: LARGEST_ID, default: 0, description: 'Rows to leave out.' })
  skip: number = 0;

  @QueryInteger({ minimum: 1, maximum: 100, description: 'Rows to return at most; absent, all.' })
  limit?: number;
}

/** The part of a list that was asked for. */
export function partOf<Row>(rows: readonly Row[], { skip, limit }: WholeListQuery): Row[] {
  return rows.slice(skip, limit === undefined ? undefined : skip + limit);
}
