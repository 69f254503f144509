import { Injectable, type PipeTransform } from '@nestjs/common';
import { Invalid } from '../../../kernel/errors';
import { PathParameter } from '../../http/path-parameter';

const STRIPE_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;

@Injectable()
class StripeIdPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (STRIPE_ID.test(value)) return value;
    throw new Invalid([
      { path: ['path', this.name], message: 'value is not an id of Stripe', rule: 'stripe_id' },
    ]);
  }
}

/** An id of Stripe's in the path. */
export function StripeIdParameter(name: string, example: string): ParameterDecorator {
  return PathParameter(name, new StripeIdPipe(name), {
    schema: { type: 'string', maxLength: 200, pattern: STRIPE_ID.source, example },
  });
}
