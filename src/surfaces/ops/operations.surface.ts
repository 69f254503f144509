import { ApiProperty } from '@nestjs/swagger';
import { STATUS, surface } from '../surface';
import { operationsRateLimits } from './operations.rate-limits';

/** Every error outside the three contracts. */
export class OperationsError {
  @ApiProperty({ example: 'There is nothing at this address.' })
  message: string;

  @ApiProperty({ example: 'not_found' })
  code: string;
}

/** What operators and their tools call; also answers for addresses that no contract claims. */
export const operations = surface({
  name: 'operations',
  title: 'Trellis Operations',
  description: 'Health, documentation and what else runs beside the contracts.',
  prefixes: [''],
  deprecations: [],
  rateLimits: operationsRateLimits,
  status: STATUS,
  errorReply: OperationsError,
  renderError: (error) => ({ message: error.message, code: error.code }),
});
