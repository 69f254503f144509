import { ApiProperty } from '@nestjs/swagger';

/** The event was noted. */
export class EventReceivedReply {
  @ApiProperty({ enum: [true], example: true })
  received: boolean;
}
