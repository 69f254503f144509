import { ApiProperty } from '@nestjs/swagger';
import { PROMPT_TYPES } from '../../../domain/prompts/prompt-body';
import type {
  PromptFilter,
  PromptLinkOption,
  PromptSummary,
  PromptVersion,
} from '../../../domain/prompts/prompt-listings.repository';
import type { Page, Slice } from '../../../kernel/page';
import { LARGEST_ID, QueryInteger } from '../../http/parameters';
import { FilterText } from './prompt-fields';

/** `page` and `page_size`, as the lists of prompts take them. */
export class PromptPageQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, default: 1, description: 'Counts from 1.' })
  page: number = 1;

  @QueryInteger({ minimum: 1, maximum: 100, default: 20, description: 'Rows on a page.' })
  page_size: number = 20;
}

/** Which prompts to list. */
export class ListPromptsQuery extends PromptPageQuery {
  @FilterText('tutor', 'Part of the name, in whatever case.')
  name?: string;

  @FilterText('production', 'A label that some version carries.')
  label?: string;

  @FilterText('math', 'One of the tags.')
  tag?: string;
}

/** A prompt with all its versions. */
export class PromptSummaryReply {
  @ApiProperty({ example: 'General Protocol' })
  name: string;

  @ApiProperty({ example: 'text', enum: [...PROMPT_TYPES] })
  type: string;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [1, 2, 3] })
  versions: number[];

  @ApiProperty({ type: [String], example: ['production', 'latest'] })
  labels: string[];

  @ApiProperty({ type: [String], example: ['core', 'protocol'] })
  tags: string[];

  @ApiProperty({ format: 'date-time', example: '2026-02-06T10:00:00.000Z' })
  last_updated_at: string;
}

/** A page of prompts. */
export class PromptListReply {
  @ApiProperty({ type: [PromptSummaryReply] })
  data: PromptSummaryReply[];

  @ApiProperty({ type: 'integer', example: 1, description: 'Names that match, on all pages.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 1 })
  page: number;

  @ApiProperty({ type: 'integer', example: 20 })
  page_size: number;
}

/** One line in the history of a prompt. */
export class PromptVersionReply {
  @ApiProperty({ type: 'integer', example: 5 })
  id: number;

  @ApiProperty({ example: 'Video Tutor' })
  name: string;

  @ApiProperty({ type: 'integer', example: 3 })
  version: number;

  @ApiProperty({ type: [String], example: ['production', 'latest'] })
  labels: string[];

  @ApiProperty({ type: 'string', nullable: true, example: 'Added protocol reference' })
  commit_message: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: '42' })
  created_by: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'Jane Doe' })
  creator: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-02-06T10:00:00.000Z' })
  created_at: string;
}

/** The history of a prompt, newest first. */
export class PromptVersionsReply {
  @ApiProperty({ type: [PromptVersionReply] })
  versions: PromptVersionReply[];

  @ApiProperty({ type: 'integer', example: 3 })
  total: number;
}

/** A name in use. */
export class PromptNameReply {
  @ApiProperty({ example: 'General Protocol' })
  name: string;

  @ApiProperty({ type: 'integer', example: 1, description: 'Of the newest version.' })
  id: number;
}

/** What a tag can point at. */
export class PromptLinkOptionReply {
  @ApiProperty({ example: 'General Protocol' })
  name: string;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [1, 2, 3] })
  versions: number[];

  @ApiProperty({ type: [String], example: ['production', 'latest'] })
  labels: string[];
}

/** The domain's words for a choice of prompts. */
export function toFilter(query: ListPromptsQuery): PromptFilter {
  return { name: query.name ?? null, label: query.label ?? null, tag: query.tag ?? null };
}

/** The domain's words for a page. */
export function toSlice(query: PromptPageQuery): Slice {
  return { skip: (query.page - 1) * query.page_size, limit: query.page_size };
}

/** A page of prompts as this contract shows it. */
export function toPromptList(page: Page<PromptSummary>, query: PromptPageQuery): PromptListReply {
  return {
    data: page.items.map((summary) => ({
      name: summary.name,
      type: summary.type,
      versions: [...summary.versions],
      labels: [...summary.labels],
      tags: [...summary.tags],
      last_updated_at: summary.lastUpdatedAt.toISOString(),
    })),
    total: page.total,
    page: query.page,
    page_size: query.page_size,
  };
}

/** A history as this contract shows it. */
export function toVersions(page: Page<PromptVersion>): PromptVersionsReply {
  return {
    versions: page.items.map((version) => ({
      id: version.id,
      name: version.name,
      version: version.version,
      labels: [...version.labels],
      commit_message: version.commitMessage,
      created_by: version.createdBy === null ? null : String(version.createdBy),
      creator: version.creator,
      created_at: version.createdAt.toISOString(),
    })),
    total: page.total,
  };
}

/** A name as this contract shows it. */
export function toName({ name, id }: { name: string; id: number }): PromptNameReply {
  return { name, id };
}

/** A link option as this contract shows it. */
export function toLinkOption(option: PromptLinkOption): PromptLinkOptionReply {
  return { name: option.name, versions: [...option.versions], labels: [...option.labels] };
}
