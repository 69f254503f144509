import { MOST_POINTS } from '../../../domain/points/transfer';
import { IntegerField } from '../../http/value-fields';

/** An amount of points in a body: a whole JSON number from 1 to a thousand million. */
export function PointsField(
  options: { readonly description?: string; readonly example?: number } = {},
): PropertyDecorator {
  const { description, example = 100 } = options;
  return IntegerField({
    minimum: 1,
    maximum: MOST_POINTS,
    example,
    ...(description === undefined ? {} : { description }),
  });
}
