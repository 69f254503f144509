import { ApiProperty } from '@nestjs/swagger';
import type { DraftRecipient } from '../../../domain/email/email-draft';
import { Invalid } from '../../../kernel/errors';
import { EmailField, PresentOrAbsent } from '../../http/fields';
import { UuidField } from '../uuid-fields';

/** Whom to write to: by one of the two. */
export class EmailRecipientRequest {
  @UuidField({ optional: true, description: 'Somebody with an account.' })
  user_id?: string;

  @ApiProperty({ required: false, description: 'Any address; for platform admins.' })
  @PresentOrAbsent(false)
  @EmailField()
  email?: string;
}

/** The domain's words for a recipient. @param field for the message when it is not one. */
export function toRecipient(request: EmailRecipientRequest, field: string): DraftRecipient {
  const { user_id: userUuid, email: address } = request;
  if (userUuid !== undefined && address === undefined) return { userUuid };
  if (address !== undefined && userUuid === undefined) return { address };
  throw Invalid.field(field, 'name the recipient by user_id or by email');
}

/** A recipient as this contract shows it. */
export function toRecipientReply(recipient: DraftRecipient): EmailRecipientReply {
  return 'userUuid' in recipient
    ? { user_id: recipient.userUuid, email: null }
    : { user_id: null, email: recipient.address };
}

/** Whom a mail goes to. */
export class EmailRecipientReply {
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    example: '123e4567-e89b-12d3-a456-426614174000',
  })
  user_id: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description: 'Of somebody who was written to by address; never the address of a user_id.',
  })
  email: string | null;
}
