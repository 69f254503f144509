import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '../../kernel/page';
import type { PageQuery } from './page-query';

/** A reply of the developer contract. */
export interface Envelope<Data> {
  readonly success: true;
  readonly data: Data;
}

class Pagination {
  @ApiProperty({ type: 'integer', example: 100, description: 'Rows that match, on all pages.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 10 })
  per_page: number;

  @ApiProperty({ type: 'integer', example: 1 })
  current_page: number;

  @ApiProperty({ type: 'integer', example: 10, description: 'At least 1, also without any rows.' })
  last_page: number;
}

class PageMeta {
  @ApiProperty({ type: Pagination })
  pagination: Pagination;
}

/** A page of a list in the words of the developer contract. */
export interface PageEnvelope<Item> extends Envelope<readonly Item[]> {
  readonly meta: PageMeta;
}

/** Puts a result into its envelope. */
export function enveloped<Data>(data: Data): Envelope<Data> {
  return { success: true, data };
}

/** Puts a page of rows into its envelope, each row by way of its mapper. */
export function envelopedPage<Row, Item>(
  { items, total }: Page<Row>,
  { page, per_page }: PageQuery,
  toItem: (row: Row) => Item,
): PageEnvelope<Item> {
  return {
    success: true,
    data: items.map(toItem),
    meta: {
      pagination: {
        total,
        per_page,
        current_page: page,
        last_page: Math.max(1, Math.ceil(total / per_page)),
      },
    },
  };
}

/** The class that documents {@link enveloped}: `@ApiOkResponse({ type: EnvelopeOf(TaskReply) })`. */
export function EnvelopeOf(data: Type): Type {
  class DocumentedEnvelope {
    @ApiProperty({ enum: [true], example: true })
    success: boolean;

    @ApiProperty({ type: data })
    data: unknown;
  }
  return named(DocumentedEnvelope, `${data.name}Envelope`);
}

/** The class that documents a list in an envelope that has no pages. */
export function ListEnvelopeOf(item: Type): Type {
  class DocumentedList {
    @ApiProperty({ enum: [true], example: true })
    success: boolean;

    @ApiProperty({ type: [item] })
    data: unknown[];
  }
  return named(DocumentedList, `${item.name}ListEnvelope`);
}

/** The class that documents {@link envelopedPage}. */
export function PageEnvelopeOf(item: Type): Type {
  class DocumentedPage {
    @ApiProperty({ enum: [true], example: true })
    success: boolean;

    @ApiProperty({ type: [item] })
    data: unknown[];

    @ApiProperty({ type: PageMeta })
    meta: PageMeta;
  }
  return named(DocumentedPage, `${item.name}PageEnvelope`);
}

/** The document calls a class by its name. */
function named(type: Type, name: string): Type {
  Object.defineProperty(type, 'name', { value: name });
  return type;
}
