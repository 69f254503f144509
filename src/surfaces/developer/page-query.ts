import type { Slice } from '../../kernel/page';
import { QueryInteger } from '../http/parameters';

/** `page` and `per_page`, as the lists of the developer contract take them. */
export class PageQuery {
  @QueryInteger({ minimum: 1, maximum: 1_000_000, default: 1, description: 'From 1 on.' })
  page: number = 1;

  @QueryInteger({ minimum: 1, maximum: 100, default: 10, description: 'Rows a page.' })
  per_page: number = 10;
}

/** The same for the domain. */
export function sliceOf({ page, per_page }: PageQuery): Slice {
  return { skip: (page - 1) * per_page, limit: per_page };
}
