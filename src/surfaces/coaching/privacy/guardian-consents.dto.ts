import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { TextField } from '../../http/fields';

class TokenOfMail {
  @TextField({ maximum: 200, example: 'tra_9mQ…', description: 'From the link in the mail.' })
  token: string;
}

/** What a guardian answers. */
export class ConfirmConsentRequest extends TokenOfMail {
  @TextField({ maximum: 200, example: 'Maria Doe' })
  guardian_name: string;

  @ApiProperty({ example: true })
  @IsBoolean({ message: 'value is neither true nor false' })
  agrees: boolean;
}

/** A guardian who takes the consent back. */
export class RevokeConsentRequest extends TokenOfMail {}

/** How the consent stands. */
export class ConsentStateReply {
  @ApiProperty({
    enum: ['given', 'refused', 'revoked'],
    example: 'given',
    description: 'given: the account is open; else it is closed and will be erased.',
  })
  status: string;
}
