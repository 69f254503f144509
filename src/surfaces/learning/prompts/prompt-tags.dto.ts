import { ApiProperty } from '@nestjs/swagger';
import { TagsField } from './prompt-fields';

/** The tags that a prompt shall have. */
export class SetPromptTagsRequest {
  @TagsField({ optional: false })
  tags: string[];
}

/** That every version has the tags now. */
export class PromptTagsReply {
  @ApiProperty({ example: true })
  success: boolean;
}

/** What setting tags answers. */
export function toTagsReply(): PromptTagsReply {
  return { success: true };
}
