import { ApiProperty } from '@nestjs/swagger';

/** What every page of this contract says beside its rows. */
export class PageReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'How many there are in all.' })
  total: number;

  @ApiProperty({ type: 'integer', example: 1 })
  page: number;

  @ApiProperty({ type: 'integer', example: 20 })
  per_page: number;
}
